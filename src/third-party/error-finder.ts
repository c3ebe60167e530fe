import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { fieldsOf, joined, textIn } from './error-field.ts';
import * as keys from './error-keys.ts';
import { type Finding, outermost, type Place } from './error-place.ts';
import { embeddedIn } from './error-embedded.ts';
import { filledIn } from './error-template.ts';
import { placeOf, placeOfUnknown } from './error-routes.ts';
import { codesIn, toCode } from './error-codes.ts';
import {
  hasFieldKeys,
  isOnlyWordsWithin,
  isSentences,
  isStatusWord,
  members,
  mostMembers,
  saysExactly,
  saysItself,
  asPair,
  isCodeLike,
  isTitle,
} from './error-shape.ts';
import { isProse, isSecretKey, toSentence } from './words.ts';

const mostLevels = 24;
/** Values that are looked at in one body. */
const mostValues = 5000;
const mostFindings = 100;
const mostCodes = 50;

/** Reads every sentence of an error body, with fields and codes, within bounds of depth and number. */
export class ErrorFinder {
  readonly findings: Finding[] = [];
  readonly codes: Set<string> = new Set();
  /** Words under keys that tell nothing of errors, for a body where nothing else was found. */
  readonly rest: Finding[] = [];
  readonly #isXml: boolean;
  #values = 0;

  constructor(isXml = false) {
    this.#isXml = isXml;
  }

