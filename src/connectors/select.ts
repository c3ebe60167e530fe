import type { Problem } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Location } from './location.ts';
import { notAPath, parsePath } from './path.ts';

/** The keys to keep at one depth, each with what to keep below it; `all` for the whole value. */
type Kept = Map<string, Kept | 'all'>;

/**
 * Compiles paths such as `Id`, `Address.City`, `Lines.Amount` or `\dotted.key\` into what keeps only these of a record.
 *
 * A path goes through lists, with brackets or without: it is kept of each element. What a path does not find is left
 * out; what is not an object where a path goes on (null, a text) stays as it is. Every text that is not a path is added
 * to `problems`.
 */
export function selectPaths(paths: readonly string[], problems: Problem[]): (record: Json) => Json {
  const kept: Kept = new Map();
  for (const [index, path] of paths.entries()) {
    const at = ['select', index];
    const location = parsePath(path, at, problems);
    const keys = keysOf(location ?? []);
    if (keys.length > 0) keep(kept, keys);
    else if (location !== undefined) problems.push(notAPath(path, at));
  }
  return (record) => pick(record, kept);
}

/** A list at the root or in another list has no key, and needs none. */
function keysOf(location: Location): readonly string[] {
  return location.filter(({ key }) => key !== '').map(({ key }) => key);
}

function keep(kept: Kept, keys: readonly string[]): void {
  const [key, ...rest] = keys;
  // A whole value that is kept already has every path below it.
  if (key === undefined || kept.get(key) === 'all') return;
  if (rest.length === 0) {
    kept.set(key, 'all');
    return;
  }
  const below = kept.get(key);
  const deeper: Kept = below instanceof Map ? below : new Map();
  kept.set(key, deeper);
  keep(deeper, rest);
}

function pick(value: Json, kept: Kept): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => pick(item, kept));
  if (!isJsonObject(value)) return value;
  // In the record's own order; fromEntries makes own properties of every name, `__proto__` too.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
      const below = kept.get(key);
      return below === undefined ? [] : [[key, below === 'all' ? inner : pick(inner, below)]];
    }),
  );
}
