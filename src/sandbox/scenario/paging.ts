import { z } from 'zod';
import { type Source, source } from './source.ts';

/** How an application gives a list page by page. */
export const pageStyles = [
  /** `?page=2`. */
  'page',
  /** `?offset=50`. */
  'offset',
  /** The answer has a token, which asks for what comes next. */
  'cursor',
  /** The answer has the URL of the next page. */
  'next-url',
  /** The last id asks for those after it. */
  'keyset',
  /** The answer has a path, as Salesforce's `nextRecordsUrl`. */
  'records-url',
  /** The header `Link` has the URL of the next page. */
  'link-header',
] as const;

/** What an application can get wrong with its pages. */
export const pageLies = [
  /** The place that a call asks for is ignored: the first page comes again. */
  'ignored',
  /** Every page begins with the last record of the one before. */
  'repeats',
  /** Pages after the first are half as large. */
  'shrinks',
  /** After the third page comes the first. */
  'loops',
  /** The total is one more on every page. */
  'total-changes',
  /** The second page is empty. */
  'gap',
] as const;

export type PageStyle = (typeof pageStyles)[number];
export type PageLie = (typeof pageLies)[number];

export interface ListPaging {
  readonly style: PageStyle;
  /** The input that takes the place: a page number, an offset, a token, an id, a path. */
  readonly place: Source;
  /** The input that takes the number of records of a page. */
  readonly size?: Source;
  /** Records of a page where no size is given. @default 25 */
  readonly pageSize?: number;
  /** The most records of a page, whatever size is given. @default any */
  readonly most?: number;
  /** The number of the first page, or the offset of the first record. @default 1 for pages, 0 for offsets */
  readonly start?: 0 | 1;
  /** Dotted path in the answer to the next token, URL or path. @default what the style is known for */
  readonly next?: string;
  /** Leaves that key out of the last page, where it is null otherwise. @default false */
  readonly withoutNext?: boolean;
  /** Dotted path to whether there is more; a last key `done` or `isLast` says the contrary. */
  readonly more?: string;
  /** Dotted path to how many records there are. */
  readonly total?: string;
  /** What next URLs begin with. @default https://app.example/records */
  readonly url?: string;
  readonly lies?: readonly PageLie[];
}

const path = z.string().min(1).exactOptional();

export const listPagingSchema: z.ZodType<ListPaging> = z
  .strictObject({
    style: z.enum(pageStyles),
    place: source,
    size: source.exactOptional(),
    pageSize: z.int().min(1).exactOptional(),
    most: z.int().min(1).exactOptional(),
    start: z.union([z.literal(0), z.literal(1)]).exactOptional(),
    next: path,
    withoutNext: z.boolean().exactOptional(),
    more: path,
    total: path,
    url: z
      .string()
      .regex(/^https?:\/\//, 'must be an http or https URL')
      .exactOptional(),
    lies: z.array(z.enum(pageLies)).exactOptional(),
  })
  .meta({ id: 'ListPaging', description: 'How a list is given page by page, and what is wrong with its pages.' });
