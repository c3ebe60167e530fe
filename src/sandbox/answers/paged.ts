import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { ListPaging, PageLie } from '../scenario/paging.ts';
import { toInteger, toText } from '../wire/coerce.ts';
import type { Headers } from '../wire/reply.ts';
import type { AppRequest } from './exchange.ts';
import { inputOf, placed, sameValue } from './records.ts';

/** One page of a list, and what its answer says beside it. */
export interface PageGiven {
  readonly records: readonly JsonObject[];
  readonly headers: Headers;
  /** Puts totals, tokens and flags into the body. */
  beside(body: Json): Json;
}

const standardPageSize = 25;
const standardUrl = 'https://app.example/records';
/** As Salesforce's own. */
const recordsPath = '/services/data/v60.0/query/01gSANDBOX-';

/** The page of a list that a call asks for, with the lies that the scenario asks for. */
export function pageOf(paging: ListPaging, key: string, all: readonly JsonObject[], request: AppRequest): PageGiven {
  const lies = new Set<PageLie>(paging.lies ?? []);
  const asked = paging.size && toInteger(inputOf(paging.size, request));
  const whole = Math.max(1, Math.min(asked ?? paging.pageSize ?? standardPageSize, paging.most ?? Infinity));
  const place = lies.has('ignored') ? undefined : inputOf(paging.place, request);
  const isFurther = place !== undefined && place !== null && place !== '';
  const size = lies.has('shrinks') && isFurther ? Math.ceil(whole / 2) : whole;
  const wanted = isFurther ? offsetAt(paging, place, { key, all, size }) : 0;
  const from = lies.has('loops') ? wanted % (whole * 3) : wanted;
  const number = Math.floor(from / size);
  const until = Math.min(from + size, Math.max(all.length, from));
  const first = lies.has('repeats') && from > 0 ? from - 1 : from;
  const records = lies.has('gap') && number === 1 ? [] : all.slice(first, until);
  const isLast = lies.has('loops') ? false : until >= all.length;
  const next = isLast ? undefined : nextOf(paging, until);
  const total = all.length + (lies.has('total-changes') ? number : 0);
  return {
    records,
    headers: paging.style === 'link-header' ? { link: linkOf(paging, next) } : {},
    beside: (body) => besideOf(paging, body, { next, isLast, total }),
  };
}

interface ListAt {
  readonly key: string;
  readonly all: readonly JsonObject[];
  readonly size: number;
}

/** How many records stand before the place that a call names. */
function offsetAt({ style, start }: ListPaging, place: Json, { key, all, size }: ListAt): number {
  const number = Math.max(0, toInteger(/\d+$/.exec(toText(place) ?? '')?.[0] ?? 0) ?? 0);
  if (style === 'page') return Math.max(0, number - (start ?? 1)) * size;
  if (style === 'offset') return Math.max(0, number - (start ?? 0));
  return style === 'keyset' ? indexBehind(all, key, place) : number;
}

/** The place of a record that was found last is looked at first: a list is read from its beginning to its end. */
const lastFound = new WeakMap<object, number>();

function indexBehind(all: readonly JsonObject[], key: string, place: Json): number {
  const hint = lastFound.get(all);
  const near =
    hint === undefined ? -1 : all.slice(hint, hint + 5000).findIndex((record) => sameValue(record[key], place));
  const index = near >= 0 ? (hint ?? 0) + near : all.findIndex((record) => sameValue(record[key], place));
  lastFound.set(all, Math.max(0, index));
  return index + 1;
}

function nextOf(paging: ListPaging, offset: number): string {
  const { style, url = standardUrl, place } = paging;
  if (style === 'cursor') return `c${offset}`;
  if (style === 'records-url') return `${recordsPath}${offset}`;
  const next = new URL(url);
  next.searchParams.set('parameter' in place ? place.parameter : place.field, String(offset));
  return next.href;
}

function linkOf({ url = standardUrl }: ListPaging, next: string | undefined): string {
  const first = `<${url}>; rel="first"`;
  return next === undefined ? first : `<${next}>; rel="next", ${first}`;
}

const standardNext: Readonly<Record<ListPaging['style'], string | undefined>> = {
  page: undefined,
  offset: undefined,
  cursor: 'next_cursor',
  'next-url': 'next',
  keyset: undefined,
  'records-url': 'nextRecordsUrl',
  'link-header': undefined,
};

interface Said {
  readonly next: string | undefined;
  readonly isLast: boolean;
  readonly total: number;
}

function besideOf(paging: ListPaging, body: Json, { next, isLast, total }: Said): Json {
  const nextAt = paging.next ?? standardNext[paging.style];
  const saysNext = nextAt !== undefined && (next !== undefined || paging.withoutNext !== true);
  const says = (flag: string) => (/(?:done|islast)$/i.test(flag) ? isLast : !isLast);
  const said: readonly (readonly [string | undefined, Json])[] = [
    [saysNext ? nextAt : undefined, next ?? null],
    [paging.more, paging.more === undefined ? null : says(paging.more)],
    [paging.total, total],
  ];
  // Nothing can stand beside the records of a bare list.
  if (!isJsonObject(body)) return body;
  return said.reduce<Json>(
    (whole, [path, value]) => (path === undefined ? whole : joined(whole, placed(path, value))),
    body,
  );
}

/** Both objects in one, at every level. */
function joined(one: Json, other: Json): Json {
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const entries = Object.entries(other).map(([key, value]): [string, Json] => [
    key,
    Object.hasOwn(one, key) ? joined(one[key] ?? null, value) : value,
  ]);
  return { ...one, ...Object.fromEntries(entries) };
}
