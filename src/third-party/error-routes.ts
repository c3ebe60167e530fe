import { isJsonObject, type Json } from '../json.ts';
import { joined } from './error-field.ts';
import * as keys from './error-keys.ts';
import type { Place } from './error-place.ts';
import { isSentences, saysWords } from './error-shape.ts';
import { isProse } from './words.ts';

/** What the object around a nested value says. */
export interface Around {
  /** In a sentence or a code of its own. */
  readonly itself: boolean;
  /** In a sentence that is not general. */
  readonly exactly: boolean;
  readonly isXml: boolean;
}

/** How what stands under `key` of an error object is read: from which place, as codes, or not at all. */
export function placeOf(key: string, value: Json, at: Place, around: Around): Place | 'code' | undefined {
  const plain = keys.plainKey(key);
  if (keys.isInternal(plain) || plain === 'target') return undefined;
  if (isErrors(plain, value)) return { ...at, keys: keys.mapKind(plain) };
  if (keys.isEcho(plain) && !isSentences(value)) return { ...at, isEcho: true };
  if (isJsonObject(value)) {
    if (keys.isSentence(plain)) return at;
    if (keys.isCode(plain) && !saysWords(value)) return 'code';
  }
  return keys.isIgnored(plain) && !isSentences(value) ? undefined : placeOfUnknown(key, value, at, around);
}

/** A list of texts is one of sentences where its key says so; other values under the name of an error are errors. */
function isErrors(plain: string, value: Json): boolean {
  if (Array.isArray(value) && keys.holdsSentences(plain)) return true;
  const isContainer = keys.isErrorKey(plain) || keys.mapKind(plain) !== undefined || keys.isStrong(plain);
  return isContainer && !isSentences(value);
}

/** A key without a known meaning is a field where sentences stand in a list under it. */
export function placeOfUnknown(key: string, value: Json, at: Place, around: Around): Place | undefined {
  if (keys.isWhole(key)) return { ...at, isListed: true };
  const path = [...at.path, key];
  if (isSentences(value)) {
    const [field = null] = joined(path);
    return !around.exactly && value.some(isProse) ? { ...at, field, path } : undefined;
  }
  const isInPath = !around.isXml && !around.itself && !keys.isWrapper(keys.plainKey(key));
  return { ...at, path: isInPath ? path : [] };
}
