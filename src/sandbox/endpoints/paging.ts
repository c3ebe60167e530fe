import type { ApiRequest } from '../wire/request.ts';
import { page, type Reply } from '../wire/reply.ts';
import { toBoolean } from '../wire/coerce.ts';

/** Cyclr's default is not known. A small one shows which clients read only one page. @see docs/cyclr.md#paging-and-sorting */
const standardPageSize = 25;

/** One page of a list: `page` from 1 on, `pageSize`, `orderBy` a key, `sortOrderAsc`. */
export function paged(items: readonly Readonly<Record<string, unknown>>[], request: ApiRequest): Reply {
  const number = positive(request.query('page')) ?? 1;
  const size = positive(request.query('pageSize')) ?? standardPageSize;
  return page(sorted(items, request).slice((number - 1) * size, number * size), items.length, size);
}

export function sorted<Item extends Readonly<Record<string, unknown>>>(
  items: readonly Item[],
  request: ApiRequest,
): readonly Item[] {
  const wanted = request.query('orderBy')?.toLowerCase();
  const key =
    wanted === undefined ? undefined : Object.keys(items[0] ?? {}).find((one) => one.toLowerCase() === wanted);
  const descending = toBoolean(request.query('sortOrderAsc')) === false;
  if (key === undefined) return descending ? items.toReversed() : items;
  const sign = descending ? -1 : 1;
  return items.toSorted((a, b) => sign * compare(a[key], b[key]));
}

function compare(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : text(a).localeCompare(text(b));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function positive(given: string | undefined): number | undefined {
  const number = Number(given);
  return given !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}
