import { z } from 'zod';
import { Secret } from '../secret.ts';
import { quoted } from '../text/quoted.ts';
import { isSafeUrl, withoutBrackets } from './loopback.ts';

/** Any text. */
export const text: z.ZodType<string> = z.string();

export const host: z.ZodType<string> = z
  .string()
  .refine((value) => !/[\s/]/.test(value), {
    error: ({ input }) => `must be a host, such as 127.0.0.1, ::1 or localhost; got ${quoted(String(input))}`,
  })
  .transform(withoutBrackets);

/** No message shows the value: a URL can hold a password. */
export const httpUrl: z.ZodType<string> = z.string().refine(isSafeUrl, {
  error: 'must be an https URL (http only on loopback), without user name, query or fragment',
});

export const redisUrl: z.ZodType<Secret> = z
  .string()
  .refine((value) => /^rediss?:\/\//.test(value) && URL.canParse(value), {
    error: 'must be a redis:// or rediss:// URL',
  })
  .transform((value) => new Secret(value));

export const secret: z.ZodType<Secret> = z.string().transform((value) => new Secret(value));

const shortestSecret = 32;

/** A secret that nobody can guess. */
export const strongSecret: z.ZodType<Secret> = z
  .string()
  .min(shortestSecret, `must have at least ${shortestSecret} characters`)
  .transform((value) => new Secret(value));

/** A whole number of `unit`, from `least` to `most`. */
export function wholeNumber(unit: string, most: number, least = 1): z.ZodType<number> {
  return z
    .string()
    .refine((value) => /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most, {
      error: ({ input }) =>
        `must be a whole number of ${unit} between ${least} and ${most}; got ${quoted(String(input))}`,
    })
    .transform(Number);
}

export function milliseconds(most: number, least = 1): z.ZodType<number> {
  return wholeNumber('milliseconds', most, least);
}

export function bytes(most: number): z.ZodType<number> {
  return wholeNumber('bytes', most);
}

export const port: z.ZodType<number> = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
    error: ({ input }) =>
      `must be a port number between 0 and 65535 (0 takes a free one); got ${quoted(String(input))}`,
  })
  .transform(Number);

/** Parts between commas; empty ones do not count. */
export const list: z.ZodType<readonly string[]> = z.string().transform((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
);

export const origins: z.ZodType<readonly string[]> = list.refine(
  (all) => all.every((one) => URL.parse(one)?.origin === one),
  { error: 'must be origins separated by commas, such as https://app.example.com; no paths, and no *' },
);

export const headerNames: z.ZodType<readonly string[]> = list
  .refine((all) => all.every((one) => one !== '*' && /^[\w!#$%&'*+.^`|~-]+$/.test(one)), {
    error: 'must be names of headers separated by commas, such as X-Tenant; no *',
  })
  .transform((all) => all.map((one) => one.toLowerCase()));

/** One of several words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): z.ZodType<Word> {
  return z.enum(words, {
    error: ({ input }) => `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}; got ${quoted(String(input))}`,
  });
}

export const flag: z.ZodType<boolean> = oneOf('true', 'false').transform((word) => word === 'true');
