import { exactNumber } from '../../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Answer, Condition } from '../scenario/answer.ts';
import type { Source } from '../scenario/source.ts';
import { toBoolean, toInteger, toText } from '../wire/coerce.ts';
import type { AppRequest, Records } from './exchange.ts';

/** The collection of that name; creates an empty one where there is none yet. */
export function collectionOf(records: Records, name: string): JsonObject[] {
  const known = records.get(name);
  if (known !== undefined) return known;
  const collection: JsonObject[] = [];
  records.set(name, collection);
  return collection;
}

/** The record that a call names, with its place in the collection; the record is undefined where there is none. */
export function findRecord(
  records: Records,
  { of, by, key = 'Id' }: { readonly of: string; readonly by: Source; readonly key?: string },
  request: AppRequest,
): { readonly collection: JsonObject[]; readonly index: number; readonly record: JsonObject | undefined } {
  const collection = collectionOf(records, of);
  const wanted = inputOf(by, request);
  const index = wanted === undefined ? -1 : collection.findIndex((record) => sameValue(record[key], wanted));
  return { collection, index, record: collection[index] };
}

/** The records that meet every condition whose input is given. */
export function matching(
  records: readonly JsonObject[],
  where: readonly Condition[] = [],
  request: AppRequest,
): readonly JsonObject[] {
  const given = where.filter((condition) => isGiven(inputOf(condition.given, request)));
  if (given.length === 0) return records;
  return records.filter((record) => given.every((condition) => holds(condition, record, request)));
}

export function inputOf(source: Source, { parameters, fields }: AppRequest): Json | undefined {
  return 'parameter' in source ? parameters[source.parameter] : fields[source.field];
}

export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && toText(a) === toText(b);
}

/** The record with only the keys to be shown. */
export function shown(show: readonly string[] | undefined, record: JsonObject): JsonObject {
  if (show === undefined) return record;
  return Object.fromEntries(
    show.filter((key) => key in record).map((key): [string, Json] => [key, record[key] ?? null]),
  );
}

/** Wraps `value` in an object for every step of a dotted path. */
export function placed(path: string | undefined, value: Json): Json {
  if (path === undefined) return value;
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** The records of a request body, at a dotted path of it. */
export function recordsGiven(from: string | undefined, body: Json | undefined): readonly JsonObject[] {
  const path = (from ?? '').split('.').filter((key) => key !== '');
  const value = path.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), body);
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isJsonObject);
  return [isJsonObject(value) ? value : {}];
}

/** One more than the largest id, with all its digits; a text where the other ids are texts. */
export function nextId(records: readonly JsonObject[], key: string): Json {
  const digits = records.map((record) => /\d+$/.exec(toText(record[key]) ?? '')?.[0] ?? '0');
  const largest = digits.reduce((most, text) => (BigInt(text) > most ? BigInt(text) : most), 1000n);
  const last = records.at(-1)?.[key];
  const next = String(largest + 1n);
  return typeof last === 'string' ? `${last.replace(/\d+$/, '')}${next}` : exactNumber(next);
}

/** The slice of a list that a call asks for. */
export function cut(
  answer: Extract<Answer, { kind: 'list' }>,
  request: AppRequest,
  records: readonly JsonObject[],
): readonly JsonObject[] {
  const offset = Math.max(0, (answer.offset && toInteger(inputOf(answer.offset, request))) ?? 0);
  const limit = answer.limit && toInteger(inputOf(answer.limit, request));
  return records.slice(offset, limit === undefined ? undefined : offset + Math.max(0, limit));
}

function isGiven(wanted: Json | undefined): boolean {
  return wanted !== undefined && wanted !== null && wanted !== '';
}

function holds({ given, key, is }: Condition, record: JsonObject, request: AppRequest): boolean {
  const wanted = inputOf(given, request) ?? null;
  const value = record[key];
  if (is === 'flag') return toBoolean(wanted) !== true || toBoolean(value) === true;
  const [left, right] = [(toText(value) ?? '').toLowerCase(), (toText(wanted) ?? '').toLowerCase()];
  switch (is) {
    case 'equal':
      return left === right;
    case 'contains':
      return left.includes(right);
    case 'startsWith':
      return left.startsWith(right);
    case 'atLeast':
      return compare(left, right) >= 0;
    case 'atMost':
      return compare(left, right) <= 0;
  }
}

function compare(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  return Number.isNaN(a) || Number.isNaN(b) ? left.localeCompare(right) : a - b;
}
