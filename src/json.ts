/** Any JSON value. A number that JavaScript would round is held as an exact number instead: see {@link parseJson}. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A number in the digits it was written with. `JSON.stringify` writes it as a bare number. */
export interface ExactNumber {
  readonly rawJSON: string;
}

// JSON.parse source text access: part of V8 since Node 22, not yet part of TypeScript's library.
const native = JSON as unknown as {
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): boolean;
};

/** A text without these has no number that a double cannot hold, so the fast parser is exact for it. */
const riskyNumber = /\d[\d.]{15}|\d[eE][+-]?\d/;

/**
 * Parses JSON and keeps the digits of every number.
 *
 * A number that JavaScript holds exactly is a `number`; any other (a 64-bit id, a long decimal, `1e999`) becomes an
 * {@link ExactNumber}. Throws `SyntaxError` on anything but RFC 8259 JSON.
 */
export function parseJson(text: string): Json {
  if (!riskyNumber.test(text)) return JSON.parse(text) as Json;
  return native.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exactNumber(source) : value,
  ) as Json;
}

/** `source`, which must be a JSON number, as a `number` where that loses nothing and an {@link ExactNumber} where it would. */
export function exactNumber(source: string): number | ExactNumber {
  const value = Number(source);
  if (String(value) === source) return value;
  // A double holds any 15 significant digits, short of its ends.
  const digits = significantDigits(source);
  const atTheEnds = digits > 0 && !(Math.abs(value) > 1e-290 && Math.abs(value) < 1e308);
  return digits > 15 || atTheEnds ? native.rawJSON(source) : value;
}

/** The most significant digits that a double can be written with. */
const mostPrecision = 100;

/**
 * The double that a JSON number stands for, where it has nothing that the double has not: `19.990` and
 * `0.10000000000000001` are written from one. Undefined where digits would be lost.
 */
export function doubleOf(source: string): number | undefined {
  const value = Number(source);
  const digits = digitsOf(source);
  if (digits === '') return value;
  if (!Number.isFinite(value) || value === 0 || digits.length > mostPrecision) return undefined;
  return exponentForm(value.toPrecision(digits.length)) === exponentForm(source) ? value : undefined;
}

/** Significant digits, without the zeros around them. */
function digitsOf(source: string): string {
  return source
    .replace(/[-.]|[eE].*$/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
}

/** One text for all spellings of a number that is not zero: its sign, its digits, and where they stand. */
function exponentForm(source: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const zeros = /^0*/.exec(`${whole}${fraction}`)?.[0].length ?? 0;
  return `${sign}${digitsOf(source)}e${whole.length - zeros + Number(power)}`;
}

export function isExactNumber(value: unknown): value is ExactNumber {
  return native.isRawJSON(value);
}

/** An object with keys: not null, not a list, not an exact number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/**
 * One text for all values that are equal as JSON: keys sorted at every depth, `undefined` left out.
 * Two inputs with the same text are the same input.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function significantDigits(source: string): number {
  return source.replace(/[-.]|[eE].*$/g, '').replace(/^0+/, '').length;
}

/** The longest integer that {@link integerDigits} writes out: `1e999999999` is an integer too. */
const mostDigits = 400;

/**
 * The digits of a JSON number that is an integer, however it is written: `2.000` and `20e-1` are `2`. Undefined for any
 * other number, and for one of more than 400 digits.
 */
export function integerDigits(source: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return whole === '' ? undefined : '0';
  const length = digits.length - fraction.length + Number(power);
  if (length <= 0 || length > mostDigits || /[^0]/.test(digits.slice(length))) return undefined;
  return `${sign}${digits.slice(0, length).padEnd(length, '0')}`;
}
