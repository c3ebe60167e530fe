import { badUserInput, type Problem } from '../errors.ts';
import type { KeyIndex } from './key-index.ts';
import type { ConnectorMethod } from './method.ts';
import { listed, quoted } from '../text/quoted.ts';
import { suggest } from '../text/suggest.ts';

export type Path = Problem['path'];

/** Everything that is wrong, within bounds: a caller may send many thousand keys. */
export class InputProblems {
  readonly #told: Problem[] = [];
  #untold = 0;
  #suggested = 0;

  /** Past the bound it is counted only. */
  add(path: Path, message: string, suggestions: readonly string[]): void {
    if (this.#told.length === mostProblems) this.#untold += 1;
    else this.#told.push({ path, message, suggestions });
  }

  /** A key that stands for nothing. */
  unknown(kind: string, key: string, path: Path, { names }: KeyIndex<unknown>): void {
    const known = this.#told.length === mostProblems ? [] : names();
    // To compare with every name is slow, and a caller has use for a few suggestions only.
    const suggestions = this.#suggested < mostSuggested ? suggest(key, known) : [];
    this.#suggested += 1;
    const hint =
      suggestions.length > 0
        ? `Did you mean ${suggestions.map(quoted).join(' or ')}?`
        : known.length > 0
          ? `Expected one of ${listed(known.map(quoted))}.`
          : `This method takes no ${kind}s.`;
    this.add(path, `There is no ${kind} ${quoted(key)}. ${hint}`, suggestions);
  }

  /** An input that nobody can give. */
  filled(kind: string, name: string, path: Path): void {
    this.add(path, `Cyclr fills in the ${kind} ${quoted(name)} itself. Leave it out.`, []);
  }

  /** Throws `BAD_USER_INPUT` where anything is wrong. */
  throwIfAny({ name }: ConnectorMethod): void {
    if (this.#told.length === 0) return;
    const more: readonly Problem[] =
      this.#untold === 0 ? [] : [{ path: [], message: `${this.#untold} more inputs do not fit.`, suggestions: [] }];
    throw badUserInput(`${quoted(name)} cannot be called`, [...this.#told, ...more]);
  }
}

const mostProblems = 50;
const mostSuggested = 10;
