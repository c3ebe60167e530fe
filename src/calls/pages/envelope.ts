import { isJsonObject, type Json } from '../../json.ts';
import { isExactNumber } from '../../numbers/exact-number.ts';
import type { KeyPath } from './paging.ts';

/** A scalar that stands beside the records of an answer. */
export interface Beside {
  readonly path: KeyPath;
  /** The last key, without case and marks: `@odata.nextLink` is `odatanextlink`. */
  readonly name: string;
  readonly value: Json;
}

/** Objects within each other, below the body: `_links.next.href` is three keys. */
const levels = 3;
const mostEntries = 500;

/** The scalars of an answer that are in no list: totals, cursors, links. */
export function besideRecords(body: Json | undefined): readonly Beside[] {
  const found: Beside[] = [];
  const look = (value: Json | undefined, path: KeyPath) => {
    if (!isJsonObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (found.length >= mostEntries) return;
      const at = [...path, key];
      if (isJsonObject(inner)) {
        if (at.length < levels) look(inner, at);
      } else if (!Array.isArray(inner)) {
        found.push({ path: at, name: nameOf(key), value: inner });
      }
    }
  };
  look(body, []);
  return found;
}

export function nameOf(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

/** Undefined where there is nothing; a key with a dot in it is one key. */
export function valueAt(body: Json | undefined, path: KeyPath): Json | undefined {
  let value = body;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A whole number that is not negative, also as a text. */
export function countOf(value: Json | undefined): number | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  const count = Number(text);
  return /^\d{1,15}$/.test(text) ? count : undefined;
}

/** A text or a number that can be given as an input; undefined for what says "there is none". */
export function tokenOf(value: Json | undefined): Json | undefined {
  if (typeof value === 'string')
    return value.trim() === '' || /^(?:null|none|false|-1)$/i.test(value) ? undefined : value;
  if (typeof value === 'number') return value < 0 ? undefined : value;
  return isExactNumber(value) ? value : undefined;
}

export function truthOf(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return undefined;
}
