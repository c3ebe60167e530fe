import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { fieldsOf, joined, textIn } from './error-field.ts';
import * as keys from './error-keys.ts';
import { type Finding, outermost, type Place } from './error-place.ts';
import { embeddedIn } from './error-embedded.ts';
import { filledIn } from './error-template.ts';
import {
  hasFieldKeys,
  isOnlyWordsWithin,
  isSentences,
  isStatusWord,
  members,
  mostMembers,
  saysItself,
} from './error-shape.ts';
import { isProse, isSecretKey, toSentence } from './words.ts';

const mostLevels = 24;
/** Values that are looked at in one body. */
const mostValues = 5000;
const mostFindings = 100;

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
        this.read(value, { ...at, keys: keys.mapKind(plain), isListed: true });
      } else if (keys.isWhole(key) || (keys.isErrorKey(plain) && !isText)) {
        this.read(value, { ...at, isListed: true });
      } else {
        const path = [...at.path, key];
        const [field = null] = joined(path);
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
    let code: string | undefined;
    const hasOwn = saysItself(object);

    for (const [key, held] of members(object)) {
      const plain = keys.plainKey(key);
      const value = keys.isCode(plain) || keys.fieldRank(plain) !== undefined ? textIn(held) : held;
      if (isSecretKey(key)) {
        if (Array.isArray(value) && !hasOwn && isOnlyWordsWithin(value)) this.#readUnknown(key, value, at, hasOwn);
      } else if (typeof value === 'string') {
        const text = this.#readText(plain, value, inside);
        if (text !== undefined) own.push({ rank: keys.sentenceRank(plain), text: filledIn(text, object) });
        else if (keys.isCode(plain) || keys.isSentence(plain)) code ??= value;
      } else if (typeof value === 'number') {
        if (keys.isCode(plain)) this.#addCode(String(value));
      } else if (typeof value === 'object' && value !== null) {
        this.#readNested(key, value, inside, hasOwn);
      }
    }

    // An error of a field with a code alone: the code is all that it says.
    const isOfField = named.length > 0 || (at.keys !== undefined && at.field !== null);
    const isMute = own.length === 0 && this.findings.length === before;
    if (isMute && isOfField && code !== undefined && code !== first) own.push({ rank: 0, text: code });

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
    const isSentence = keys.isSentence(plain) && (keys.isStrong(plain) || isProse(value));
    if (isSentence && !isStatusWord(value)) {
      if (/^[A-Za-z][\w-]*[_A-Z][\w.-]*$/.test(value)) this.#addCode(value);
      return keys.fieldRank(plain) !== undefined && !isProse(value) ? undefined : value;
    }
    if (keys.isCode(plain) || keys.isSentence(plain)) this.#addCode(value);
    else if (keys.fieldRank(plain) === undefined && !keys.isIgnored(plain) && !keys.isEcho(plain)) {
      if (isProse(value)) this.rest.push({ text: value, field: null, isListed: false, isLead: true });
      else if (embeddedIn(value).data !== undefined) this.#addSentence(value, at);
    }
    return undefined;
  }

  #readNested(key: string, value: Json, at: Place, hasOwn: boolean): void {
    const plain = keys.plainKey(key);
    const isPlural = Array.isArray(value) && keys.holdsSentences(plain);
    const isContainer = keys.isErrorKey(plain) || keys.mapKind(plain) !== undefined || keys.isStrong(plain);
    if (keys.isInternal(plain)) return;
    if (isPlural || (isContainer && !(Array.isArray(value) && value.every((each) => typeof each === 'string')))) {
      this.read(value, { ...at, keys: keys.mapKind(plain), path: at.path });
    } else if (keys.isEcho(plain) && !isSentences(value)) this.read(value, { ...at, isEcho: true });
    else if (keys.isSentence(plain) && isJsonObject(value)) this.read(value, { ...at, keys: undefined });
    else if (keys.isCode(plain) && isJsonObject(value)) this.#readCodes(value);
    else if (!keys.isIgnored(plain) || isSentences(value)) this.#readUnknown(key, value, at, hasOwn);
  }

  /** A key without a known meaning is a field where sentences stand in a list under it. */
  #readUnknown(key: string, value: Json, at: Place, hasOwn: boolean): void {
    if (keys.isWhole(key)) this.read(value, { ...at, isListed: true });
    else if (isSentences(value)) {
      const path = [...at.path, key];
      const [field = null] = joined(path);
      if (!hasOwn && (value as readonly string[]).some(isProse))
        this.read(value, { ...at, field, path, isListed: true });
    } else
      this.read(value, {
        ...at,
        path: this.#isXml || hasOwn || keys.isWrapper(keys.plainKey(key)) ? [] : [...at.path, key],
      });
  }

  /** SOAP 1.2: `<Code><Value>…</Value><Subcode><Value>…`. */
  #readCodes(object: JsonObject): void {
    for (const value of Object.values(object).slice(0, 10)) {
      if (typeof value === 'string' || typeof value === 'number') this.#addCode(String(value));
      else if (isJsonObject(value) && typeof value['Value'] === 'string') this.#addCode(value['Value']);
    }
  }

  #addCode(value: string): void {
    const code = value
      .trim()
      .replace(/^[\w.]{1,100}#(?=\w)/, '')
      .replace(/^[A-Za-z][\w-]{0,30}:(?=[A-Z_a-z])/, '');
    if (code === '' || code.length > 100 || /\s|:\/\//.test(code) || isStatusWord(code) || this.codes.size >= 50)
      return;
    const shown = toSentence(code);
    if (shown !== '') this.codes.add(shown);
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
