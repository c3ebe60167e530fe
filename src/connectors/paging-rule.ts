import type { InputPath } from './reconcile-rule.ts';

/** How the pages of a method follow one another. `NONE`: the app gives everything in one answer. */
export const pagingStyles = [
  'PAGE',
  'OFFSET',
  'CURSOR',
  'NEXT_URL',
  'KEYSET',
  'RECORDS_URL',
  'LINK_HEADER',
  'NONE',
] as const;
export type PagingStyle = (typeof pagingStyles)[number];

/** What is known of a method's pages. Whatever is left out is found from names and bodies. */
export interface PagingRule {
  readonly style?: PagingStyle | undefined;
  /** The input that takes the place in the list: a page number, an offset, a cursor. */
  readonly input?: InputPath | undefined;
  /** The input that takes the number of records of a page. */
  readonly size?: InputPath | undefined;
  /** What that input is given where the caller gives none. */
  readonly pageSize?: number | undefined;
  /** The number of the first page, or the offset of the first record. */
  readonly start?: number | undefined;
  /** Where the answer has the next cursor or URL. */
  readonly next?: string | undefined;
  /** Where the answer says whether there is more. */
  readonly more?: string | undefined;
  /** Where the answer says how many records there are. */
  readonly total?: string | undefined;
  /** Where a record has its id. */
  readonly key?: string | undefined;
}
