import { badUserInput, type Problem } from '../errors.ts';
import { canonicalJson, isJsonObject, type Json } from '../json.ts';

/** One step of the way to a value. */
export interface Step {
  /** Empty with `many` for the value at hand itself, which is then a list. */
  readonly key: string;
  /** A list stands here, and the way goes on in each of its elements. */
  readonly many: boolean;
}

/** A parsed location of a connector's field: the way from the body to a value. Empty for the whole body. */
export type Location = readonly Step[];

/** A mark that closes must end its step: `a[0]` and `\a\b` are keys as they stand. */
const notation = /\.(?:\[\\(?<quoted>.+?)\\\]|\[(?<list>.*?)\]|\\(?<literal>.*?)\\|(?<key>[^.]*))(?=\.|$)/gsy;

/**
 * Parses Cyclr's notation: `Account.CurrencyRef.value`, `[records].EmailAddress`, `[].Id`, `[tags]`, `data.\a.b\`.
 *
 * Brackets mean a list, and empty ones that the value at hand is itself one. Backslashes hold a key that has dots or
 * brackets in it. A lone `.` is the whole body. Every text is a location: what is not notation is part of a key.
 */
export function parseLocation(text: string): Location {
  if (text === '.' || text === '') return [];
  return Array.from(`.${text}`.matchAll(notation), ({ groups: { quoted, list, literal, key } = {} }) => ({
    key: quoted ?? list ?? literal ?? key ?? '',
    many: (quoted ?? list) !== undefined,
  }));
}

/**
 * The text of a location. {@link parseLocation} reads the same steps from it, unless a key holds a mark that would
 * close it early (`\.` or `\].`): the notation has no way to write that.
 */
export function formatLocation(location: Location): string {
  return location.length === 0 ? '.' : location.map(formatStep).join('.');
}

function formatStep({ key, many }: Step): string {
  const isPlain = !/[.[\]\\]/.test(key) && (many || key !== '');
  const text = isPlain ? key : `\\${key}\\`;
  return many ? `[${text}]` : text;
}

/**
 * What stands at `location` in `value`; undefined where nothing does. Where the way goes through a list, it is one flat
 * list of what the elements have there, without gaps for those that have nothing.
 *
 * Third-party apps send one thing where they promised a list, and a list where they promised one thing: both are read.
 */
export function readAt(value: Json | undefined, location: Location): Json | undefined {
  return readFrom(value, location, 0);
}

function readFrom(value: Json | undefined, location: Location, index: number): Json | undefined {
  const step = location[index];
  if (step === undefined || value === undefined) return value;
  if (isSelf(step)) return readEach(value, location, index + 1);
  if (Array.isArray(value)) return readEach(value, location, index);
  const found = isJsonObject(value) && Object.hasOwn(value, step.key) ? value[step.key] : undefined;
  return step.many && found !== undefined ? readEach(found, location, index + 1) : readFrom(found, location, index + 1);
}

function readEach(value: Json, location: Location, index: number): readonly Json[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : value === null ? [] : [value];
  if (index === location.length) return list;
  return list.flatMap((item): Json | readonly Json[] => {
    const found = readFrom(item, location, index);
    return found === undefined ? [] : found;
  });
}

/** Whether the value at hand is the list, rather than one that it has under a key. */
function isSelf({ key, many }: Step): boolean {
  return many && key === '';
}

/** What stands at a location to be written. */
export interface Placed {
  readonly location: Location;
  readonly value: Json;
}

/**
 * Builds the body that has each value at its location, as Cyclr does from request fields; undefined of no values.
 *
 * What stands below one list is of its first element; a list given where the way goes through a list is spread over its
 * elements, so that several rows can be built. Throws `BAD_USER_INPUT`, naming both, where locations contradict each
 * other: an object and a list in one place, a value and something below it, two values in one place.
 */
export function buildBody(placed: readonly Placed[]): Json | undefined {
  if (placed.length === 0) return undefined;
  const problems: Problem[] = [];
  const body = build(
    placed.map(({ location, value }) => ({ way: wayOf(location), value, location })),
    0,
    problems,
  );
  if (problems.length > 0) throw badUserInput('No body can be built', problems);
  return body;
}

/** A location step by step into objects, by a key, and into lists. */
type Way = readonly (string | typeof into)[];
const into = Symbol('into the elements of a list');

interface Rest {
  readonly way: Way;
  readonly value: Json;
  readonly location: Location;
}

function wayOf(location: Location): Way {
  return location.flatMap((step) => (isSelf(step) ? [into] : step.many ? [step.key, into] : [step.key]));
}

/** What all of `rest`, which are one or more, make of the place that they have reached at `depth`. */
function build(rest: readonly Rest[], depth: number, problems: Problem[]): Json {
  const [first, ...others] = rest;
  if (first === undefined) return null;
  const kind = kindAt(first, depth);
  const contradicting = others.filter(
    (other) =>
      kindAt(other, depth) !== kind ||
      (kind === 'a value' && canonicalJson(other.value) !== canonicalJson(first.value)),
  );
  if (contradicting.length > 0) {
    problems.push(...contradicting.map((other) => contradiction(first, other, depth)));
    return null;
  }
  if (kind === 'a value') return first.value;
  if (kind === 'a list') return rowsOf(rest).map((row) => build(row, depth + 1, problems));
  // fromEntries makes own properties of every name, `__proto__` too.
  return Object.fromEntries(
    Array.from(
      Map.groupBy(rest, ({ way }) => way[depth] as string),
      ([key, below]): [string, Json] => [key, build(below, depth + 1, problems)],
    ),
  );
}

function kindAt({ way }: Rest, depth: number): 'a value' | 'a list' | 'an object' {
  const step = way[depth];
  return step === undefined ? 'a value' : step === into ? 'a list' : 'an object';
}

/** What there is for each element; a value that is no list is for the first. */
function rowsOf(rest: readonly Rest[]): readonly (readonly Rest[])[] {
  const columns = rest.map(({ value }) => (Array.isArray(value) ? (value as readonly Json[]) : [value]));
  const length = Math.max(...columns.map((column) => column.length));
  return Array.from({ length }, (_, row) =>
    rest.flatMap((one, index) => {
      const value = columns[index]?.[row];
      return value === undefined ? [] : [{ ...one, value }];
    }),
  );
}

function contradiction(first: Rest, other: Rest, depth: number): Problem {
  const [one, two] = [first, other].map(({ location }) => formatLocation(location));
  const [there, here] = [first, other].map((rest) => kindAt(rest, depth));
  const message =
    there === here
      ? `Two different values are given for the location ${two}.`
      : `The locations ${one} and ${two} contradict each other: ${there} for the first is ${here} for the second.`;
  return { path: ['fields', two ?? ''], message, suggestions: [] };
}
