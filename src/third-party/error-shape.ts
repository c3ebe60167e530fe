import { isExactNumber } from '../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import * as keys from './error-keys.ts';
import type { Keys } from './error-place.ts';
import { isGeneral, isOnlyWords, isProse } from './words.ts';

/** Keys of one object, and members of one list, that are looked at. */
export const mostMembers = 500;

/** Are the keys of this object fields? `errors` may also be one error, or hold lists of them. */
export function hasFieldKeys(object: JsonObject, kind: Keys | undefined, isXml: boolean): boolean {
  if (kind === undefined || (kind === 'soft' && isXml)) return false;
  const known = members(object).map(([key, value]) => [keys.plainKey(key), value] as const);
  if (isNumberedError(known) || isHapi(known)) return false;
  const says = (isWanted: (plain: string) => boolean) =>
    known.some(([plain, value]) => isWanted(plain) && (typeof value === 'string' || isXml));
  const saysStrongly = known.some(
    ([plain, value]) =>
      (keys.isStrong(plain) && (typeof value === 'string' || isJsonObject(value))) ||
      (keys.isSentenceList(plain) && Array.isArray(value)),
  );
  if (isXml) return !saysStrongly && !says(keys.isSentence);
  if (kind === 'soft') return !saysStrongly && !says((plain) => keys.isSentence(plain) || keys.isCode(plain));
  if (kind === 'item') {
    return !saysStrongly && !says((plain) => !isOther(plain)) && known.some(([, value]) => isFieldsWord(value));
  }
  const isOneError = saysStrongly || (says(keys.isSentence) && says((plain) => (keys.fieldRank(plain) ?? 99) < 20));
  return !isOneError || (known.length > 1 && known.every(([, value]) => isFieldsWord(value)));
}

/** `{"code": 400, "message": ["Email is invalid"]}`: a number for a code is no sentence about a field named "code". */
function isNumberedError(known: readonly (readonly [string, Json])[]): boolean {
  const isNumbered = known.some(([plain, value]) => /^(?:code|status|statuscode)$/.test(plain) && isNumber(value));
  return isNumbered && known.some(([plain, value]) => keys.isStrong(plain) && isSentences(value));
}

/** `{"source": "payload", "keys": ["email"]}`, which names the fields of the sentence beside it. */
function isHapi(known: readonly (readonly [string, Json])[]): boolean {
  return (
    known.length === 2 &&
    known.some(([plain, value]) => plain === 'keys' && Array.isArray(value)) &&
    known.some(([plain, value]) => plain === 'source' && typeof value === 'string')
  );
}

function isNumber(value: Json): boolean {
  return typeof value === 'number' || isExactNumber(value);
}

/** Does this object say in a sentence or a code of its own that it is an error? */
export function saysItself(object: JsonObject): boolean {
  return members(object).some(([key, value]) => {
    const plain = keys.plainKey(key);
    return typeof value === 'string' && (keys.isStrong(plain) || /^(?:code|error|errorcode|ok)$/.test(plain));
  });
}

/** Does it say what is wrong, and not only that something is? */
export function saysExactly(object: JsonObject): boolean {
  return members(object).some(
    ([key, value]) => typeof value === 'string' && keys.isStrong(keys.plainKey(key)) && !isGeneral(value.trim()),
  );
}

/** An object under the name of a code that holds sentences: `{"status": {"code": 400, "message": "…"}}`. */
export function saysWords(object: JsonObject): boolean {
  return members(object).some(
    ([key, value]) =>
      typeof value === 'string' && (key === '#text' ? isProse(value) : keys.isStrong(keys.plainKey(key))),
  );
}

/** `["name", "can't be blank"]`: a field and its sentence. */
export function asPair(list: readonly Json[]): { readonly field: string; readonly text: string } | undefined {
  const [field, text] = list;
  const isPair = list.length === 2 && typeof field === 'string' && typeof text === 'string';
  return isPair && /^[\w.[\]-]{1,60}$/.test(field) && isProse(text) ? { field, text } : undefined;
}

/** One word under this key is a code. */
export function isCodeLike(plain: string): boolean {
  return keys.isCode(plain) || keys.isErrorKey(plain) || plain === 'cause';
}

/** One word under this key is still a sentence, such as "Unauthorized". */
export function isTitle(plain: string): boolean {
  return /^(?:title|desc|description|summary|text|shortmessage|lshortmessage|correction|statustext|reasonphrase)$/.test(
    plain,
  );
}

/** The keys of an object with their values, not more than are looked at. */
export function members(object: JsonObject): readonly (readonly [string, Json])[] {
  return Object.keys(object)
    .slice(0, mostMembers)
    .map((key) => [key, object[key] ?? null]);
}

/** Neither a sentence's key nor a code's: perhaps a field's name. */
function isOther(plain: string): boolean {
  return (
    !keys.isSentence(plain) && !keys.isCode(plain) && keys.fieldRank(plain) === undefined && !keys.isIgnored(plain)
  );
}

function isFieldsWord(value: Json): boolean {
  return isSentences(value) || (typeof value === 'string' && isProse(value));
}

export function isSentences(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((member) => typeof member === 'string');
}

/** Holds words under a key that is also the name of a credential: an error about a password, not a password. */
export function isOnlyWordsWithin(value: Json): boolean {
  if (typeof value === 'string') return isOnlyWords(value);
  if (Array.isArray(value)) return value.every((member) => typeof member !== 'string' || isOnlyWords(member));
  return isJsonObject(value);
}

/** Words for the outcome, which say nothing of the reason. */
export function isStatusWord(value: string): boolean {
  return /^(?:error|errors|fail|failed|failure|false|true|null|none|success|ok|nok|exception|fault|n\/a)$/i.test(
    value.trim(),
  );
}
