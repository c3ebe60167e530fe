import { type Location, parseLocation } from '../../connectors/location.ts';
import { toFieldName, uniqueNames } from '../../catalog/names.ts';

/** What stands at one place of a body: a value, or an object with more below it. */
export interface Place<Field> {
  readonly key: string;
  /** How many lists are one in another here; 0 for no list. */
  readonly lists: number;
  /** Undefined for what only holds others. */
  readonly field: Field | undefined;
  /** By their names in the graph. Where there are any, the place is an object, whatever else is said of it. */
  readonly below: ReadonlyMap<string, Place<Field>>;
}

/**
 * Fields along their locations, from `root` down. A field that does not stand below `root` is left out.
 *
 * Where locations contradict each other, a list beats one thing, and an object beats a value: an answer of either kind
 * can be given as those.
 */
export function locationTree<Field extends { readonly location: string }>(
  fields: readonly Field[],
  root: Location = [],
  taken?: ReadonlySet<string>,
): Place<Field> {
  const top = createBranch<Field>('');
  for (const field of fields) {
    const way = belowRoot(parseLocation(field.location), root);
    if (way !== undefined) grow(top, way, field);
  }
  return settle(top, taken);
}

interface Branch<Field> {
  readonly key: string;
  readonly below: Map<string, Branch<Field>>;
  lists: number;
  field: Field | undefined;
}

function createBranch<Field>(key: string): Branch<Field> {
  return { key, below: new Map(), lists: 0, field: undefined };
}

function belowRoot(location: Location, root: Location): Location | undefined {
  const isBelow = root.every(({ key, many }, index) => {
    const step = location[index];
    return step !== undefined && step.key === key && step.many === many;
  });
  return isBelow ? location.slice(root.length) : undefined;
}

function grow<Field>(top: Branch<Field>, way: Location, field: Field): void {
  let branch = top;
  let lists = 0;
  for (const { key, many } of way) {
    // The list at hand itself: one more around the same place.
    if (many && key === '') {
      lists += 1;
    } else {
      const next: Branch<Field> = branch.below.get(key) ?? createBranch(key);
      branch.below.set(key, next);
      branch = next;
      lists = many ? 1 : 0;
    }
    branch.lists = Math.max(branch.lists, lists);
  }
  branch.field ??= field;
}

function settle<Field>({ key, lists, field, below }: Branch<Field>, taken?: ReadonlySet<string>): Place<Field> {
  const names = uniqueNames([...below.keys()], toFieldName, taken);
  return {
    key,
    lists,
    field,
    below: new Map(Array.from(below, ([inner, branch]) => [names.get(inner) ?? inner, settle(branch)])),
  };
}
