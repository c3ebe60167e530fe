import { parseLocation } from './location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/** Every way to call the inputs of a method, found fast. */
export interface InputIndex {
  readonly parameters: KeyIndex<MethodParameter>;
  /** By number, by name, by location, and by the keys of `root`. */
  readonly fields: KeyIndex<Branch>;
  readonly root: Branch;
}

/** A place of the body that is sent: what has fields of its own, or leads to such. */
export interface Branch {
  readonly children: ReadonlyMap<string, Branch>;
  readonly keys: KeyIndex<Branch>;
  /** Usually one, where the way ends. A listing may have none, or several of one location. */
  readonly fields: readonly MethodField[];
  /** A list stands here, and what is below is of its elements. */
  readonly isList: boolean;
}

export interface KeyIndex<Target> {
  /**
   * What a key stands for, of that which fits: several where it is ambiguous, none where it is unknown.
   *
   * The number comes first, then the place (target name or location), then the name, because a place is the app's own
   * and the more stable: what one input is called never hides where another goes. After those, the same in any case and
   * spacing.
   */
  find(key: string, fits?: (target: Target) => boolean): readonly Target[];
  /** Places and names that stand for one thing each, to suggest. */
  names(): readonly string[];
}

/** All fields of a branch, those of its children too. */
export function fieldsBelow({ fields, children }: Branch): readonly MethodField[] {
  return [...fields, ...[...children.values()].flatMap(fieldsBelow)];
}

/** The index of a method, made once. */
export function indexOf(method: ConnectorMethod): InputIndex {
  const known = indexes.get(method);
  if (known !== undefined) return known;
  const index = createIndex(method);
  indexes.set(method, index);
  return index;
}

const indexes = new WeakMap<ConnectorMethod, InputIndex>();

type Entry<Target> = readonly [key: string, target: Target];

function createIndex({ parameters, requestFields }: ConnectorMethod): InputIndex {
  const ends = new Map<MethodField, Branch>();
  const root = toBranch(
    requestFields.map((field) => ({ field, way: wayOf(field.location) })),
    false,
    ends,
  );
  // A number or a name is of one field, though others may stand at its location.
  const alone = (field: MethodField): Branch => ({ ...nowhere, fields: [field] });
  const places = Array.from(ends, ([{ location }, end]): Entry<Branch> => [location, end]);
  return {
    parameters: createKeyIndex([
      parameters.map((parameter): Entry<MethodParameter> => [parameter.id, parameter]),
      parameters.map((parameter): Entry<MethodParameter> => [parameter.targetName, parameter]),
      parameters.map((parameter): Entry<MethodParameter> => [parameter.name, parameter]),
    ]),
    fields: createKeyIndex([
      requestFields.map((field): Entry<Branch> => [field.id, alone(field)]),
      [...places, ...root.children],
      requestFields.map((field): Entry<Branch> => [field.name, alone(field)]),
    ]),
    root,
  };
}

interface Rest {
  readonly field: MethodField;
  readonly way: Way;
}

/** Keys, each with whether a list stands under it. A list at the root or in another list has no key, and needs none. */
type Way = readonly { readonly key: string; readonly isList: boolean }[];

function wayOf(location: string): Way {
  const way: { readonly key: string; readonly isList: boolean }[] = [];
  for (const { key, many } of parseLocation(location)) {
    const last = way.at(-1);
    if (key !== '' || !many) way.push({ key, isList: many });
    else if (last !== undefined) way.splice(-1, 1, { ...last, isList: true });
  }
  return way;
}

function toBranch(rest: readonly Rest[], isList: boolean, ends: Map<MethodField, Branch>): Branch {
  const below = Map.groupBy(rest, ({ way: [step] }) => step?.key);
  const fields = (below.get(undefined) ?? []).map(({ field }) => field);
  below.delete(undefined);
  const children = new Map(
    Array.from(below, ([key = '', group]): Entry<Branch> => {
      const deeper = group.map(({ field, way }) => ({ field, way: way.slice(1) }));
      return [
        key,
        toBranch(
          deeper,
          group.some(({ way }) => way[0]?.isList === true),
          ends,
        ),
      ];
    }),
  );
  const branch = { children, keys: createKeyIndex([[], children]), fields, isList };
  for (const field of fields) ends.set(field, branch);
  return branch;
}

/** Of tiers of entries, the first that has a key. What the first tier has is not for people to remember. */
function createKeyIndex<Target>(tiers: readonly Iterable<Entry<Target>>[]): KeyIndex<Target> {
  const exact = tiers.map((entries) => collect(entries, (key) => key));
  let folded: typeof exact | undefined;
  let names: readonly string[] | undefined;

  function find(key: string, fits: (target: Target) => boolean = () => true): readonly Target[] {
    const found = firstOf(exact, key, fits);
    if (found.length > 0) return found;
    folded ??= exact.map((targets) =>
      collect(Array.from(targets, ([known, all]) => all.map((target): Entry<Target> => [known, target])).flat(), fold),
    );
    return firstOf(folded, fold(key), fits);
  }

  function nameAll(): readonly string[] {
    const keys = exact.slice(1).flatMap((targets) => [...targets.keys()]);
    const clear = keys.filter((key) => find(key).length === 1);
    // "count" and "Count" are one suggestion: the place, which comes first.
    return [...new Map(clear.toReversed().map((key) => [fold(key), key])).values()].toReversed();
  }

  return { find, names: () => (names ??= nameAll()) };
}

const nowhere: Branch = { children: new Map(), keys: { find: () => [], names: () => [] }, fields: [], isList: false };

type Targets<Target> = ReadonlyMap<string, readonly Target[]>;

function collect<Target>(entries: Iterable<Entry<Target>>, toKey: (key: string) => string): Targets<Target> {
  const targets = new Map<string, Set<Target>>();
  for (const [key, target] of entries) {
    const known = toKey(key);
    targets.set(known, (targets.get(known) ?? new Set()).add(target));
  }
  return new Map(Array.from(targets, ([key, all]) => [key, [...all]]));
}

function firstOf<Target>(
  tiers: readonly Targets<Target>[],
  key: string,
  fits: (target: Target) => boolean,
): readonly Target[] {
  for (const targets of tiers) {
    const found = targets.get(key)?.filter(fits) ?? [];
    if (found.length > 0) return found;
  }
  return [];
}

/** Names have curly apostrophes and trailing spaces, which nobody types. */
function fold(key: string): string {
  return key.normalize('NFC').toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
}
