import { isExactNumber, isJsonObject, type Json } from '../json.ts';
import { isSecretKey } from './words.ts';

const mostLevels = 8;
const mostMembers = 50;

/** A value as JSON text of about `length` characters: credentials left out, what is deep or long cut away. */
export function compactJson(value: Json, length: number): string {
  let left = length;
  const pruned = (inner: Json, level: number): Json => {
    left -= 2;
    if (typeof inner === 'string') {
      left -= inner.length;
      return inner.slice(0, length);
    }
    if (Array.isArray(inner)) {
      if (level === mostLevels) return [];
      return (inner as readonly Json[])
        .slice(0, mostMembers)
        .filter(() => left > 0)
        .map((member) => pruned(member, level + 1));
    }
    if (!isJsonObject(inner) || isExactNumber(inner)) return inner;
    const kept: [string, Json][] = [];
    if (level === mostLevels) return {};
    for (const key of Object.keys(inner).slice(0, mostMembers)) {
      if (left <= 0) break;
      if (isSecretKey(key)) continue;
      left -= key.length;
      kept.push([key.slice(0, length), pruned(inner[key] ?? null, level + 1)]);
    }
    return Object.fromEntries(kept);
  };
  const text = JSON.stringify(pruned(value, 0));
  return /[\p{L}\p{N}]/u.test(text) && !/^(?:null|true|false)$/.test(text) ? text : '';
}
