import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { toText } from '../wire/coerce.ts';

/** The values that placeholders can name: `{{Record.FirstName}}` is the member `FirstName` of `Record`. */
export type Scope = Readonly<Record<string, Json>>;

/**
 * Fills the placeholders of every text in `template`. A text that is one placeholder takes the value with its type;
 * braces whose name is not in the scope stay as they are. A filled text is trimmed.
 */
export function filled(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return (template as readonly Json[]).map((item) => filled(item, scope));
  if (isJsonObject(template)) return filledObject(template, scope);
  if (typeof template !== 'string') return template;
  const only = /^\{\{([^{}]+)\}\}$/.exec(template)?.[1];
  const value = only === undefined ? undefined : lookUp(only, scope);
  if (value !== undefined) return value;
  const text = template.replace(/\{\{([^{}]+)\}\}/g, (braces, name: string) => {
    const found = lookUp(name, scope);
    return found === undefined ? braces : (toText(found) ?? '');
  });
  return text === template ? text : text.trim();
}

export function filledObject(template: JsonObject, scope: Scope): JsonObject {
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, scope)]));
}

/** Null for a missing member; undefined for a name that is not in the scope. */
function lookUp(name: string, scope: Scope): Json | undefined {
  const [, root = '', key] = /^([^.]+)(?:\.(.+))?$/s.exec(name.trim()) ?? [];
  const found = Object.hasOwn(scope, root) ? scope[root] : undefined;
  if (found === undefined || key === undefined) return found;
  return isJsonObject(found) && Object.hasOwn(found, key) ? (found[key] ?? null) : null;
}
