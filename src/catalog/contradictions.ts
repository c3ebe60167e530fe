import type { AddFault } from '../files/document.ts';
import { quoted } from '../text/quoted.ts';
import type { Catalog, CatalogField, CatalogMethod } from './catalog.ts';
import type { EarlierCatalog } from './earlier/catalog.ts';

/** Adds what methods must not share, inputs of a method and fields of a type neither, and what is named and missing. */
export function addContradictions(catalog: Catalog, add: AddFault): void {
  const { methods, types, inputs, enums, gone } = catalog;
  addSharedByMethods(methods, add);
  for (const { index, before } of repeated([...methods, ...gone], ({ field }) => field)) {
    if (index < methods.length) continue;
    const path = ['gone', index - methods.length, 'field'];
    add(
      path,
      `is that of the method ${quoted([...methods, ...gone][before]?.name ?? '')} already. Each method needs its own.`,
    );
  }
  for (const [at, one] of methods.entries()) {
    const path = ['methods', at];
    addRepeated(one.parameters ?? [], 'targetName', [...path, 'parameters'], add);
    addFieldFaults(one.fields ?? [], [...path, 'fields'], 'inputs', catalog, add);
    addSharedByInputs(one, path, add);
    const { input } = one;
    if (input !== undefined && (Object.hasOwn(types, input) || Object.hasOwn(enums, input))) {
      add([...path, 'input'], `is ${quoted(input)}, which is another type already.`);
    }
    if (one.answer !== undefined && !Object.hasOwn(types, one.answer)) {
      add([...path, 'answer'], `is ${quoted(one.answer)}, which is not in "types".`);
    }
    for (const [index, { enum: choices }] of (one.parameters ?? []).entries()) {
      addMissingEnum(choices, [...path, 'parameters', index, 'enum'], catalog, add);
    }
  }
  for (const side of ['types', 'inputs'] as const) {
    for (const [name, fields] of Object.entries(catalog[side])) {
      addRepeated(fields, 'field', [side, name], add);
      addFieldFaults(fields, [side, name], side, catalog, add);
    }
  }
  for (const [name, choices] of Object.entries(enums)) addRepeated(choices, 'field', ['enums', name], add);
  const names = [types, inputs, enums].flatMap((all, side) =>
    Object.keys(all).map((name) => ({ name, side: ['types', 'inputs', 'enums'][side] ?? '' })),
  );
  for (const { index, before } of repeated(names, ({ name }) => name)) {
    const [here, there] = [names[index], names[before]];
    add(
      [here?.side ?? '', here?.name ?? ''],
      `has a name that is in "${there?.side}" already. Each type needs its own.`,
    );
  }
}

/** The same of a catalog of the earlier format. */
export function addEarlierContradictions({ methods }: EarlierCatalog, add: AddFault): void {
  addSharedByMethods(methods, add);
  for (const [at, one] of methods.entries()) {
    addRepeated(one.parameters ?? [], 'targetName', ['methods', at, 'parameters'], add);
    for (const list of ['requestFields', 'responseFields'] as const) {
      addRepeated(one[list] ?? [], 'location', ['methods', at, list], add);
    }
  }
}

type Path = readonly PropertyKey[];
type NamedMethod = Pick<CatalogMethod, 'name' | 'field' | 'identifier'>;

function addSharedByMethods(methods: readonly NamedMethod[], add: AddFault): void {
  for (const key of ['field', 'identifier'] as const) {
    for (const { index, before } of repeated(methods, (one) => one[key])) {
      const other = `method ${before + 1}, ${quoted(methods[before]?.name ?? '')}`;
      add(['methods', index, key], `is that of ${other} already. Each method needs its own.`);
    }
  }
}

/** Parameters and fields of a method stand side by side. */
function addSharedByInputs({ parameters = [], fields = [], extra }: CatalogMethod, path: Path, add: AddFault): void {
  const all = [...parameters, ...fields];
  for (const { index } of repeated(all, ({ field }) => field)) {
    const at = index < parameters.length ? ['parameters', index] : ['fields', index - parameters.length];
    add([...path, ...at, 'field'], `is that of another input already. Each input needs its own.`);
  }
  if (all.some(({ field }) => field === extra)) add([...path, 'extra'], 'is the name of another input already.');
}

/** A key may stand for an object and for a value, each with a name of its own. */
function addFieldFaults(
  fields: readonly CatalogField[],
  path: Path,
  side: 'types' | 'inputs',
  catalog: Catalog,
  add: AddFault,
): void {
  for (const { index, before } of repeated(fields, ({ key, of }) => JSON.stringify([key, of !== undefined]))) {
    add([...path, index, 'key'], `is that of ${String(path.at(-1))}[${before}] already. Leave one of them out.`);
  }
  for (const [index, { of, enum: choices }] of fields.entries()) {
    if (of !== undefined && !Object.hasOwn(catalog[side], of)) {
      add([...path, index, 'of'], `is ${quoted(of)}, which is not in "${side}".`);
    }
    addMissingEnum(choices, [...path, index, 'enum'], catalog, add);
  }
}

function addMissingEnum(name: string | undefined, path: Path, { enums }: Catalog, add: AddFault): void {
  if (name !== undefined && !Object.hasOwn(enums, name)) add(path, `is ${quoted(name)}, which is not in "enums".`);
}

function addRepeated<Item>(items: readonly Item[], key: keyof Item & string, list: Path, add: AddFault): void {
  for (const { index, before } of repeated(items, (item) => item[key])) {
    const found = quoted(String(items[index]?.[key]));
    add([...list, index, key], `is ${found}, as that of ${String(list.at(-1))}[${before}]. Leave one of them out.`);
  }
}

/** The items that have the key of one before them, with the index of that. */
function repeated<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
): readonly { readonly index: number; readonly before: number }[] {
  const first = new Map<unknown, number>();
  return items.flatMap((item, index) => {
    const before = first.get(keyOf(item));
    if (before !== undefined) return [{ index, before }];
    first.set(keyOf(item), index);
    return [];
  });
}
