/** The bytes that JSON is built of. */
export const codes = {
  openObject: 0x7b,
  closeObject: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
  comma: 0x2c,
  colon: 0x3a,
  quote: 0x22,
  backslash: 0x5c,
  minus: 0x2d,
  plus: 0x2b,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  upperE: 0x45,
  lowerE: 0x65,
  n: 0x6e,
  t: 0x74,
  u: 0x75,
} as const;

const texts = { true: Buffer.from('true'), false: Buffer.from('false'), null: Buffer.from('null') };

/** The next byte that is no white space, or the end. */
export function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const code = bytes[at] ?? 0;
    if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) break;
    at += 1;
  }
  return at;
}

/** Where a text, a number, or a word ends that begins with this code; -1 where it is none. */
export function scalarEnd(bytes: Uint8Array, from: number, code: number): number {
  if (code === codes.quote) return stringEnd(bytes, from + 1);
  if (code === codes.minus || isDigit(code)) return numberEnd(bytes, from);
  return wordEnd(bytes, from, code === codes.t ? texts.true : code === codes.n ? texts.null : texts.false);
}

/** Behind the quote that ends a text, whose first character stands at `from`; -1 where it is none. */
export function stringEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  let at = from;
  while (at < end) {
    const code = bytes[at] ?? 0;
    if (code === codes.quote) return at + 1;
    if (code < 0x20) return -1;
    if (code !== codes.backslash) {
      at += 1;
      continue;
    }
    const length = escapeLength(bytes, at + 1);
    if (length === 0) return -1;
    at += length;
  }
  return -1;
}

/** By the code behind the backslash: 1 for an escape of two characters. */
const simpleEscapes = Uint8Array.from({ length: 256 }, (_none, code) =>
  Number('"\\/bfnrt'.includes(String.fromCharCode(code))),
);

/** With its backslash; 0 where it is none. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const code = bytes[at] ?? 0;
  if (simpleEscapes[code] === 1) return 2;
  if (code !== codes.u) return 0;
  for (let digit = at + 1; digit <= at + 4; digit++) if (!isHexDigit(bytes[digit] ?? 0)) return 0;
  return 6;
}

function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === codes.minus ? from + 1 : from;
  const isZero = bytes[at] === codes.zero;
  const whole = isZero ? at + 1 : afterDigits(bytes, at);
  if (whole === at) return -1;
  at = whole;
  if (bytes[at] === codes.dot) {
    const fraction = afterDigits(bytes, at + 1);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if (bytes[at] !== codes.lowerE && bytes[at] !== codes.upperE) return at;
  const sign = bytes[at + 1];
  const power = sign === codes.minus || sign === codes.plus ? at + 2 : at + 1;
  const end = afterDigits(bytes, power);
  return end === power ? -1 : end;
}

function afterDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= codes.zero && code <= codes.nine;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function wordEnd(bytes: Uint8Array, from: number, word: Uint8Array): number {
  for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return -1;
  return from + word.length;
}
