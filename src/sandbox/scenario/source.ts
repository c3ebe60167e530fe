import { z } from 'zod';

/** An input of the call: a parameter by its TargetName, or a request field by its Location. */
export type Source = { readonly parameter: string } | { readonly field: string };

export const source: z.ZodType<Source> = z.union([
  z.strictObject({ parameter: z.string() }),
  z.strictObject({ field: z.string() }),
]);
