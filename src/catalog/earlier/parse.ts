import { z } from 'zod';
import { dataTypes } from '../../connectors/value.ts';
import { graphQLName, identifier, kindOverride, prose, text } from '../basics.ts';
import type { EarlierCatalog } from './catalog.ts';

const input = {
  name: text,
  type: z.enum(dataTypes),
  values: z.array(text).min(1, 'is empty').optional(),
  description: prose.optional(),
};
const parameter = z.strictObject({ targetName: text, ...input, required: z.boolean().optional() });
const field = z.strictObject({ location: text, ...input });
const method = z.strictObject({
  field: graphQLName,
  identifier,
  name: text,
  category: text.optional(),
  description: prose.optional(),
  kind: kindOverride.optional(),
  records: text.optional(),
  parameters: z.array(parameter).min(1, 'is empty').optional(),
  requestFields: z.array(field).min(1, 'is empty').optional(),
  responseFields: z.array(field).min(1, 'is empty').optional(),
});
export const earlierFile: z.ZodType<EarlierCatalog> = z.strictObject({
  $schema: z.string().optional(),
  connector: text,
  version: text.optional(),
  field: graphQLName,
  methods: z.array(method).min(1, 'is empty'),
});

/** A present catalog names its format; earlier ones did not. */
export function isEarlier(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'methods' in value && !('format' in value);
}
