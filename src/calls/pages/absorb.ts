import { formatLocation, parseLocation } from '../../connectors/location.ts';
import type { ConnectorMethod } from '../../connectors/method.ts';
import type { PagingRule } from '../../connectors/paging-rule.ts';
import type { Json } from '../../json.ts';
import { type Chain, type Memory, orderAfter, type Row, rowsOf, withDoubt } from './chain.ts';
import { nameOf } from './envelope.ts';
import { findPaging } from './find-paging.ts';
import { digestOf, findKey, type KeyOf, keyReader } from './keys.ts';
import { type Told, toldBy } from './told.ts';

/** One page as it came. */
export interface Page {
  readonly records: readonly Json[];
  readonly body: Json | undefined;
  readonly link: string | undefined;
}

export interface ListFacts {
  readonly method: Pick<ConnectorMethod, 'name' | 'parameters' | 'requestFields' | 'endPoint'>;
  readonly rule: PagingRule | undefined;
}

export interface Absorbed {
  /** With everything that the page shows, and the place of the page itself. */
  readonly chain: Chain;
  readonly told: Told;
  /** The rows that were not given before, each with its place on the page. */
  readonly fresh: readonly (Row & { readonly at: number })[];
  /** The page was asked to check the end, and has the last record alone. */
  readonly isChecked: boolean;
  /** How many rows came. */
  readonly rows: number;
  /** The same page came as before. */
  readonly isSame: boolean;
}

/** Reads a page in the light of those before it. `memory` takes its ids. */
export function absorb(before: Chain, page: Page, { method, rule }: ListFacts, memory: Memory): Absorbed {
  const { records, body, link } = page;
  const paging = before.paging ?? findPaging(method, rule, { body, link, records: records.length });
  const key = before.key === undefined ? keyIn(records, rule, method.name) : before.key;
  const keyOf: KeyOf | undefined = typeof key === 'string' ? keyReader(parseLocation(key)) : undefined;
  const rows = rowsOf(records, keyOf, memory, before);
  const digest = digestOf(records, keyOf);
  const told = toldBy(paging, body, link);
  const isSame = records.length > 0 && digest === before.digest;

  let chain: Chain = { ...before, paging, key, pages: before.pages + 1, skip: 0 };
  if (before.isFirstAgain === true) chain = startKnown(chain, isSame || rows.some(({ isRepeated }) => isRepeated));
  const skipped = skippedOf(before, rows);
  const isOverlap = isOneBased(before, rows);
  if (isOverlap) chain = { ...chain, paging: { ...chain.paging, start: 1 } };
  const isAgain = before.isFirstAgain === true && isSame;
  // An empty first page that comes again is one empty page.
  const isCheck = before.isCheck === true && rows.every(({ isRepeated }) => isRepeated);
  const isCounted = !isAgain && !isCheck && (before.isFirstAgain !== true || records.length > 0 || before.empty === 0);
  if (isCounted) chain = shapeOf(chain, before, records.length);
  const isRepeating = rows.slice(skipped + (isOverlap ? 1 : 0)).some(({ isRepeated }) => isRepeated);
  if (isRepeating && !isAgain && before.isCheck !== true) chain = withDoubt(chain, 'REPEATED');
  if (skipped < before.skip) chain = withDoubt(chain, 'REPEATED');
  if (rows.some((row) => row.key === undefined)) chain = withDoubt(chain, 'KEYLESS');
  chain = totalOf(chain, told.total, records.length);

  const fresh = rows.flatMap((row, at): Absorbed['fresh'] =>
    at >= skipped && !row.isRepeated ? [{ ...row, at }] : [],
  );
  const given = isAgain || (isSame && keyOf === undefined) ? [] : fresh;
  let { order, prior, last } = chain;
  for (const { key: id } of given) {
    if (id === undefined) continue;
    memory.add(id);
    order = orderAfter({ order, last }, id);
    prior = last;
    last = id;
  }
  chain = { ...chain, order, prior, last };
  return {
    chain: {
      ...chain,
      digest,
      isFirstAgain: undefined,
      isCheck: undefined,
      sawNext: (chain.sawNext ?? false) || told.next !== undefined,
    },
    told,
    fresh: given,
    // A page of one could not have another.
    isChecked: isCheck && records.length === 1 && before.size > 1,
    rows: records.length,
    isSame: isSame && !isAgain,
  };
}

function keyIn(records: readonly Json[], rule: PagingRule | undefined, name: string): string | null | undefined {
  if (rule?.key !== undefined) return rule.key;
  if (records.length === 0) return undefined;
  const found = findKey(records, name);
  return found === undefined ? null : formatLocation(found);
}

/** The second answer shows where pages begin: the first page again is page 1, any other is the one after page 0. */
function startKnown(chain: Chain, isFirst: boolean): Chain {
  return { ...chain, paging: { ...chain.paging, start: isFirst ? 1 : 0 } };
}

/** Rows of a page that was given in part: those up to the last one that was given, if it still stands there. */
function skippedOf({ skip, last }: Chain, rows: readonly Row[]): number {
  if (skip === 0) return 0;
  const there = rows[skip - 1];
  return there !== undefined && (last === undefined || there.key === undefined || there.key === last) ? skip : 0;
}

/** An offset that counts from 1 gives the last row again, and nothing else. */
function isOneBased({ paging, pages, last, skip }: Chain, rows: readonly Row[]): boolean {
  if (paging?.style !== 'OFFSET' || paging.start !== undefined || pages !== 1 || skip > 0) return false;
  if (!nameOf(paging.input?.name ?? '').startsWith('start')) return false;
  return last !== undefined && rows[0]?.key === last && rows.filter(({ isRepeated }) => isRepeated).length === 1;
}

/** What the size of a page says of those before it. */
function shapeOf(chain: Chain, before: Chain, rows: number): Chain {
  if (rows === 0) return { ...chain, empty: before.empty + 1 };
  let next: Chain = { ...chain, empty: 0, size: Math.max(before.size, rows), isShort: rows < before.size };
  if (before.empty > 0) next = withDoubt(next, 'EMPTY');
  if (before.skip > 0 || before.size === 0) return next;
  // Of numbered pages one may be short where it is the last, and none is longer than the first.
  const isNumbered = chain.paging?.style === 'PAGE';
  if (isNumbered && (before.isShort === true || rows > before.size)) next = withDoubt(next, 'UNEVEN');
  return next;
}

function totalOf(chain: Chain, total: number | undefined, rows: number): Chain {
  if (total === undefined) return chain;
  const isPageCount = (chain.isPageCount ?? true) && total === rows;
  if (chain.total === undefined) return { ...chain, total, isPageCount };
  if (isPageCount && (total !== chain.total || chain.given + rows > total)) {
    // It is the size of the page, and says nothing of the list.
    const { total: _place, ...paging } = chain.paging ?? {};
    return { ...chain, paging, total: undefined, isPageCount: undefined };
  }
  const same = { ...chain, total, isPageCount };
  return total === chain.total ? same : withDoubt(same, 'TOTAL');
}
