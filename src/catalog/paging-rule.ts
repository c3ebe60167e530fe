import { z } from 'zod';
import { type PagingRule, pagingStyles } from '../connectors/paging-rule.ts';
import { parseInputPath } from '../connectors/reconcile-rule.ts';
import { prose, text } from './basics.ts';
import type { CatalogPaging } from './catalog.ts';

const input = text
  .refine((path) => parseInputPath(path) !== undefined, {
    error: 'must be "parameters." or "fields." and an input of the method, such as "parameters.page"',
  })
  .optional();
const place = text.optional();

/** The rule as it is written in the config. */
export const pagingRule: z.ZodType<PagingRule> = z
  .strictObject({
    style: z
      .enum(pagingStyles)
      .optional()
      .describe(
        'How pages follow one another; NONE where one answer is everything. Without it: found from names and answers.',
      ),
    input: input.describe('The input that takes the place in the list, such as "parameters.page".'),
    size: input.describe('The input that takes the number of records of a page.'),
    pageSize: z
      .int()
      .min(1, 'must be at least 1')
      .max(100_000, 'must be at most 100000')
      .optional()
      .describe('What the input of the size is given where the caller gives none.'),
    start: z
      .union([z.literal(0), z.literal(1)])
      .optional()
      .describe('The number of the first page, or the offset of the first record.'),
    next: place.describe('Where the answer has the next cursor or URL, such as "paging.next.after".'),
    more: place.describe('Where the answer says whether there is more; the contrary where it is called done or last.'),
    total: place.describe('Where the answer says how many records there are.'),
    key: place.describe('Where a record has its id, such as "Id" or "properties.id".'),
  })
  .refine((rule) => Object.keys(rule).length > 0, { error: 'says nothing. Expected one of style, input, size, key' });

/** What a probe saw, as it is written in a catalog. */
export const catalogPaging: z.ZodType<CatalogPaging> = z
  .strictObject({
    style: z
      .enum(pagingStyles)
      .exclude(['NONE'])
      .optional()
      .describe('How pages follow one another; absent where page 2 was not another page.'),
    at: input.describe('The input that takes the place in the list, such as "parameters.page".'),
    size: input.describe('The input that takes the number of records of a page.'),
    evidence: prose.describe('What the probe saw.'),
  })
  .refine(({ style, at, size }) => style !== undefined || (at === undefined && size === undefined), {
    error: 'has an input and no style. Expected a style, or the evidence alone',
  });
