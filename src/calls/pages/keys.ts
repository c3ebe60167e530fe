import { createHash } from 'node:crypto';
import { nounOf } from '../../catalog/english.ts';
import { type Location, readAt } from '../../connectors/location.ts';
import { isExactNumber } from '../../numbers/exact-number.ts';
import { canonicalJson, isJsonObject, type Json } from '../../json.ts';
import { nameOf } from './envelope.ts';

/** The id of a record as a text; undefined for a record without one. */
export type KeyOf = (record: Json) => string | undefined;

const usualKeys = new Set(['id', 'uuid', 'guid', 'gid', 'sysid', 'objectid', 'recordid', 'resourcename', 'urn']);

/**
 * Finds where the records of a page have their ids: a key that every one of them has, each with another value. Undefined
 * where there is none.
 */
export function findKey(records: readonly Json[], methodName: string): Location | undefined {
  const [first] = records;
  if (!isJsonObject(first)) return undefined;
  const noun = nameOf(nounOf(methodName));
  const ofNoun = noun === '' ? undefined : `${noun}id`;
  const keys = Object.keys(first);
  const candidates = [
    ...keys.filter((key) => usualKeys.has(nameOf(key))),
    ...keys.filter((key) => nameOf(key) === ofNoun),
  ];
  const found = candidates.find((key) => isKey(records, [{ key, many: false }]));
  return found === undefined ? undefined : [{ key: found, many: false }];
}

export function keyReader(at: Location): KeyOf {
  const [step, ...below] = at;
  if (step === undefined || below.length > 0 || step.many) return (record) => textOf(readAt(record, at));
  return (record) => (isJsonObject(record) && Object.hasOwn(record, step.key) ? textOf(record[step.key]) : undefined);
}

/** A row that is there twice, word for word, has the same id; two different rows have not. */
function isKey(records: readonly Json[], at: Location): boolean {
  const read = keyReader(at);
  const seen = new Map<string, Json>();
  for (const record of records) {
    const key = read(record);
    if (key === undefined) return false;
    const other = seen.get(key);
    if (other !== undefined && canonicalJson(other) !== canonicalJson(record)) return false;
    seen.set(key, record);
  }
  return true;
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  return isExactNumber(value) ? value.rawJSON : undefined;
}

/** A total order: numbers by size and before texts, texts by their characters. */
export function compareKeys(one: string, other: string): number {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  if (a !== undefined && b !== undefined) return a.length - b.length || compareTexts(a, b) || compareTexts(one, other);
  if (a !== undefined) return -1;
  return b === undefined ? compareTexts(one, other) : 1;
}

function digitsOf(text: string): string | undefined {
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Characters of a mark: six bits each. */
export const marks = 8;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * What cursors remember of a key: 48 bits of a hash that is quick rather than safe. Two keys of a list that have the same
 * mark by chance would be taken for a repeated record, which is said; one in a billion does.
 */
export function markOf(key: string): string {
  let [high, low] = [0x9e37_79b9, 0x85eb_ca6b];
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e37_79b1);
    low = Math.imul(low ^ code, 0x5f35_6495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  let mark = '';
  for (let shift = 0; shift < 24; shift += 6)
    mark += (alphabet[(high >>> shift) & 63] ?? '') + (alphabet[(low >>> shift) & 63] ?? '');
  return mark;
}

/** The same for two pages with the same records in the same order. */
export function digestOf(records: readonly Json[], keyOf: KeyOf | undefined): string {
  const texts = records.map((record) => keyOf?.(record) ?? JSON.stringify(record));
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 16);
}
