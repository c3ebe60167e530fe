import type { Catalog, CatalogField, CatalogMethod, CatalogParameter } from './catalog.ts';

/** What a pull would change of a catalog, a sentence each: nothing where they are the same. */
export function changesIn(before: Catalog, after: Catalog): readonly string[] {
  const told = [
    ...methodChanges(before, after),
    ...(['types', 'inputs'] as const).flatMap((side) =>
      changesByName(before[side], after[side], (name, was, is) => fieldChanges(name, was, is)),
    ),
    ...changesByName(before.enums, after.enums, (name, was, is) => [
      ...only(was, is, ({ value }) => value).map(({ field }) => `the value ${name}.${field} is gone`),
      ...only(is, was, ({ value }) => value).map(({ field }) => `the value ${name}.${field} is new`),
    ]),
  ];
  return told.map((what) => `${after.connector}: ${what}.`);
}

function methodChanges(before: Catalog, after: Catalog): readonly string[] {
  const known = new Map(before.methods.map((one) => [one.identifier, one]));
  const keyOf = ({ identifier }: CatalogMethod) => identifier;
  return [
    ...only(before.methods, after.methods, keyOf).map(({ name, field }) => `the method "${name}" (${field}) is gone`),
    ...after.methods.flatMap((method) => {
      const was = known.get(method.identifier);
      if (was === undefined) return [`the method "${method.name}" (${method.field}) is new`];
      const { field, name, parameters = [], fields = [] } = method;
      return [
        ...(was.name === name ? [] : [`the method ${field} is called "${name}", and was "${was.name}"`]),
        ...(was.field === field ? [] : [`the method "${name}" is ${field}, and was ${was.field}`]),
        ...(was.answer === method.answer
          ? []
          : [
              `${field} answers with ${method.answer ?? 'records of unknown fields'}, and did with ${was.answer ?? 'records of unknown fields'}`,
            ]),
        ...(was.records === method.records
          ? []
          : [
              `the records of ${field} are at ${method.records ?? 'the root'}, and were at ${was.records ?? 'the root'}`,
            ]),
        ...(was.input === undefined || was.input === method.input
          ? []
          : [`${field} takes ${method.input ?? 'no input'}, and took ${was.input}`]),
        ...fieldChanges(field, [...(was.parameters ?? []), ...(was.fields ?? [])], [...parameters, ...fields]),
      ];
    }),
  ];
}

function changesByName<Item>(
  before: Readonly<Record<string, readonly Item[]>>,
  after: Readonly<Record<string, readonly Item[]>>,
  changes: (name: string, was: readonly Item[], is: readonly Item[]) => readonly string[],
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined) return [`the type ${name} is new`];
    return changes(name, was, is ?? []);
  });
}

type Value = CatalogField | CatalogParameter;

function fieldChanges(owner: string, before: readonly Value[], after: readonly Value[]): readonly string[] {
  const known = new Map(present(before).map((one) => [one.field, one]));
  const keyOf = ({ field }: Value) => field;
  return [
    ...only(before, after, keyOf).map(({ field }) => `${owner}.${field} is gone`),
    ...present(after).flatMap((one) => {
      const was = known.get(one.field);
      if (was === undefined) return [`${owner}.${one.field} is new${isRequired(one) ? ', and required' : ''}`];
      const [then, now] = [typeText(was), typeText(one)];
      return [
        ...(then === now ? [] : [`${owner}.${one.field} is ${now}, and was ${then}`]),
        ...(isRequired(one) && !isRequired(was) ? [`${owner}.${one.field} is required, and was not`] : []),
      ];
    }),
  ];
}

function isRequired(one: Value): boolean {
  return 'targetName' in one && one.required === true;
}

function typeText(one: Value): string {
  const { of, lists = 0 }: Pick<CatalogField, 'of' | 'lists'> = 'targetName' in one ? {} : one;
  const values = one.values === undefined ? '' : ` of ${one.values.join(', ')}`;
  const type = of ?? one.enum ?? `${one.type ?? 'Undefined'}${values}`;
  return `${'['.repeat(lists)}${type}${']'.repeat(lists)}`;
}

/** Those of the first that are not in the second. */
function only<Item extends { readonly gone?: boolean | undefined } | CatalogMethod>(
  items: readonly Item[],
  others: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const keys = new Set(present(others).map(keyOf));
  return present(items).filter((one) => !keys.has(keyOf(one)));
}

function present<Item>(items: readonly Item[]): readonly Item[] {
  return items.filter((one) => (one as { readonly gone?: boolean }).gone !== true);
}
