import { truthOf } from '../../connectors/truth.ts';
import type { DataType } from '../../connectors/value.ts';
import type { CatalogChoice, CatalogField } from '../catalog.ts';
import { toEnumName, toTypeName, uniqueNames } from '../names.ts';
import { mostFrequent, unitedValues } from './declared.ts';
import type { TypeNames } from './type-names.ts';

export type Enums = Readonly<Record<string, readonly CatalogChoice[]>>;

/** An input or a field whose values are declared. */
export interface ChoiceHolder {
  readonly values: readonly string[];
  /** The enum that it has in the catalog of before. */
  readonly kept: string | undefined;
  /** What it is called, and what it stands in: an enum is named by them. */
  readonly key: string;
  readonly owner: string;
}

/** Numbers and truth values cannot be names, so they have no enum. */
export function isEnum(values: readonly string[], type: DataType | undefined): boolean {
  if (type === 'Boolean' && truthOf(values, type) !== undefined) return false;
  return !values.every((value) => /^(?:true|false|[tf]|-?\d+(?:\.\d+)?)$/i.test(value.trim()));
}

/**
 * The enums of a connector: one for all holders that take the same values. A holder keeps the enum it had; what a later
 * release adds to one of its holders is added to the enum. A value of before keeps its name, gone or not.
 */
export function createEnums(
  holders: readonly ChoiceHolder[],
  before: Enums,
  names: TypeNames,
  most: number,
): { readonly enums: Enums; readonly enumOf: (holder: ChoiceHolder) => string } {
  const enums = new Map<string, readonly CatalogChoice[]>();
  const found = new Map<ChoiceHolder, string>();
  const bySet = new Map<string, string>();

  for (const [name, group] of Map.groupBy(holders, ({ kept }) => kept)) {
    if (name === undefined) continue;
    const values = unitedValues(group.map((holder) => holder.values));
    enums.set(name, choicesOf(values, before[name] ?? []));
    bySet.set(signatureOf(values), bySet.get(signatureOf(values)) ?? name);
    for (const holder of group) found.set(holder, name);
  }
  const fresh = Map.groupBy(
    holders.filter(({ kept }) => kept === undefined),
    ({ values }) => signatureOf(values),
  );
  const groups = [...fresh].toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  for (const [signature, group] of groups) {
    const name = bySet.get(signature) ?? names.take(wantedNames(group, most), signature);
    if (!enums.has(name)) enums.set(name, choicesOf(unitedValues(group.map((holder) => holder.values)), []));
    for (const holder of group) found.set(holder, name);
  }
  for (const [name, choices] of Object.entries(before)) {
    if (!enums.has(name))
      enums.set(
        name,
        choices.map((one) => ({ ...one, gone: true })),
      );
  }
  return { enums: Object.fromEntries(enums), enumOf: (holder) => found.get(holder) ?? '' };
}

function signatureOf(values: readonly string[]): string {
  return JSON.stringify(values.toSorted());
}

function wantedNames(group: readonly ChoiceHolder[], most: number): readonly string[] {
  const key = mostFrequent(group.map((holder) => toTypeName(holder.key))) ?? '';
  const owner = mostFrequent(group.map((holder) => holder.owner)) ?? '';
  return [key, `${owner}${key}`, `${key}Option`].map((name) => toTypeName(name, most));
}

/** In the order of before, with what is new behind it. */
function choicesOf(values: readonly string[], before: readonly CatalogChoice[]): readonly CatalogChoice[] {
  const kept = new Map(before.map(({ value, field }) => [value, field]));
  const names = uniqueNames(values, toEnumName, { taken: new Set(kept.values()), kept });
  const present = new Set(values);
  const known = [...kept.keys()].filter((value) => present.has(value));
  return [
    ...[...new Set([...known, ...values])].map((value) => ({ field: names.get(value) ?? value, value })),
    ...before.flatMap(({ field, value }) => (present.has(value) ? [] : [{ field, value, gone: true }])),
  ];
}

/** The enum that a field of before had, by what it stood for. */
export function keptEnum(before: readonly CatalogField[] | undefined, key: string | undefined): string | undefined {
  return before?.find((one) => one.key === key && one.of === undefined && one.gone !== true)?.enum;
}
