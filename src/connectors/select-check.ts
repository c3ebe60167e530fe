import type { Problem } from '../errors.ts';
import { isMisspelt } from '../text/misspelt.ts';
import { quoted } from '../text/quoted.ts';
import { type Location, formatLocation, parseLocation } from './location.ts';
import type { MethodField } from './method.ts';
import { recordListOf } from './record-list.ts';

/** Paths to keep of each record, as the caller states them, and where the records stand if that is stated too. */
export interface SelectedPaths {
  readonly paths: readonly string[];
  readonly at: Location | undefined;
}

/** What fields tell of an object, by key; of a value nothing. */
type Known = Map<string, Known>;

/**
 * Adds every path that is surely misspelt: a key that no field has, where a field has one that differs by a slip, and a
 * path that begins at the body and not at the record.
 *
 * Fields never tell all of a record: any other key may be there, so it is not refused. A path in backslashes means its
 * keys as they stand, and is not checked.
 *
 * @param others keys that are known from elsewhere, such as those of custom fields
 */
export function addMisspeltPaths(
  responseFields: readonly Pick<MethodField, 'location'>[],
  { paths, at }: SelectedPaths,
  problems: Problem[],
  others: ReadonlySet<string> = new Set(),
): void {
  if (responseFields.length === 0) return;
  const root = at ?? recordListOf(responseFields)?.location ?? [];
  const known = knownBelow(responseFields, root);
  if (known.size === 0) return;
  for (const [index, path] of paths.entries()) {
    if (path.includes('\\')) continue;
    const problem = misspelt(path, parseLocation(path.trim()), root, known, others);
    if (problem !== undefined) problems.push({ path: ['select', index], ...problem });
  }
}

const trees = new WeakMap<readonly Pick<MethodField, 'location'>[], Map<string, Known>>();

function knownBelow(fields: readonly Pick<MethodField, 'location'>[], root: Location): Known {
  const ofFields = trees.get(fields) ?? new Map<string, Known>();
  trees.set(fields, ofFields);
  const name = formatLocation(root);
  const found = ofFields.get(name);
  if (found !== undefined) return found;
  const made: Known = new Map();
  const above = keysOf(root);
  for (const { location } of fields) {
    const keys = keysOf(parseLocation(location));
    if (above.some((key, index) => key !== keys[index])) continue;
    let branch = made;
    for (const key of keys.slice(above.length)) {
      const next: Known = branch.get(key) ?? new Map();
      branch.set(key, next);
      branch = next;
    }
  }
  ofFields.set(name, made);
  return made;
}

function keysOf(location: Location): readonly string[] {
  return location.flatMap(({ key }) => (key === '' ? [] : [key]));
}

function misspelt(
  path: string,
  location: Location,
  root: Location,
  known: Known,
  others: ReadonlySet<string>,
): Pick<Problem, 'message' | 'suggestions'> | undefined {
  const keys = keysOf(location);
  const above = keysOf(root);
  const isFromBody = above.length > 0 && !known.has(keys[0] ?? '') && above.every((key, index) => key === keys[index]);
  if (isFromBody && keys.length > above.length) {
    const below = keys.slice(above.length);
    const [meant = below.join('.')] = slipIn(below, known, others)?.suggestions ?? [];
    const message = `${quoted(path)} begins at the answer; paths begin at each record. Did you mean ${quoted(meant)}?`;
    return { message, suggestions: [meant] };
  }
  return slipIn(keys, known, others);
}

function slipIn(keys: readonly string[], known: Known, others: ReadonlySet<string>) {
  let at = known;
  for (const [index, key] of keys.entries()) {
    const next = at.get(key);
    if (next !== undefined) at = next;
    else {
      const slips = others.has(key) ? [] : [...at.keys()].filter((other) => isMisspelt(key, other)).slice(0, 3);
      return slips.length === 0 ? undefined : slipped(keys, index, slips);
    }
  }
  return undefined;
}

function slipped(keys: readonly string[], index: number, slips: readonly string[]) {
  const suggestions = slips.map((key) => keys.with(index, key).join('.'));
  const literal = keys.map((key) => `\\${key}\\`).join('.');
  const message = `No field of the method is at ${quoted(keys.join('.'))}. Did you mean ${suggestions.map(quoted).join(' or ')}? A key that no field lists goes in backslashes: ${literal}`;
  return { message, suggestions };
}
