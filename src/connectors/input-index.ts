import { isFilledByCyclr } from './input-declared.ts';
import { createKeyIndex, type Entry, type KeyIndex } from './key-index.ts';
import { parseLocation } from './location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/** Every name of the inputs of a method, found fast. */
export interface InputIndex {
  readonly parameters: KeyIndex<MethodParameter>;
  /** By number, by name, by location, by the keys of `root`, and `[]` for a list that is the body itself. */
  readonly fields: KeyIndex<Branch>;
  readonly root: Branch;
  /** Inputs that Cyclr fills in itself: known, and in neither of the others. */
  readonly filled: { readonly parameters: KeyIndex<MethodParameter>; readonly fields: KeyIndex<MethodField> };
}

/** A place of the body that is sent: what has fields of its own, or leads to such. */
export interface Branch {
  readonly children: ReadonlyMap<string, Branch>;
  readonly keys: KeyIndex<Branch>;
  /** Usually one, where the path ends. A listing may have none, or several of one location. */
  readonly fields: readonly MethodField[];
  /** From the body to here. */
  readonly bodyPath: BodyPath;
}

/** A location as keys, each with what stands under it. */
export interface BodyPath {
  /** How many lists, each in the other, the body itself is before the first key. */
  readonly lists: number;
  readonly steps: readonly BodyStep[];
}

export interface BodyStep {
  readonly key: string;
  /** How many lists stand under the key, each in the other. What comes after is of their elements. */
  readonly lists: number;
}

/** How many lists stand at the end of a path: the value there is a list of that many levels. */
export function listsAt({ lists, steps }: BodyPath): number {
  return steps.at(-1)?.lists ?? lists;
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

function createIndex(method: ConnectorMethod): InputIndex {
  const parameters = method.parameters.filter((one) => !isFilledByCyclr(one));
  const requestFields = method.requestFields.filter((one) => !isFilledByCyclr(one));
  const ends = new Map<MethodField, Branch>();
  const paths = requestFields.map((field) => ({ field, bodyPath: bodyPathOf(field.location) }));
  const lists = Math.max(0, ...paths.map(({ bodyPath }) => bodyPath.lists));
  const root = toBranch(
    paths.map(({ field, bodyPath }) => ({ field, rest: bodyPath.steps })),
    { lists, steps: [] },
    ends,
  );
  // A number or a name is of one field, though others may stand at its location.
  const alone = (field: MethodField): Branch => ({ ...nowhere, bodyPath: bodyPathOf(field.location), fields: [field] });
  const places = Array.from(ends, ([{ location }, end]): Entry<Branch> => [location, end]);
  const named = (isCustom: boolean) =>
    requestFields
      .filter((field) => (field.isCustom ?? false) === isCustom)
      .map((field): Entry<Branch> => [field.name, alone(field)]);
  return {
    parameters: createKeyIndex(parameterTiers(parameters)),
    fields: createKeyIndex([
      requestFields.map((field): Entry<Branch> => [field.id, alone(field)]),
      [...places, ...root.children, ...(lists > 0 ? [['[]', root] as const] : [])],
      named(false),
      // What an account added never hides what the listing has.
      named(true),
    ]),
    root,
    filled: {
      parameters: createKeyIndex(parameterTiers(method.parameters.filter(isFilledByCyclr))),
      fields: createKeyIndex(
        (['id', 'location', 'name'] as const).map((key) =>
          method.requestFields.filter(isFilledByCyclr).map((field): Entry<MethodField> => [field[key], field]),
        ),
      ),
    },
  };
}

function parameterTiers(parameters: readonly MethodParameter[]): readonly Iterable<Entry<MethodParameter>>[] {
  return (['id', 'targetName', 'name'] as const).map((key) =>
    parameters.map((parameter): Entry<MethodParameter> => [parameter[key], parameter]),
  );
}

interface Rest {
  readonly field: MethodField;
  readonly rest: readonly BodyStep[];
}

/** The path of a location. Every text is one, as every text is a location. */
export function bodyPathOf(location: string): BodyPath {
  const steps: BodyStep[] = [];
  let lists = 0;
  for (const { key, many } of parseLocation(location)) {
    const last = steps.at(-1);
    if (key !== '' || !many) steps.push({ key, lists: many ? 1 : 0 });
    else if (last === undefined) lists += 1;
    else steps.splice(-1, 1, { ...last, lists: last.lists + 1 });
  }
  return { lists, steps };
}

function toBranch(rest: readonly Rest[], bodyPath: BodyPath, ends: Map<MethodField, Branch>): Branch {
  const below = Map.groupBy(rest, ({ rest: [step] }) => step?.key);
  const fields = (below.get(undefined) ?? []).map(({ field }) => field);
  below.delete(undefined);
  const children = new Map(
    Array.from(below, ([key = '', group]): Entry<Branch> => {
      const lists = Math.max(...group.map(({ rest: [step] }) => step?.lists ?? 0));
      const deeper = group.map(({ field, rest: [, ...further] }) => ({ field, rest: further }));
      return [key, toBranch(deeper, { ...bodyPath, steps: [...bodyPath.steps, { key, lists }] }, ends)];
    }),
  );
  const branch = { children, keys: createKeyIndex([[], children]), fields, bodyPath };
  for (const field of fields) ends.set(field, branch);
  return branch;
}

const nowhere: Branch = {
  children: new Map(),
  keys: { find: () => [], names: () => [] },
  fields: [],
  bodyPath: { lists: 0, steps: [] },
};
