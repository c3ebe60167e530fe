import { isExactNumber } from '../numbers/exact-number.ts';
import { isJsonObject, type Json } from '../json.ts';
import { isSecretKey, toSentence } from './words.ts';

const mostLevels = 8;
const mostMembers = 50;

/**
 * A value as JSON text of about `length` characters: credentials and HTML left out, what is deep or long cut away.
 * Empty where no value is left.
 */
export function compactJson(value: Json, length: number): string {
  let left = length;
  let holdsValue = false;
  const pruned = (inner: Json, level: number): Json => {
    left -= 2;
    if (typeof inner === 'string') {
      const words = toSentence(inner, length);
      left -= words.length;
      holdsValue ||= words !== '';
      return words;
    }
    if (Array.isArray(inner)) {
      if (level === mostLevels) return [];
      return (inner as readonly Json[])
        .slice(0, mostMembers)
        .filter(() => left > 0)
        .map((member) => pruned(member, level + 1));
    }
    if (!isJsonObject(inner) || isExactNumber(inner)) {
      holdsValue ||= inner !== null;
      return inner;
    }
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
  return holdsValue ? text : '';
}
