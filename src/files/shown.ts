import { isExactNumber } from '../numbers/exact-number.ts';
import { quoted } from '../text/quoted.ts';

/** Keys whose values are not shown, wherever they stand in the path; "Value" is that of an account connector property. */
const secretKey = /secret|passw|passphrase|token|credential|api_?key|private_?key|value$/i;

/** A value as a message may show it: cut, on one line, and not at all where it may be a secret. */
export function shownValue(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && !isExactNumber(value)) return 'an object';
  if (path.some((key) => typeof key === 'string' && secretKey.test(key))) return 'a value that is not shown here';
  if (typeof value === 'string') return quoted(value);
  const digits = isExactNumber(value) ? value.rawJSON : JSON.stringify(value);
  return digits.length <= longestNumber ? digits : `${digits.slice(0, longestNumber)}…`;
}

const longestNumber = 100;

/** A path as a program would write it: `rules[2].effect`, `overrides["List Stores"].field`. */
export function pathText(path: readonly PropertyKey[]): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_$][\w$]{0,99}$/.test(String(key)) ? `.${String(key)}` : `[${quoted(String(key))}]`;
  });
  return parts.join('').replace(/^\./, '');
}

/** `"a", "b" or "c"`. */
export function anyOf(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`;
}
