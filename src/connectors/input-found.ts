import type { Json, JsonObject } from '../json.ts';
import { listed, mostListed, quoted } from '../text/quoted.ts';
import type { InputProblems, Path } from './input-problems.ts';
import type { MethodField, MethodParameter } from './method.ts';

/** An input, and what is given for it. */
export interface FoundInput<Input> {
  readonly input: Input;
  readonly value: Json;
  readonly path: Path;
}

/** Inputs that were found, each given once; a field once in every row. */
export class FoundInputs<Input extends MethodParameter | MethodField, Found extends FoundInput<Input>> {
  readonly #kind: string;
  readonly #problems: InputProblems;
  readonly #found = new Map<string, Found>();

  constructor(kind: string, problems: InputProblems) {
    this.#kind = kind;
    this.#problems = problems;
  }

  /** The one input that is meant; several are a problem. */
  one(meant: readonly Input[], path: Path): Input | undefined {
    const [input, ...others] = meant;
    if (others.length === 0) return input;
    const told = listed(meant.map((one) => `${one.id} (${quoted('location' in one ? one.location : one.targetName)})`));
    this.#problems.add(
      path,
      `${quoted(String(path.at(-1)))} may be any of ${meant.length} ${this.#kind}s. Give the number of one: ${told}.`,
      meant.slice(0, mostListed).map(({ id }) => id),
    );
    return undefined;
  }

  /** `row` is the element of a list that the input is given in. */
  add(found: Found, row = ''): void {
    const { input, path } = found;
    const key = `${input.id} ${row}`;
    const before = this.#found.get(key);
    if (before === undefined) {
      this.#found.set(key, found);
      return;
    }
    const [there, here] = [before.path, path].map((keys) => quoted(keys.slice(1).join(' → ')));
    this.#problems.add(path, `The ${this.#kind} ${quoted(input.name)} is given twice, as ${there} and as ${here}.`, []);
  }

  all(): readonly Found[] {
    return [...this.#found.values()];
  }

  /** In the order of the numbers, whatever the order they were given in. */
  numbered(): JsonObject {
    const entries = Array.from(this.#found.values(), ({ input, value }): [string, Json] => [input.id, value]);
    return Object.fromEntries(entries.toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
  }
}
