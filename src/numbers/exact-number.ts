// Part of V8 since Node 22, not yet part of TypeScript's library.
const native = JSON as unknown as { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean };

/** A number in the digits it was written with. `JSON.stringify` writes it as a bare number. */
export class ExactNumber {
  readonly rawJSON: string;

  /** `source` must be a JSON number. */
  constructor(source: string) {
    this.rawJSON = source;
  }

  toJSON(): unknown {
    return native.rawJSON(this.rawJSON);
  }
}

/** `source`, which must be a JSON number, as a `number` where that loses nothing and an {@link ExactNumber} where it would. */
export function exactNumber(source: string): number | ExactNumber {
  // A double holds any 15 significant digits, short of its ends, and no more than 17.
  const digits = significantDigits(source);
  if (digits > 17 && !source.endsWith('0')) return new ExactNumber(source);
  const value = Number(source);
  const atTheEnds = digits > 0 && !(Math.abs(value) > 1e-290 && Math.abs(value) < 1e308);
  if (digits <= 15 && !atTheEnds) return value;
  return String(value) === source ? value : new ExactNumber(source);
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
  // What `toJSON` gives is what replacers of `JSON.stringify` see.
  return value instanceof ExactNumber || native.isRawJSON(value);
}

/** From the first digit that is not zero to the last digit before the exponent. */
function significantDigits(source: string): number {
  let digits = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === upperE || code === lowerE) break;
    if (code >= zero && code <= nine && (digits > 0 || code > zero)) digits += 1;
  }
  return digits;
}

const zero = 0x30;
const nine = 0x39;
const upperE = 0x45;
const lowerE = 0x65;

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
