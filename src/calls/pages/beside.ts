import type { Json } from '../../json.ts';
import { type Beside, countOf, nameOf, truthOf } from './envelope.ts';
import type { Flag, KeyPath, Paging } from './paging.ts';

const nextNames = new Set(
  'next nextcursor nextpagetoken nexttoken nextpage nextpageid nextpagecursor nextpagestart nextlink nexturl nextpageurl nexthref odatanextlink endcursor continuationtoken nextcontinuationtoken scrollid nextmarker bookmark nextoffset nextstart nextkey nextafter lastevaluatedkey nextrecordsurl cursor'.split(
    ' ',
  ),
);

/** `next.href`, `paging.next.after`, `paging.cursors.after`. */
const belowNext = new Set(['href', 'link', 'url', 'after', 'cursor', 'token']);

export function isNextPlace({ path, name, value }: Beside): boolean {
  if (typeof value === 'boolean' && value) return false;
  if (nextNames.has(name)) return true;
  const above = path.slice(0, -1).map(nameOf);
  if (belowNext.has(name) && above.some((key) => key === 'next' || key === 'cursors')) return true;
  // A text where others have a number: Airtable's.
  return name === 'offset' && typeof value === 'string' && countOf(value) === undefined;
}

export function isUrl(value: Json): value is string {
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

export function moreIn(beside: readonly Beside[]): Flag | undefined {
  const flag = beside.find(
    ({ name, value }) => truthOf(value) !== undefined && (moreNames.has(name) || lastNames.has(name)),
  );
  return flag && { at: flag.path, saysLast: lastNames.has(flag.name) };
}

export function flagAt(at: KeyPath): Flag {
  return { at, saysLast: lastNames.has(nameOf(at.at(-1) ?? '')) };
}

const totalNames = new Set(
  'total totalcount totalrecords totalresults totalsize totalitems totalelements totalhits totalrows totalentries odatacount totalnumber recordstotal numfound'.split(
    ' ',
  ),
);

/** `count` is of the list with some applications, and of the page with others: of the list where it is more than that. */
export function totalIn(beside: readonly Beside[], records: number): KeyPath | undefined {
  const numbers = beside.filter(({ value }) => countOf(value) !== undefined);
  const strong = numbers.find(({ name }) => totalNames.has(name));
  const weak = numbers.find(({ name, value }) => name === 'count' && (countOf(value) ?? 0) > records);
  return (strong ?? weak)?.path;
}

const currentPage = new Set(['page', 'pagenumber', 'currentpage', 'pageindex', 'pageno']);
const currentOffset = new Set(['offset', 'start', 'startat', 'skip', 'startindex', 'startposition']);

/** What the first answer says that it is: page 0 or page 1. */
export function startOf(style: Paging['style'], beside: readonly Beside[]): number | undefined {
  const names = style === 'PAGE' ? currentPage : style === 'OFFSET' ? currentOffset : undefined;
  const told = beside.find(
    ({ name, path }) =>
      names?.has(name) || (style === 'PAGE' && name === 'number' && nameOf(path.at(-2) ?? '').startsWith('pag')),
  );
  const start = countOf(told?.value);
  return start === 0 || start === 1 ? start : undefined;
}
