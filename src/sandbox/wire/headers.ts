import { z } from 'zod';

/** A header's name, as HTTP allows it. */
export const headerName: z.ZodString = z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'is not the name of a header');

/** A header's value, as HTTP allows it. */
export const headerValue: z.ZodString = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be the value of a header: one line of Latin-1');

/** Whether a header says where a message ends, or what becomes of the connection. The sandbox sets these itself. */
export function isFraming(name: string): boolean {
  return framing.has(name.toLowerCase());
}

const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
