import type { AddFault } from '../../files/document.ts';
import { pathText } from '../../files/shown.ts';
import { quoted } from '../../text/quoted.ts';
import { nearest } from '../../text/suggest.ts';

/** Where something stands in a scenario file. */
export type FilePath = readonly PropertyKey[];

/** A value that no other of its kind may have. */
export interface Identity {
  readonly value: string | number;
  readonly path: FilePath;
  /** What the value must be unique in. @default the scenario */
  readonly within?: string;
  /** Whether case makes two values different. @default false */
  readonly isExact?: boolean;
}

/** Adds a fault for each value that another one has already. `rule` is the sentence that says what is needed. */
export function addRepeated(rule: string, identities: readonly Identity[], add: AddFault): void {
  const seen = new Map<string, FilePath>();
  for (const { value, path, within = '', isExact = false } of identities) {
    const key = JSON.stringify([within, isExact ? value : String(value).toLowerCase()]);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, path);
    else {
      const shown = typeof value === 'number' ? String(value) : quoted(value);
      add(path, `is ${shown}, as ${pathText(before)} is already. ${rule}`);
    }
  }
}

/** The numbers of a list of things; those without one get theirs from the sandbox. */
export function numbered(items: readonly { readonly Id?: number }[], path: FilePath): readonly Identity[] {
  return items.flatMap(({ Id }, index) => (Id === undefined ? [] : [{ value: Id, path: [...path, index, 'Id'] }]));
}

/** The rest of a sentence about a name that nothing has. */
export function doesNotExist(what: string, name: string, names: readonly string[]): string {
  return `names the ${what} ${quoted(name)}, which does not exist.${didYouMean(name, names)}`;
}

/** A sentence after another one, or nothing where nothing is near. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const meant = nearest(given, candidates);
  return meant === undefined ? '' : ` Did you mean ${quoted(meant)}?`;
}