  read(value: Json, at: Place = outermost): void {
    this.#values += 1;
    if (this.#values > mostValues || at.level > mostLevels || this.findings.length >= mostFindings) return;
    const within = { ...at, level: at.level + 1 };
    if (typeof value === 'string') {
      if (!at.isEcho) this.#addSentence(value, within);
    } else if (Array.isArray(value)) {
      const pair = at.isListed ? asPair(value) : undefined;
      if (pair !== undefined) return this.#addSentence(pair.text, { ...within, field: pair.field });
      for (const [index, member] of (value as readonly Json[]).slice(0, mostMembers).entries()) {
        const path = at.path.length > 0 && isJsonObject(member) ? [...at.path, String(index)] : at.path;
        this.read(member, { ...within, path, isListed: true, keys: at.keys === undefined ? undefined : 'item' });
      }
    } else if (isJsonObject(value)) {
      if (at.isEcho) this.#readEcho(value, within);
      else if (hasFieldKeys(value, at.keys, this.#isXml)) this.#readMap(value, within);
      else this.#readError(value, within);
    }
  }

  /** What the caller sent: a key named for errors ends it. */
  #readEcho(object: JsonObject, at: Place): void {
    for (const [key, value] of members(object)) {
      if (isSecretKey(key) || typeof value !== 'object' || value === null) continue;
      const plain = keys.plainKey(key);
      if (keys.isIgnored(plain)) continue;
      const isError = keys.isErrorKey(plain);
      this.read(value, { ...at, isEcho: !isError, path: [], keys: isError ? keys.mapKind(plain) : undefined });
    }
  }

  #readMap(object: JsonObject, at: Place): void {
    for (const [key, value] of members(object)) {
      const plain = keys.plainKey(key);
      const isText = typeof value === 'string';
      if (isSecretKey(key) && !isOnlyWordsWithin(value)) continue;
      if (keys.isInternal(plain) || (keys.isIgnored(plain) && isText && !isProse(value))) continue;
      if (isText && at.keys !== 'map' && !isProse(value)) continue;
      if (isText && /^(?:code|status|errorcode|statuscode)$/.test(plain) && !isProse(value)) {
        this.#addCode(value);
      } else if (at.keys !== 'map' && keys.mapKind(plain) !== undefined && !isText) {
        // Names without a word about them, such as `params: ["name"]`, say nothing.
        if (!isSentences(value) || value.some(isProse)) {
          this.read(value, { ...at, keys: keys.mapKind(plain), isListed: true });
        }
      } else if (keys.isWhole(key) || (keys.isErrorKey(plain) && (!isText || keys.isReason(plain)))) {
        this.read(value, { ...at, isListed: true });
      } else {
        const path = [...at.path, key];
        // PHP writes a list as an object whose keys are numbers.
        const [field = null] = /^\d+$/.test(key) ? [at.field] : joined(path);
        this.read(value, { ...at, field, path, isListed: true, keys: at.keys === 'map' ? 'map' : 'item' });
      }
    }
  }

  /** One error: what is nested in it is more exact than what it says itself. */
  #readError(object: JsonObject, at: Place): void {
    const named = fieldsOf(object, at.isListed);
    const [first = at.field, ...others] = named;
    const inside = { ...at, field: first, keys: undefined };
    const own: { readonly rank: number; readonly text: string }[] = [];
    const before = this.findings.length;
    const restBefore = this.rest.length;
    let code: string | undefined;
    const says = { itself: saysItself(object), exactly: saysExactly(object), isXml: this.#isXml };

    for (const [key, held] of members(object)) {
      const plain = keys.plainKey(key);
      const value = keys.isCode(plain) || keys.fieldRank(plain) !== undefined ? textIn(held) : held;
      if (isSecretKey(key)) {
        if (!isSentences(value) || !isOnlyWordsWithin(value)) continue;
        const place = placeOfUnknown(key, value, inside, says);
        if (place !== undefined) this.read(value, place);
      } else if (typeof value === 'string') {
        const text = value === first && plain === 'name' ? undefined : this.#readText(plain, value, inside);
        if (text !== undefined) own.push({ rank: keys.sentenceRank(plain), text: filledIn(text, object) });
        else if (isCodeLike(plain)) code ??= value;
      } else if (typeof value === 'number') {
        if (keys.isCode(plain)) this.#addCode(String(value));
      } else if (typeof value === 'object' && value !== null) {
        const place = placeOf(key, value, inside, says);
        if (place === 'code') for (const each of codesIn(value)) this.#addCode(each);
        else if (place !== undefined) this.read(value, place);
      }
    }

    // An error of a field with a code alone: the code is all that it says.
    const isOfField = named.length > 0 || (at.keys !== undefined && at.field !== null);
    const isMute = own.length === 0 && this.findings.length === before;
    if (isMute && first !== null) {
      const untitled = this.rest.splice(restBefore);
      if (untitled.length > 0) own.push(...untitled.map(({ text }) => ({ rank: 0, text })));
      else if (isOfField && code !== undefined && code !== first) own.push({ rank: 0, text: code });
    }

    own.sort((a, b) => a.rank - b.rank);
    for (const [index, { text }] of own.entries()) {
      for (const field of index === 0 ? [first, ...others] : [first]) {
        this.#addSentence(text, { ...at, field }, index === 0);
      }
    }
  }

  /** A text of an error object as a sentence, or undefined where it is a code or tells nothing. */
  #readText(plain: string, value: string, at: Place): string | undefined {
    if (value.trim() === '') return undefined;
    const isSentence = keys.isSentence(plain) && (keys.isStrong(plain) || isTitle(plain) || isProse(value));
    if (isSentence && !isStatusWord(value)) {
      if (/^[A-Za-z][\w-]*[_A-Z][\w.-]*$/.test(value)) this.#addCode(value);
      return keys.fieldRank(plain) !== undefined && !isProse(value) ? undefined : value;
    }
    if (isCodeLike(plain)) this.#addCode(value);
    else if (keys.fieldRank(plain) === undefined && !keys.isIgnored(plain) && !keys.isEcho(plain)) {
      if (isProse(value)) this.rest.push({ text: value, field: null, isListed: false, isLead: true });
      else if (embeddedIn(value).data !== undefined) this.#addSentence(value, at);
    }
    return undefined;
  }

  #addCode(value: string): void {
    const code = toCode(value);
    if (code !== undefined && this.codes.size < mostCodes) this.codes.add(code);
  }

  #addSentence(value: string, at: Place, isLead = true): void {
    const { lead, data } = embeddedIn(value);
    if (data !== undefined) {
      const before = this.findings.length;
      this.read(data, { ...at, isEcho: false, path: [] });
      if (this.findings.length > before) {
        if (lead !== '') this.#addSentence(lead, at, false);
        return;
      }
    }
    const text = toSentence(value);
    if (text !== '' && /[\p{L}\p{N}]/u.test(text))
      this.findings.push({ text, field: at.field, isListed: at.isListed, isLead });
  }
}
