import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isSecretKey, longestSentence } from './words.ts';

/** Where the values of a template stand. */
const holders = ['parameters', 'params', 'arguments', 'args', 'values', 'placeholders', 'meta', 'context'];

/**
 * A template with its values filled in: `"%fieldName" is required.`, `%1 of {1}`, `%{count}`, `{{ limit }}`.
 * A name without a value stays as it is.
 */
export function filledIn(template: string, error: JsonObject): string {
  if (!/[%{]/.test(template)) return template;
  const held = holders.map((name) => error[name] ?? null).filter((value) => value !== null);
  if (held.length === 0) return template;
  return template
    .slice(0, longestSentence * 8)
    .replace(/%\{(\w{1,50})\}|%(\w{1,50})|\{\{? ?(\w{1,50}) ?\}?\}/g, (whole, ...names: (string | undefined)[]) => {
      const [named, percent, braces] = names;
      const name = named ?? percent ?? braces ?? '';
      return valueOf(name, percent === undefined ? 0 : 1, held) ?? whole;
    });
}

function valueOf(name: string, first: number, held: readonly Json[]): string | undefined {
  if (isSecretKey(name)) return undefined;
  for (const values of held) {
    const value = Array.isArray(values)
      ? (values as readonly Json[])[/^\d{1,3}$/.test(name) ? Number(name) - first : -1]
      : isJsonObject(values) && Object.hasOwn(values, name) && values[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, longestSentence);
  }
  return undefined;
}
