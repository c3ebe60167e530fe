import { ExactNumber, isExactNumber } from './numbers/exact-number.ts';
import { markNumbers, putExactNumbers, unmarkNumbers } from './numbers/put.ts';
import { scanNumbers } from './numbers/scan.ts';

/** Any JSON value. A number that JavaScript would round is held as an exact number instead: see {@link parseJson}. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A text without these has no number that a double cannot hold, so the fast parser is exact for it. */
const riskyNumber = /\d[\d.]{15}|\d[eE][+-]?\d/;

/**
 * Parses JSON and keeps the digits of every number.
 *
 * A number that JavaScript holds exactly is a `number`; any other (a 64-bit id, a long decimal, `1e999`) becomes an
 * {@link ExactNumber}. Throws `SyntaxError` on anything but RFC 8259 JSON.
 *
 * The engine's own parser reads the text, and the numbers that it rounds are put back. A reviver would do it too, and
 * stop the process for seconds over some megabytes of numbers.
 */
export function parseJson(text: string): Json {
  const plain = [JSON.parse(text) as Json];
  if (!riskyNumber.test(text)) return plain[0] as Json;
  const scan = scanNumbers(text);
  if (scan.exact.length === 0 || (!scan.hasNumericKey && putExactNumbers(plain, scan))) return plain[0] as Json;
  const marked = [JSON.parse(markNumbers(text, scan, mark)) as Json];
  unmarkNumbers(marked, scan, mark);
  return marked[0] as Json;
}

/** Begins with a character that strings have but escaped, which is rare, and cannot be guessed. */
const mark = `\0${globalThis.crypto.randomUUID().slice(0, 8)}`;

/** An object with keys: not null, not a list, not an exact number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/**
 * One text for all values that are equal as JSON: keys in one order at every depth, `undefined` left out.
 * Two inputs with the same text are the same input.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (value instanceof ExactNumber) return value.rawJSON;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isExactNumber(value)) return JSON.stringify(value);
  const object = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of sortedKeys(object)) {
    const inner = object[key];
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`;
  }
  return `{${text}}`;
}

/** Whole numbers first, which JavaScript has in front already, then texts. */
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  const texts = keys.findIndex((key) => !isIndex(key));
  return texts < 0 ? keys : [...keys.slice(0, texts), ...keys.slice(texts).sort()];
}

function isIndex(key: string): boolean {
  const number = Number(key) >>> 0;
  return String(number) === key && number !== 0xffff_ffff;
}
