import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { fieldHolders, fieldRank, onlyInLists, plainKey } from './error-keys.ts';
import { isProse, isSecretKey, toSentence } from './words.ts';

const longestField = 100;
/** Of one error that names several. */
const mostFields = 8;

/** The fields that an error object names, in dots: `["body", "email"]`, `/data/attributes/email` and `$.email` are `email`. */
export function fieldsOf(error: JsonObject, isListed: boolean): readonly string[] {
  const found = ownFields(error, false) ?? heldFields(error) ?? (isListed ? ownFields(error, true) : undefined);
  return found ?? odataTarget(error);
}

/** `{"code": "F5/117", "message": "…", "target": "CompanyCode"}`, which is one error and stands in no list. */
function odataTarget(error: JsonObject): readonly string[] {
  const { code, message, target } = error;
  if (typeof code !== 'string' || typeof message !== 'string' || typeof target !== 'string') return [];
  return namesField('target', target, error) && !partsOfRequest.test(target) ? toFields(target, 'target') : [];
}

const partsOfRequest = /^(?:query|body|(?:http)?request|path|header|server|resource|url|\$?batch|unknown|none)$/i;

function ownFields(error: JsonObject, isListed: boolean): readonly string[] | undefined {
  let best: { readonly rank: number; readonly found: readonly string[] } | undefined;
  for (const key of Object.keys(error).slice(0, 100)) {
    const plain = plainKey(key);
    const rank = fieldRank(plain);
    if (rank === undefined || isSecretKey(key) || (best !== undefined && best.rank <= rank)) continue;
    if (onlyInLists.has(plain) && !(isListed && namesField(plain, error[key], error))) continue;
    const found = toFields(textIn(error[key] ?? null), plain);
    if (found.length > 0) best = { rank, found };
  }
  return best?.found;
}

function heldFields(error: JsonObject): readonly string[] | undefined {
  for (const key of Object.keys(error).slice(0, 100)) {
    const held = error[key];
    if (!fieldHolders.has(plainKey(key)) || !isJsonObject(held)) continue;
    const found =
      ownFields(held, false) ?? (/^(?:source|target)$/.test(plainKey(key)) ? ownFields(held, true) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `path` may be a URL or GraphQL's way through the answer; `name` may be the name of the error. */
function namesField(plain: string, value: Json | undefined, error: JsonObject): boolean {
  if (plain === 'path') {
    return !Object.keys(error)
      .slice(0, 100)
      .some((key) => /^(?:timestamp|extensions|locations)$/i.test(key));
  }
  if (typeof value !== 'string') return plain === 'properties' || plain === 'column';
  if (plain === 'in') return !/^(?:body|query|path|header|cookie|form|formdata)$/i.test(value);
  if (plain === 'target' || plain === 'column' || plain === 'source') return !/\s/.test(value.trim());
  const isCode =
    /^[A-Z\d_]+$/.test(value) || /(?:error|exception|fault|failure|invalid|fault(?:string|code))$/i.test(value);
  return !isCode && value.trim().split(/\s+/, 5).length <= 3;
}

function toFields(value: Json, plain: string): readonly string[] {
  if (typeof value === 'string') return plain === 'fields' ? value.split(',').flatMap(toField) : toField(value);
  if (!Array.isArray(value)) return [];
  const parts = (value as readonly Json[])
    .slice(0, 32)
    .flatMap((part) => (typeof part === 'string' || typeof part === 'number' ? [String(part)] : []));
  const areSeveral = /^(?:fields|membernames|properties|propertyname|column|keys)$/.test(plain);
  return areSeveral ? parts.flatMap((part) => toField(part)) : joined(parts);
}

function toField(text: string): readonly string[] {
  if (text.length > 1000 || text.includes('://') || text.trim().split(/\s+/, 7).length > 6) return [];
  const isPointer = /^#?\//.test(text.trim());
  const parts = isPointer
    ? text
        .trim()
        .split('/')
        .map((part) =>
          part
            .replace(/^[\w-]{1,20}:(?=\w)/, '')
            .replaceAll('~1', '/')
            .replaceAll('~0', '~'),
        )
    : [text];
  return joined(parts).slice(0, mostFields);
}

/** Keys as one field, without the parts of a request that frameworks name first. */
export function joined(parts: readonly string[]): readonly string[] {
  const dotted = parts
    .filter((part) => part !== '' && part !== '#')
    .join('.')
    .replace(/^\$(?:\.|$)/, '')
    .replace(/^(?:body|query|json|form|formData|headers|path)\.(?=\S)/, '')
    .replace(/^data\.(?:attributes|relationships)(?:\.|$)/, '')
    .replace(/^data$/, '');
  const field = toSentence(dotted, longestField);
  return field === '' ? [] : [field];
}

/** XML elements with attributes keep their text under a key. */
export function textIn(value: Json): Json {
  return isJsonObject(value) && typeof value['#text'] === 'string' && !isProse(value['#text']) ? value['#text'] : value;
}
