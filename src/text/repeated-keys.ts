import type { Json, JsonObject } from '../json.ts';
import { isExactNumber } from '../numbers/exact-number.ts';

/**
 * Whether an object in the text has a key twice. `value` is what the text was parsed to.
 *
 * A parser keeps the last of them, and another program in front of this one may have looked at the first.
 */
export function hasRepeatedKeys(text: string, value: Json): boolean {
  const keys = keysIn(text);
  return keys > 0 && keys !== keysOf(value);
}

/** The strings of a JSON text that a colon follows. */
function keysIn(text: string): number {
  let keys = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let at = endOf(text, start) + 1;
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) === colon) keys += 1;
    start = text.indexOf('"', at);
  }
  return keys;
}

const colon = 0x3a;
const backslash = 0x5c;

/** Where the string ends that begins at `start`. */
function endOf(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (end === -1 || escapes % 2 === 0) return end === -1 ? text.length : end;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Without recursion: the value may be as deep as its text is long. */
function keysOf(value: Json): number {
  let keys = 0;
  const open: object[] = [];
  const add = (inner: Json): void => {
    if (typeof inner === 'object' && inner !== null && !isExactNumber(inner)) open.push(inner);
  };
  add(value);
  for (let inner = open.pop(); inner !== undefined; inner = open.pop()) {
    const values = Array.isArray(inner) ? (inner as readonly Json[]) : Object.values(inner as JsonObject);
    if (values !== inner) keys += values.length;
    for (const one of values) add(one);
  }
  return keys;
}
