import JSON5 from 'json5';

/** Where the values of a JSON text stand. */
export interface JsonPlaces {
  /** The line, from 1, of the value at `path`; of the nearest thing around it, when there is none. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /** Keys that stand in their object for a second time: a parser keeps only the last. */
  readonly repeatedKeys: readonly { readonly key: string; readonly line: number }[];
}

interface Place {
  readonly line: number;
  readonly inside: Map<PropertyKey, Place>;
}

interface Open {
  readonly place: Place;
  readonly isObject: boolean;
  /** Of the value that comes next. */
  key: string | undefined;
}

/** Comments, strings, punctuation, and words (bare keys, numbers, literals). */
const token = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[{}[\]:,]|[^\s{}[\]:,"'/]+/g;

/** Finds the places in a text that JSON5 can parse. */
export function locateJson(text: string): JsonPlaces {
  const root: Place = { line: 1, inside: new Map() };
  const repeatedKeys: { key: string; line: number }[] = [];
  const open: Open[] = [];
  let line = 1;
  let counted = 0;

  for (const { 0: found, index } of text.matchAll(token)) {
    line += newlines(text.slice(counted, index));
    counted = index;
    if (found.startsWith('//') || found.startsWith('/*') || found === ':') continue;

    const around = open.at(-1);
    if (found === '{' || found === '[') {
      open.push({ place: placeOfValue(around, line) ?? root, isObject: found === '{', key: undefined });
    } else if (found === '}' || found === ']') {
      open.pop();
    } else if (found === ',') {
      if (around !== undefined) around.key = undefined;
    } else if (around?.isObject === true && around.key === undefined) {
      around.key = keyOf(found);
      if (around.place.inside.has(around.key)) repeatedKeys.push({ key: around.key, line });
      around.place.inside.set(around.key, { line, inside: new Map() });
    } else {
      placeOfValue(around, line);
    }
  }

  return {
    repeatedKeys,
    lineOf(path) {
      let place = root;
      for (const key of path) {
        const next = place.inside.get(key);
        if (next === undefined) break;
        place = next;
      }
      return place.line;
    },
  };
}

function placeOfValue(around: Open | undefined, line: number): Place | undefined {
  if (around === undefined) return undefined;
  if (around.key !== undefined) return around.place.inside.get(around.key);
  const place: Place = { line, inside: new Map() };
  around.place.inside.set(around.place.inside.size, place);
  return place;
}

function keyOf(source: string): string {
  return Object.keys(JSON5.parse<object>(`{${source}:0}`))[0] ?? '';
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
