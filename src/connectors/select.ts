import { badUserInput, type Problem } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import { type Location, parseLocation } from './location.ts';

/** The keys to keep at one depth; undefined for all that is below. */
type Kept = Map<string, Kept | undefined>;

/**
 * Compiles paths such as `Id`, `Address.City` or `Lines.Amount` into what keeps only these of a record.
 *
 * A path goes through lists: it is kept of each element. What a path does not find is left out; a record that is not an
 * object stays as it is. Throws `BAD_USER_INPUT` for a path that is none.
 */
export function selectPaths(paths: readonly string[]): (record: Json) => Json {
  const kept: Kept = new Map();
  const problems = paths.flatMap((path, index): readonly Problem[] => {
    const location = parseLocation(path.trim());
    const empty = location.length === 0 || location.some(({ key, many }) => key === '' && !many);
    if (!empty)
      keep(
        kept,
        location.filter(({ key }) => key !== ''),
      );
    return empty
      ? [{ path: ['select', index], message: `"${path}" is not a path such as "Address.City".`, suggestions: [] }]
      : [];
  });
  if (problems.length > 0) throw badUserInput('The records cannot be selected from', problems);
  return (record) => pick(record, kept);
}

function keep(kept: Kept, location: Location): void {
  const [step, ...rest] = location;
  if (step === undefined) return;
  const has = kept.has(step.key);
  const below = kept.get(step.key);
  // A whole value that is kept already has every path below it.
  if (has && below === undefined) return;
  if (rest.length === 0) {
    kept.set(step.key, undefined);
    return;
  }
  const deeper: Kept = below ?? new Map();
  kept.set(step.key, deeper);
  keep(deeper, rest);
}

function pick(value: Json, kept: Kept): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => pick(item, kept));
  if (!isJsonObject(value)) return value;
  const entries: [string, Json][] = [];
  // In the record's own order, and own properties only.
  for (const [key, inner] of Object.entries(value)) {
    if (!kept.has(key)) continue;
    const below = kept.get(key);
    entries.push([key, below === undefined ? inner : pick(inner, below)]);
  }
  return Object.fromEntries(entries);
}
