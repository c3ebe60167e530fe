import { canonicalJson, type Json } from '../json.ts';
import { formatLocation, isSelf, type Location } from './location.ts';

/** A value to be written, and where. */
export interface Placed {
  readonly location: Location;
  readonly value: Json;
}

/** Two locations that cannot both be in one body. */
export interface Contradiction {
  /** The later of the two, as text. */
  readonly location: string;
  /** Names both locations, and says why they contradict each other. */
  readonly message: string;
}

/** Thrown where no body can have every value at its location. */
export class ContradictionError extends Error {
  override readonly name = 'ContradictionError';
  readonly contradictions: readonly Contradiction[];

  constructor(contradictions: readonly Contradiction[]) {
    super(`No body can be built. ${contradictions.map(({ message }) => message).join(' ')}`);
    this.contradictions = contradictions;
  }
}

/**
 * Builds the body that has each value at its location, as Cyclr does from request fields; undefined for no values.
 *
 * A single value below a list belongs to the first element. A list of values is spread over the elements, so that
 * several rows can be built.
 *
 * @throws {ContradictionError} where locations contradict each other: an object and a list in one place, a value and
 * something below it, two values in one place.
 */
export function buildBody(placed: readonly Placed[]): Json | undefined {
  if (placed.length === 0) return undefined;
  const problems: Contradiction[] = [];
  const body = build(
    placed.map(({ location, value }) => ({ path: pathOf(location), value, location })),
    0,
    problems,
  );
  if (problems.length > 0) throw new ContradictionError(problems);
  return body;
}

/** A location as single steps: into an object by a key, or into the elements of a list. */
type Path = readonly (string | typeof into)[];
const into = Symbol('into the elements of a list');

interface Rest {
  readonly path: Path;
  readonly value: Json;
  readonly location: Location;
}

function pathOf(location: Location): Path {
  return location.flatMap((step) => (isSelf(step) ? [into] : step.many ? [step.key, into] : [step.key]));
}

/** The value at the place that all of `rest` (one or more) have reached after `depth` steps. */
function build(rest: readonly Rest[], depth: number, problems: Contradiction[]): Json {
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
      Map.groupBy(rest, ({ path }) => path[depth] as string),
      ([key, below]): [string, Json] => [key, build(below, depth + 1, problems)],
    ),
  );
}

function kindAt({ path }: Rest, depth: number): 'a value' | 'a list' | 'an object' {
  const step = path[depth];
  return step === undefined ? 'a value' : step === into ? 'a list' : 'an object';
}

/** The values of each element. A value that is not a list belongs to the first. */
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

function contradiction(first: Rest, other: Rest, depth: number): Contradiction {
  const [one, two] = [first, other].map(({ location }) => formatLocation(location));
  const [there, here] = [first, other].map((rest) => kindAt(rest, depth));
  const message =
    there === here
      ? `Two different values are given for the location ${two}.`
      : `The locations ${one} and ${two} contradict each other: ${there} for the first is ${here} for the second.`;
  return { location: two ?? '', message };
}
