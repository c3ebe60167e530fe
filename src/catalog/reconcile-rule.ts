import { z } from 'zod';
import { parseLocation } from '../connectors/location.ts';
import { parseInputPath, type ReconcileRule } from '../connectors/reconcile-rule.ts';
import { text } from './basics.ts';

const inputPath = text
  .refine((path) => parseInputPath(path) !== undefined, {
    error: 'must be "fields." or "parameters." and an input of the write, such as "fields.Email"',
  })
  .describe('An input of the write, such as "fields.Email".');
const inputs = z.record(
  text,
  z.union([z.string().max(500), z.number(), z.boolean(), z.null(), z.strictObject({ from: inputPath })]),
);
const place = text
  .refine((location) => parseLocation(location).length > 0, { error: 'must be a key of the record, such as "Id"' })
  .describe('Where it stands in a record, such as "Id" or "properties.email".');

/** The rule as it is written in the config. */
export const reconcileRule: z.ZodType<ReconcileRule> = z.strictObject({
  read: text.describe('The method that finds what the write made, by its name or identifier.'),
  parameters: inputs.default({}).describe('Its parameters: values, or inputs of the write.'),
  fields: inputs.default({}).describe('Its fields: values, or inputs of the write.'),
  match: z
    .record(place, inputPath)
    .refine((all) => Object.keys(all).length > 0, {
      error: 'is empty, so any record would be taken for the one that was written',
    })
    .describe('Places in a record, each with the input of the write that must stand there.'),
  key: place.describe('Where a record has its id.'),
  time: place.optional().describe('Where a record has the time it was made.'),
  afterSeconds: z
    .int()
    .min(1, 'must be at least 1')
    .max(86_400, 'must be at most 86400')
    .describe('How long the app may take until the read shows a write, in seconds.'),
  pageRecords: z
    .int()
    .min(2, 'must be at least 2')
    .max(1000, 'must be at most 1000')
    .default(10)
    .describe('An answer with so many records may go on on another page: nothing is concluded from it.'),
});
