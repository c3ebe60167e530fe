import type { Json } from '../../json.ts';
import type { Absorbed } from './absorb.ts';
import type { Chain } from './chain.ts';
import { nameOf } from './envelope.ts';
import { endPointHost, hostOf, queryOf } from './links.ts';
import { type Paging, type PagingInput, type Position, positionAt } from './paging.ts';

/** How the end of a list is known: undefined where it only looks like one. */
export type Proof = 'TOLD' | 'TOTAL' | 'EMPTY' | 'STATED';

/** What comes after a page. */
export type Step =
  | { readonly kind: 'PAGE'; readonly chain: Chain }
  | { readonly kind: 'END'; readonly proof: Proof | undefined }
  /** The app says that there is more, and nothing takes the place where. */
  | { readonly kind: 'STUCK' }
  | { readonly kind: 'LOOP' }
  /** The next page is said to be on another host. */
  | { readonly kind: 'HOST' };

export interface StepOptions {
  readonly endPoint: string | null;
  /** Empty pages in a row that end a list which tells no end. */
  readonly emptyPages: number;
}

const end = (proof?: Proof): Step => ({ kind: 'END', proof });

/** Finds what comes after a page: the place of the next one, or how it is known that there is none. */
export function nextStep(absorbed: Absorbed, options: StepOptions): Step {
  const { chain, told, fresh, rows, isSame, isChecked } = absorbed;
  const { paging = {}, total } = chain;
  const { style } = paging;
  if (style === 'NONE') return end('STATED');
  if (isSame && (isCounted(style) || chain.key !== null)) return { kind: 'LOOP' };
  if (told.more === false) return end('TOLD');
  if (isCounted(style)) {
    if (told.hasPlace && told.next === undefined && told.more !== true) return end('TOLD');
    if (isReached(chain, fresh.length, total)) return end('TOTAL');
    if (style === 'KEYSET') return afterKey(chain, told.more === true, isChecked);
    if (chain.empty >= options.emptyPages) return told.more === true ? { kind: 'STUCK' } : end('EMPTY');
    return style === 'PAGE' ? nextNumber(chain) : nextOffset(chain, rows);
  }
  if (told.next !== undefined) return follow(chain, told.next, options);
  if (told.more === true) return { kind: 'STUCK' };
  const isPlaceKnown = paging.next !== undefined || style === 'LINK_HEADER';
  const isTold = told.hasPlace || chain.sawNext === true || (paging.isConfirmed === true && isPlaceKnown);
  return end(isTold ? 'TOLD' : undefined);
}

function isCounted(style: Paging['style']): boolean {
  return style === 'PAGE' || style === 'OFFSET' || style === 'KEYSET';
}

/** A total that is also the size of the only page proves nothing: some applications count the page. */
function isReached({ given, isPageCount, key }: Chain, fresh: number, total: number | undefined): boolean {
  return total !== undefined && isPageCount !== true && typeof key === 'string' && given + fresh === total;
}

function at(chain: Chain, input: PagingInput | undefined, value: Json, more: Partial<Chain> = {}): Step {
  if (input === undefined) return { kind: 'STUCK' };
  return moved(chain, positionAt([[input, value]]), more);
}

function moved(chain: Chain, position: Position, more: Partial<Chain> = {}): Step {
  if (isSamePosition(position, chain.position)) return { kind: 'LOOP' };
  return { kind: 'PAGE', chain: { ...chain, ...more, position } };
}

export function isSamePosition(one: Position, other: Position): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Until an answer shows whether pages count from 0 or 1, page 1 is asked: it is the first page again, or the second. */
function nextNumber(chain: Chain): Step {
  const { paging = {}, number } = chain;
  const { start, input } = paging;
  if (number !== undefined) return at(chain, input, number + 1, { number: number + 1 });
  if (start !== undefined) return at(chain, input, start + 1, { number: start + 1 });
  return at(chain, input, 1, { number: 1, isFirstAgain: true });
}

/** Counted by the rows that came, so that a page of another size leaves no gap. Behind an empty page, by a page more. */
function nextOffset(chain: Chain, rows: number): Step {
  const { paging = {}, number, size } = chain;
  const offset = (number ?? paging.start ?? 0) + (rows || size || 1);
  return at(chain, paging.input, offset, { number: offset });
}

/**
 * Asks for what comes behind the last id. Nothing may be the end, or a page that is empty for another reason: unless the
 * page before was short, what comes behind the id before the last is asked, which must be the last record alone.
 */
function afterKey(chain: Chain, hasMore: boolean, isChecked: boolean): Step {
  const { key, last, prior, empty, size, isShort, total, paging } = chain;
  if (key === null || last === undefined) return end(total === 0 ? 'EMPTY' : undefined);
  if (empty === 0) return at(chain, paging?.input, placeOf(last));
  if (hasMore) return { kind: 'STUCK' };
  if (isShort === true || isChecked) return end('EMPTY');
  if (prior === undefined || size < 2) return end();
  const check = at(chain, paging?.input, placeOf(prior), { isCheck: true });
  return check.kind === 'LOOP' ? end() : check;
}

function placeOf(key: string): Json {
  return String(Number(key)) === key ? Number(key) : key;
}

function follow(chain: Chain, next: Json, { endPoint }: StepOptions): Step {
  const { paging = {} } = chain;
  const { style, input, byQuery = {} } = paging;
  if (style === 'CURSOR') return at(chain, input, next);
  if (style === undefined) return { kind: 'STUCK' };
  const url = typeof next === 'string' ? next : '';
  const host = hostOf(url);
  const expected = endPointHost(endPoint) ?? chain.host;
  if (host !== undefined && expected !== undefined && host !== expected) return { kind: 'HOST' };
  const known = { host: expected ?? host };
  if (style === 'RECORDS_URL') {
    const isId = /locator/.test(nameOf(input?.name ?? ''));
    return at(chain, input, isId ? (url.split('?')[0]?.split('/').at(-1) ?? url) : url, known);
  }
  const inputs = [...queryOf(url)].flatMap(([name, value]): readonly [PagingInput, Json][] => {
    const taker = Object.hasOwn(byQuery, name.toLowerCase()) ? byQuery[name.toLowerCase()] : undefined;
    return taker === undefined ? [] : [[taker, value]];
  });
  if (inputs.length > 0) return moved(chain, positionAt(inputs), known);
  return at(chain, input, url, known);
}
