import { pagingRoleOfName } from '../../calls/pages/input-names.ts';
import type { CatalogMethod } from '../../catalog/catalog.ts';
import type { AllInputOptions } from './input-types.ts';

/** Arguments that every list over pages has. */
const ownArguments = new Set(['first', 'after', 'maxPages']);

export interface PagesInput {
  /** Of the argument. */
  readonly name: string;
  /** Of the method's input in the graph. */
  readonly input: string;
  readonly option: AllInputOptions[string];
}

/**
 * The inputs of a method that a list over its pages takes: all but those that take a place in the list. One that is called
 * like an argument of the list itself has another name.
 */
export function pagesInputs(
  { parameters = [], fields = [] }: CatalogMethod,
  options: AllInputOptions,
): readonly PagesInput[] {
  const places = new Set([
    ...parameters.filter(({ targetName, type }) => isPlace(targetName, type)).map(({ field }) => field),
    ...fields.filter(({ key, type, of }) => of === undefined && isPlace(key ?? '', type)).map(({ field }) => field),
  ]);
  return Object.entries(options)
    .filter(([input, { required }]) => !places.has(input) || required)
    .map(([input, option]) => ({ name: freeName(input, options), input, option }));
}

function isPlace(name: string, type: string | undefined): boolean {
  const role = pagingRoleOfName(name, type);
  return role !== undefined && role !== 'size';
}

function freeName(input: string, options: AllInputOptions): string {
  let name = input;
  while (ownArguments.has(name) || (name !== input && Object.hasOwn(options, name))) name = `${name}Input`;
  return name;
}
