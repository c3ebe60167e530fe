import { parseLocation } from '../../connectors/location.ts';
import type { PagingRule } from '../../connectors/paging-rule.ts';
import type { Json } from '../../json.ts';
import { flagAt, isNextPlace, isUrl, moreIn, startOf, totalIn } from './beside.ts';
import { type Beside, besideRecords, nameOf, tokenOf } from './envelope.ts';
import { inputAt, inputsByQuery, type MethodInputs, type PagingInputs, pagingInputsOf } from './input-names.ts';
import { nextLink, queryOf } from './links.ts';
import type { KeyPath, Paging, PagingInput } from './paging.ts';

/** The first page of a list, as far as it shows how the list goes on. */
export interface FirstPage {
  readonly body: Json | undefined;
  /** Of the header `Link`, where Cyclr relays it. */
  readonly link: string | undefined;
  readonly records: number;
}

/**
 * How the pages of a list follow one another: as the rule says, and where it says nothing, as the names of the inputs and
 * the first answer show. What an answer tells goes before what has to be counted.
 */
export function findPaging(method: MethodInputs, rule: PagingRule | undefined, first: FirstPage): Paging {
  const beside = besideRecords(first.body);
  const inputs = pagingInputsOf(method);
  const found = styleOf(method, inputs, beside, first);
  const stated = rule?.style === undefined ? found : ofRule(method, inputs, rule, found, beside);
  const start = rule?.start ?? startOf(stated.style, beside);
  const more = rule?.more === undefined ? moreIn(beside) : flagAt(keysOf(rule.more));
  const total = rule?.total === undefined ? totalIn(beside, first.records) : keysOf(rule.total);
  return {
    ...stated,
    ...(rule?.style !== undefined && { isConfirmed: true }),
    ...(start !== undefined && { start }),
    ...(more && { more }),
    ...(total && { total }),
  };
}

type UrlBeside = Beside & { readonly value: string };

function styleOf(method: MethodInputs, inputs: PagingInputs, beside: readonly Beside[], first: FirstPage): Paging {
  const byQuery = inputsByQuery(method);
  const link = nextLink(first.link);
  if (first.link !== undefined && (link === undefined || canFollow(link, byQuery, inputs))) {
    return { style: 'LINK_HEADER', byQuery, ...urlInput(inputs) };
  }
  const records = beside.find(({ name }) => name === 'nextrecordsurl');
  if (records !== undefined && inputs.recordsUrl !== undefined) {
    return { style: 'RECORDS_URL', input: inputs.recordsUrl, next: records.path };
  }
  const next = beside.filter(isNextPlace);
  const url = next.find((one): one is UrlBeside => isUrl(one.value));
  if (url !== undefined && canFollow(url.value, byQuery, inputs)) {
    return { style: 'NEXT_URL', byQuery, next: url.path, ...urlInput(inputs) };
  }
  const token = next.find(({ value }) => !isUrl(value) && tokenOf(value) !== undefined) ?? next[0];
  const takes = token && takerOf(token, inputs);
  if (token !== undefined && takes !== undefined && !isUrl(token.value)) {
    return { style: 'CURSOR', input: takes, next: token.path };
  }
  // There is a place for the next page, and nothing that takes it; but it may say that there is none.
  const place = url ?? token ?? records;
  const counted = countedStyle(inputs);
  if (counted !== undefined || place !== undefined) return { ...counted, ...(place && { next: place.path }) };
  const cursor = inputs.recordsUrl ?? inputs.cursor;
  if (cursor === undefined) return {};
  return { style: cursor === inputs.cursor ? 'CURSOR' : 'RECORDS_URL', input: cursor };
}

function countedStyle(inputs: PagingInputs): Paging | undefined {
  if (inputs.page !== undefined) return { style: 'PAGE', input: inputs.page };
  if (inputs.offset !== undefined) return { style: 'OFFSET', input: inputs.offset };
  return inputs.keyset && { style: 'KEYSET', input: inputs.keyset };
}

function ofRule(
  method: MethodInputs,
  inputs: PagingInputs,
  rule: PagingRule,
  found: Paging,
  beside: readonly Beside[],
): Paging {
  const { style } = rule;
  if (style === undefined || style === 'NONE') return { style: 'NONE' };
  const given = rule.input === undefined ? undefined : inputAt(method, rule.input);
  const byNames: Readonly<Record<typeof style, PagingInput | undefined>> = {
    PAGE: inputs.page,
    OFFSET: inputs.offset,
    CURSOR: inputs.cursor,
    KEYSET: inputs.keyset ?? inputs.cursor,
    RECORDS_URL: inputs.recordsUrl ?? inputs.url,
    NEXT_URL: inputs.url,
    LINK_HEADER: inputs.url,
  };
  const input = given ?? (found.style === style ? found.input : undefined) ?? byNames[style];
  const next = rule.next === undefined ? (found.next ?? beside.find(isNextPlace)?.path) : keysOf(rule.next);
  const isUrlStyle = style === 'NEXT_URL' || style === 'LINK_HEADER';
  return {
    style,
    ...(input && { input }),
    ...(isUrlStyle && { byQuery: inputsByQuery(method) }),
    ...(next && style !== 'LINK_HEADER' && { next }),
  };
}

function urlInput(inputs: PagingInputs): Pick<Paging, 'input'> {
  return inputs.url === undefined ? {} : { input: inputs.url };
}

function canFollow(url: string, byQuery: NonNullable<Paging['byQuery']>, inputs: PagingInputs): boolean {
  return inputs.url !== undefined || [...queryOf(url).keys()].some((key) => Object.hasOwn(byQuery, key.toLowerCase()));
}

/** The input that takes the value of such a place. */
function takerOf({ name }: Beside, inputs: PagingInputs): PagingInput | undefined {
  const own = Object.values(inputs).find((input) => [name, name.replace(/^next/, '')].includes(nameOf(input.name)));
  const { size, ...places } = inputs;
  if (own !== undefined && own !== size) return own;
  if (/offset|start/.test(name) && places.offset !== undefined) return places.offset;
  return places.cursor ?? places.url;
}

function keysOf(location: string): KeyPath {
  return parseLocation(location).map(({ key }) => key);
}
