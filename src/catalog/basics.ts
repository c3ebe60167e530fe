import { z } from 'zod';
import { type MethodUniqueIdentifier, toMethodUniqueIdentifier } from '../ids.ts';
import type { KindOverride } from './catalog.ts';

/** What config and catalog have in common. */
export const text: z.ZodString = z.string().max(500, 'is longer than 500 characters').regex(/\S/, 'is empty');
export const prose: z.ZodString = z.string().max(5000, 'is longer than 5000 characters').regex(/\S/, 'is empty');
export const graphQLName: z.ZodString = z
  .string()
  .max(150, 'is longer than 150 characters')
  .regex(
    /^(?!__)[_A-Za-z]\w*$/,
    'must be a GraphQL name: letters, digits and _, and neither a digit nor __ at the beginning',
  );
export const identifier: z.ZodType<MethodUniqueIdentifier, string> = z
  .string()
  .transform((value, context): MethodUniqueIdentifier => {
    const found = toMethodUniqueIdentifier(value);
    if (found !== undefined) return found;
    context.addIssue('must be a MethodUniqueIdentifier, which is a GUID');
    return z.NEVER;
  });
export const kindOverride: z.ZodType<KindOverride> = z
  .strictObject({ is: z.enum(['READ', 'WRITE']), reason: prose.describe('How one knows.') })
  .describe('Overrides what its name says.');
