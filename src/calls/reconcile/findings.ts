import { createHash } from 'node:crypto';
import { parseLocation, readAt } from '../../connectors/location.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { fold } from '../../text/fold.ts';
import type { Look } from './look.ts';

/** What a read found of a write. */
export interface Findings {
  /** Records that could be the one that was written. */
  readonly matches: readonly FoundRecord[];
  /** Whether the read can have shown all of them. */
  readonly isWhole: boolean;
}

export interface FoundRecord {
  readonly record: Json;
  /** Undefined where the record has none. */
  readonly key: string | undefined;
  /** When it was made, in milliseconds since the epoch; undefined where that is not known. */
  readonly madeAt: number | undefined;
}

/** Records of a read that could be what a write made. */
export function matching(records: readonly Json[], { match, key, time }: Look): readonly FoundRecord[] {
  const wanted = match.map(({ at, value }) => ({ at: parseLocation(at), value }));
  const [keyAt, timeAt] = [parseLocation(key), time === undefined ? undefined : parseLocation(time)];
  return records
    .filter((record) => wanted.every(({ at, value }) => isAlike(readAt(record, at), value)))
    .map((record) => ({
      record,
      key: textOf(readAt(record, keyAt)),
      madeAt: timeAt === undefined ? undefined : toTime(readAt(record, timeAt)),
    }));
}

/**
 * Apps give back a text in another case or spacing, and a number as a text. A record that could be the one is never passed
 * over: that would prove that nothing was written.
 */
function isAlike(found: Json | undefined, value: Json): boolean {
  if (Array.isArray(found)) return (found as readonly Json[]).some((one) => isAlike(one, value));
  const [one, other] = [textOf(found), textOf(value)];
  if (one === undefined || other === undefined) return false;
  return fold(one) === fold(other) || isSameNumber(one, other);
}

function isSameNumber(one: string, other: string): boolean {
  const number = /^\s*-?\d+(?:\.\d+)?\s*$/;
  return number.test(one) && number.test(other) && Number(one) === Number(other);
}

/** Of a single value; undefined for anything else, and for one that is empty. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value) || isJsonObject(value)) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Seconds or milliseconds since the epoch, or a text that says a time. */
function toTime(value: Json | undefined): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const number = /^\d{9,14}$/.test(text) ? Number(text) : undefined;
  const time = number === undefined ? Date.parse(text) : number < 1e11 ? number * 1000 : number;
  return Number.isNaN(time) ? undefined : time;
}

/** The digests of the keys of all records; undefined where one has no key, or where the read may not have shown all. */
export function keysOf({ matches, isWhole }: Findings): readonly string[] | undefined {
  const keys = matches.flatMap(({ key }) => (key === undefined ? [] : [keyDigest(key)]));
  return isWhole && keys.length === matches.length ? keys : undefined;
}

/** Enough to tell a few records apart; the key itself is the app's, and is not kept. */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
