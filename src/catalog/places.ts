import { type Location, parseLocation } from '../connectors/location.ts';

/** What stands at one place of a body: a value, or an object with more below it. */
export interface Place<Field> {
  readonly key: string;
  /** How many lists are one in another here; 0 for no list. */
  readonly lists: number;
  /** Undefined for what only holds others. */
  readonly field: Field | undefined;
  /** By their keys. Where there are any, the place is an object, whatever else is said of it. */
  readonly below: ReadonlyMap<string, Place<Field>>;
}

export interface Places<Field> {
  readonly root: Place<Field>;
  /** Locations that contradict another one, and what is made of them. */
  readonly contradictions: readonly string[];
}

/**
 * Fields along their locations, from `root` down. A field that does not stand below `root` is left out.
 *
 * Where locations contradict each other, a list beats one thing, and an object beats a value: an answer of either kind
 * can be given as those.
 */
export function placesOf<Field extends { readonly location: string }>(
  fields: readonly Field[],
  root: Location = [],
): Places<Field> {
  const top = createBranch<Field>('');
  const contradictions = new Set<string>();
  for (const field of fields) {
    const steps = belowRoot(parseLocation(field.location), root);
    if (steps !== undefined) grow(top, steps, field, contradictions);
  }
  return { root: top, contradictions: [...contradictions, ...bothIn(top)] };
}

interface Branch<Field> extends Place<Field> {
  readonly below: Map<string, Branch<Field>>;
  lists: number;
  field: Field | undefined;
  isSeen: boolean;
}

function createBranch<Field>(key: string): Branch<Field> {
  return { key, below: new Map(), lists: 0, field: undefined, isSeen: false };
}

function belowRoot(location: Location, root: Location): Location | undefined {
  const isBelow = root.every(({ key, many }, index) => {
    const step = location[index];
    return step !== undefined && step.key === key && step.many === many;
  });
  return isBelow ? location.slice(root.length) : undefined;
}

function grow<Field extends { readonly location: string }>(
  top: Branch<Field>,
  steps: Location,
  field: Field,
  contradictions: Set<string>,
): void {
  let branch = top;
  let lists = 0;
  for (const [index, { key, many }] of steps.entries()) {
    // The list at hand itself: one more around the same place.
    if (many && key === '') {
      lists += 1;
    } else {
      const next: Branch<Field> = branch.below.get(key) ?? createBranch(key);
      branch.below.set(key, next);
      branch = next;
      lists = many ? 1 : 0;
    }
    const isWhole = steps[index + 1]?.key !== '' || steps[index + 1]?.many !== true;
    if (isWhole && branch !== top) {
      if (branch.isSeen && branch.lists !== lists) {
        contradictions.add(`"${branch.key}" in "${field.location}" is a list and one thing; it is taken for a list`);
      }
      branch.isSeen = true;
    }
    branch.lists = Math.max(branch.lists, lists);
  }
  branch.field ??= field;
}

function bothIn<Field extends { readonly location: string }>({ below }: Place<Field>): readonly string[] {
  return [...below.values()].flatMap((place) => [
    ...(place.field !== undefined && place.below.size > 0
      ? [`"${place.field.location}" is a value and has fields below it; it is taken for an object`]
      : []),
    ...bothIn(place),
  ]);
}
