import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isEnvelopeKey } from './envelope-key.ts';

/**
 * The records of a list, in whatever form it was sent: nothing is an empty list, one object is a list of one, and an
 * object keyed by ids or positions is a list of its values. A long list is copied only where something is left out.
 *
 * @param keys of a record, where fields say them; an object of counts or empty values is then no record
 */
export function toRecords(found: Json | undefined, keys?: ReadonlySet<string>): readonly Json[] {
  if (isNothing(found)) return [];
  if (Array.isArray(found)) return withoutGaps(found as readonly Json[]);
  if (!isJsonObject(found)) return (keys?.size ?? 0) > 0 && saysNone(found) ? [] : [found];
  if (Object.keys(found).every(isAttribute) || (keys !== undefined && isEmptyList(found, keys))) return [];
  return withoutGaps(valuesByKey(found, keys ?? noKeys) ?? [found]);
}

const noKeys: ReadonlySet<string> = new Set();

/** The forms in which applications give nothing in the place of a list or an object. */
export function isNothing(value: Json | undefined): value is undefined | null | '' | false | 0 {
  if (value === undefined || value === null || value === false || value === 0) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

/** "No records found": how some applications word an empty list. */
export function saysNone(value: Json): boolean {
  return (
    typeof value === 'string' &&
    /^(?:there (?:is|are|were) )?no (?:(?!permission|access|such)[a-z]+ ){0,3}(?:records?|data|results?|rows?|items?|entries|matches|found|available|returned|exists?)(?: (?:found|available|returned|exists?))?(?: (?:for|matching) (?:the|your|this|that) [a-z ]{1,40})?[.!]?$/i.test(
      value.trim(),
    )
  );
}

function withoutGaps(records: readonly Json[]): readonly Json[] {
  return records.includes(null) || records.includes('')
    ? records.filter((record) => record !== null && record !== '')
    : records;
}

/** Nothing under any key, or a count of zero among what is said of an answer. */
function isEmptyList(object: JsonObject, keys: ReadonlySet<string>): boolean {
  let isEmpty = false;
  for (const [key, value] of Object.entries(object)) {
    if (keys.has(key)) return false;
    if (isAttribute(key)) continue;
    if (value === 0 || value === '0' ? isEnvelopeKey(key) && !isFailureKey(key) : value !== false && isNothing(value)) {
      isEmpty = true;
    } else if (isObject(value) || !isEnvelopeKey(key) || isFailureKey(key)) {
      return false;
    }
  }
  return isEmpty;
}

/** As parsers of XML name attributes. */
function isAttribute(key: string): boolean {
  return /^(?:@|\$$|\$\.|-(?=[A-Za-z])|_attributes$)/.test(key);
}

function isFailureKey(key: string): boolean {
  return /^(?:message|code|errors?|error_?(?:code|message))$/i.test(key);
}

/** The values of an object that stands for a list; undefined for an object that is a record itself. */
function valuesByKey(object: JsonObject, keys: ReadonlySet<string>): readonly Json[] | undefined {
  const entries = Object.entries(object);
  if (entries.some(([key]) => keys.has(key))) return undefined;
  const numbered = entries.filter(([key]) => /^\d+$/.test(key)).map(([, value]) => value);
  // Some put a code and a message beside the numbers.
  const rest = entries.length - numbered.length;
  const isNumbered = rest === 0 || numbered.every(isJsonObject);
  if (numbered.length > 0 && isNumbered && entries.every(([key, value]) => /^\d+$/.test(key) || !isObject(value))) {
    return numbered;
  }
  const objects = entries.filter(([key]) => !isAttribute(key)).map(([, value]) => value);
  const inside = objects.flatMap((value): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [value]));
  return objects.length > 0 && inside.every(isJsonObject) && hasRecords(inside, entries, keys) ? inside : undefined;
}

/** Whether the values are records: by the keys that records have, or by an id that is also their key. */
function hasRecords(
  inside: readonly JsonObject[],
  entries: readonly (readonly [string, Json])[],
  keys: ReadonlySet<string>,
): boolean {
  if (inside.some((one) => Object.keys(one).some((key) => keys.has(key)))) return true;
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => isJsonObject(value) && [value['id'], value['Id'], value['ID']].includes(key))
  );
}

function isObject(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}
