import { isJsonObject, type Json } from '../json.ts';
import { isStatusWord } from './error-shape.ts';
import { toSentence } from './words.ts';

const longestCode = 100;

/** A code without the namespace before it; undefined for words, URLs and names of the outcome. */
export function toCode(value: string): string | undefined {
  const code = value
    .slice(0, longestCode * 3)
    .trim()
    .replace(/^[\w.]{1,100}#(?=\w)/, '')
    .replace(/^[A-Za-z][\w-]{0,30}:(?=[A-Z_a-z])/, '');
  const isOther = code === '' || code.length > longestCode || /\s|:\/\/|^blank$/.test(code) || isStatusWord(code);
  return isOther ? undefined : toSentence(code) || undefined;
}

/** SOAP 1.2: `<Code><Value>…</Value><Subcode><Value>…`. */
export function codesIn(object: Json): readonly string[] {
  if (!isJsonObject(object)) return [];
  return Object.keys(object)
    .slice(0, 10)
    .flatMap((key) => {
      const value = object[key];
      const code = isJsonObject(value) ? value['Value'] : value;
      return typeof code === 'string' || typeof code === 'number' ? [String(code)] : [];
    });
}
