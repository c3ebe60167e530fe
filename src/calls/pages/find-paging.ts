import { parseLocation } from '../../connectors/location.ts';
import type { PagingRule } from '../../connectors/paging-rule.ts';
import type { Json } from '../../json.ts';
import { type Beside, besideRecords, countOf, nameOf, tokenOf, truthOf } from './envelope.ts';
import { inputAt, inputsByQuery, type MethodInputs, type PagingInputs, pagingInputsOf } from './input-names.ts';
import { nextLink, queryOf } from './links.ts';
import type { Flag, KeyPath, Paging, PagingInput } from './paging.ts';

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
  const url = next.find(({ value }) => isUrl(value));
  if (url !== undefined && canFollow(String(url.value), byQuery, inputs)) {
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
  const place = beside.filter(isNextPlace);
  const next = rule.next === undefined ? (found.next ?? place[0]?.path) : keysOf(rule.next);
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

const nextNames = new Set(
  'next nextcursor nextpagetoken nexttoken nextpage nextpageid nextpagecursor nextpagestart nextlink nexturl nextpageurl nexthref odatanextlink endcursor continuationtoken nextcontinuationtoken scrollid nextmarker bookmark nextoffset nextstart nextkey nextafter lastevaluatedkey nextrecordsurl cursor'.split(
    ' ',
  ),
);

/** `next.href`, `paging.next.after`, `paging.cursors.after`. */
const belowNext = new Set(['href', 'link', 'url', 'after', 'cursor', 'token']);

function isNextPlace({ path, name, value }: Beside): boolean {
  if (typeof value === 'boolean' && value) return false;
  if (nextNames.has(name)) return true;
  const above = path.slice(0, -1).map(nameOf);
  if (belowNext.has(name) && above.some((key) => key === 'next' || key === 'cursors')) return true;
  // A text where others have a number: Airtable's.
  return name === 'offset' && typeof value === 'string' && countOf(value) === undefined;
}

function isUrl(value: Json): boolean {
  return typeof value === 'string' && /^(?:https?:\/\/|\/|\?)/i.test(value);
}

const moreNames = new Set([
  'hasmore',
  'hasnextpage',
  'hasnext',
  'moreitemsincollection',
  'hasmoreresults',
  'more',
  'hasmoreitems',
]);
const lastNames = new Set(['done', 'islast', 'islastpage', 'last', 'lastpage', 'isfinished', 'querycomplete']);

function moreIn(beside: readonly Beside[]): Flag | undefined {
  const flag = beside.find(
    ({ name, value }) => truthOf(value) !== undefined && (moreNames.has(name) || lastNames.has(name)),
  );
  return flag && { at: flag.path, saysLast: lastNames.has(flag.name) };
}

function flagAt(at: KeyPath): Flag {
  return { at, saysLast: lastNames.has(nameOf(at.at(-1) ?? '')) };
}

const totalNames = new Set(
  'total totalcount totalrecords totalresults totalsize totalitems totalelements totalhits totalrows totalentries odatacount totalnumber recordstotal numfound'.split(
    ' ',
  ),
);

/** `count` is of the list with some applications, and of the page with others: of the list where it is more than that. */
function totalIn(beside: readonly Beside[], records: number): KeyPath | undefined {
  const numbers = beside.filter(({ value }) => countOf(value) !== undefined);
  const strong = numbers.find(({ name }) => totalNames.has(name));
  const weak = numbers.find(({ name, value }) => name === 'count' && (countOf(value) ?? 0) > records);
  return (strong ?? weak)?.path;
}

const currentPage = new Set(['page', 'pagenumber', 'currentpage', 'pageindex', 'pageno']);
const currentOffset = new Set(['offset', 'start', 'startat', 'skip', 'startindex', 'startposition']);

/** What the first answer says that it is: page 0 or page 1. */
function startOf(style: Paging['style'], beside: readonly Beside[]): number | undefined {
  const names = style === 'PAGE' ? currentPage : style === 'OFFSET' ? currentOffset : undefined;
  const told = beside.find(
    ({ name, path }) =>
      names?.has(name) || (style === 'PAGE' && name === 'number' && /^pag/.test(nameOf(path.at(-2) ?? ''))),
  );
  const start = countOf(told?.value);
  return start === 0 || start === 1 ? start : undefined;
}

function keysOf(location: string): KeyPath {
  return parseLocation(location).map(({ key }) => key);
}
