import type { z } from 'zod';
import { quoted } from '../text/quoted.ts';
import { isOneSlipAway } from '../text/slip.ts';
import { nearest } from '../text/suggest.ts';
import { knownKeys, valueAt } from './schema-at.ts';
import { anyOf } from './shown.ts';

/** The rest of a sentence about a key that is missing. `written` is the key that may be meant by it. */
export function missingText(expected: readonly string[] | undefined, written: string | undefined): string {
  const hint = written === undefined ? '' : ` Is it meant by ${quoted(written)}?`;
  return `is missing${expected === undefined ? '' : `; expected ${anyOf(expected)}`}.${hint}`;
}

/** The unknown key that stands beside the place of a missing one, and is spelled much like it. */
export function misspeltKey(path: readonly PropertyKey[], schema: z.core.$ZodType, value: unknown): string | undefined {
  const [place, key] = [path.slice(0, -1), path.at(-1)];
  const around = valueAt(value, place);
  if (typeof key !== 'string' || typeof around !== 'object' || around === null) return undefined;
  const known = knownKeys(schema, place, value);
  const unknown = Object.keys(around).filter((one) => !known.includes(one));
  return unknown.find((one) => isOneSlipAway(one, key)) ?? nearest(key, unknown);
}
