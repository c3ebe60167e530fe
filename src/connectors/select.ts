import { badUserInput, type Problem } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import { parseLocation } from './location.ts';

/** The keys to keep at one depth, each with what to keep below it; `all` for the whole value. */
type Kept = Map<string, Kept | 'all'>;

/** No location is longer; a text of megabytes is not worth parsing. */
const longest = 500;

/**
 * Compiles paths such as `Id`, `Address.City`, `Lines.Amount` or `\dotted.key\` into what keeps only these of a record.
 *
 * A path goes through lists, with brackets or without: it is kept of each element. What a path does not find is left
 * out; what is no object where a path goes on, null or a text, stays as it is. Throws `BAD_USER_INPUT` with every text
 * that is no path.
 */
export function selectPaths(paths: readonly string[]): (record: Json) => Json {
  const kept: Kept = new Map();
  const problems: Problem[] = [];
  for (const [index, path] of paths.entries()) {
    const keys = keysOf(path);
    if (keys === undefined) problems.push(notAPath(path, index));
    else keep(kept, keys);
  }
  if (problems.length > 0) throw badUserInput('The records cannot be selected from', problems);
  return (record) => pick(record, kept);
}

/** Undefined where the path leads nowhere. */
function keysOf(path: string): readonly string[] | undefined {
  if (path.length > longest) return undefined;
  const location = parseLocation(path.trim());
  const keys = location.filter(({ key, many }) => !many || key !== '').map(({ key }) => key);
  return keys.length === 0 || keys.includes('') ? undefined : keys;
}

function notAPath(path: string, index: number): Problem {
  const shown = path.length > 50 ? `${path.slice(0, 50).toWellFormed()}…` : path;
  const message = `"${shown}" is no path: keys with dots between them were expected, such as "Address.City".`;
  return { path: ['select', index], message, suggestions: [] };
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
