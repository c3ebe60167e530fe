import { exactNumber, ExactNumber } from './exact-number.ts';

/** What is known of the numbers of a JSON text, without reading it. */
export interface NumberScan {
  /** Numbers that JavaScript would round, in the order of the text. */
  readonly exact: readonly {
    readonly value: ExactNumber;
    readonly from: number;
    readonly to: number;
    readonly ordinal: number;
  }[];
  /** How many numbers there are, and how many strings, keys among them. */
  readonly numbers: number;
  readonly strings: number;
  /** JavaScript keeps keys that are whole numbers in an order of their own. */
  readonly hasNumericKey: boolean;
}

/**
 * Looks for the numbers of a text. One pass over the characters, because a text of megabytes can be nothing but numbers.
 * Of what is no JSON it says something, and not what.
 */
export function scanNumbers(text: string): NumberScan {
  const { length } = text;
  const exact: NumberScan['exact'][number][] = [];
  let [numbers, strings, hasNumericKey] = [0, 0, false];
  for (let at = 0; at < length;) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const first = text.charCodeAt(at + 1);
      at = endOfString(text, at);
      strings += 1;
      if (isDigit(first) && !hasNumericKey) hasNumericKey = isKey(text, at);
    } else if (code === minus || isDigit(code)) {
      const from = at;
      let exponentAt = 0;
      for (let inner = code; ofNumber[inner] === 1; inner = text.charCodeAt(at)) {
        if (inner === upperE || inner === lowerE) exponentAt = at;
        at += 1;
      }
      const ordinal = numbers;
      numbers += 1;
      // Few digits and a small exponent: a double holds it.
      const end = exponentAt || at;
      if (end - from <= 15 && at - end <= 3) continue;
      const value = exactNumber(text.slice(from, at));
      if (value instanceof ExactNumber) exact.push({ value, from, to: at, ordinal });
    } else at += 1;
  }
  return { exact, numbers, strings, hasNumericKey };
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (let code = text.charCodeAt(at); at < text.length && code !== quote; code = text.charCodeAt(at)) {
    at += code === backslash ? 2 : 1;
  }
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === colon;
}

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const colon = 0x3a;
const zero = 0x30;
const nine = 0x39;
const upperE = 0x45;
const lowerE = 0x65;

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** By their code: 1 for the characters of numbers. */
const ofNumber = Uint8Array.from({ length: 128 }, (_none, code) =>
  Number('0123456789+-.eE'.includes(String.fromCharCode(code))),
);

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
