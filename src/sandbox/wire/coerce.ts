import { isExactNumber } from '../../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';

/** The member of that name in any case, as Cyclr binds a body; undefined when it is absent. */
export function member(body: Json | undefined, name: string): Json | undefined {
  if (!isJsonObject(body)) return undefined;
  if (Object.hasOwn(body, name)) return body[name];
  const key = Object.keys(body).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

/** An object, or an empty one for anything else. */
export function toObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A scalar as text; undefined for a list, an object, or nothing. */
export function toText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isExactNumber(value) ? value.rawJSON : undefined;
}

/** `true`, `"True"` and 1; undefined for anything else. */
export function toBoolean(value: Json | undefined): boolean | undefined {
  const text = toText(value)?.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** A whole number; undefined for anything else. */
export function toInteger(value: Json | undefined): number | undefined {
  const text = toText(value)?.trim() ?? '';
  const number = Number(text);
  return /^[-+]?\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}
