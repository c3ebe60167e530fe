import { formatJson } from '../text/json-text.ts';
import type {
  Catalog,
  CatalogChoice,
  CatalogField,
  CatalogMethod,
  CatalogPaging,
  CatalogParameter,
} from './catalog.ts';

/**
 * The text of a catalog file: methods by category and field, types by name, fields by key, keys in one order, a field a
 * line where it fits. The same catalog always gives the same text.
 */
export function formatCatalog(catalog: Catalog): string {
  const value = {
    $schema: '../catalog.schema.json',
    format: 2,
    connector: catalog.connector,
    version: catalog.version,
    field: catalog.field,
    methods: catalog.methods
      .toSorted((a, b) => inOrder([a.category ?? '', a.field], [b.category ?? '', b.field]))
      .map(methodOf),
    types: objectsOf(catalog.types, sorted),
    inputs: objectsOf(catalog.inputs, sorted),
    enums: objectsOf(catalog.enums, (choices) => choices.map(choiceOf)),
    gone:
      catalog.gone.length === 0
        ? undefined
        : catalog.gone
            .toSorted((a, b) => inOrder([a.field], [b.field]))
            .map(({ field, identifier, name }) => ({ field, identifier, name })),
  };
  return formatJson(value);
}

function methodOf(method: CatalogMethod): object {
  const { parameters, fields } = method;
  return {
    field: method.field,
    identifier: method.identifier,
    name: method.name,
    category: method.category,
    description: method.description,
    kind: method.kind,
    records: method.records,
    answer: method.answer,
    input: method.input,
    extra: method.extra,
    paging: method.paging && pagingOf(method.paging),
    parameters: parameters
      ?.toSorted((a, b) => inOrder([a.targetName], [b.targetName]))
      .map((one) => ({ targetName: one.targetName, ...valueOf(one) })),
    fields: fields && sorted(fields),
  };
}

function pagingOf({ style, at, size, evidence }: CatalogPaging): object {
  return { style, at, size, evidence };
}

function objectsOf<Given>(
  all: Readonly<Record<string, Given>>,
  toItems: (given: Given) => readonly object[],
): object | undefined {
  const entries = Object.entries(all).toSorted(([a], [b]) => inOrder([a], [b]));
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([name, given]) => [name, toItems(given)]));
}

function sorted(fields: readonly CatalogField[]): readonly object[] {
  return fields
    .toSorted((a, b) => inOrder([a.key ?? '', a.field], [b.key ?? '', b.field]))
    .map((one) => ({ key: one.key, ...valueOf(one) }));
}

function valueOf(one: CatalogParameter | CatalogField): object {
  const { of, lists, asked }: Partial<CatalogField & CatalogParameter> = one;
  return {
    field: one.field,
    of,
    type: one.type,
    lists,
    name: one.name,
    required: one.required,
    asked,
    enum: one.enum,
    values: one.values,
    description: one.description,
    gone: one.gone,
  };
}

function choiceOf({ field, value, gone }: CatalogChoice): object {
  return { field, value, gone };
}

/** By code points, so that the order is the same on every machine. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  return index === -1 ? 0 : (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}
