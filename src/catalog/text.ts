import type { Catalog, CatalogField, CatalogMethod, CatalogParameter } from './catalog.ts';
import { formatJson } from '../text/json-text.ts';

/**
 * The text of a catalog file: methods by category and field, inputs by what identifies them, keys in one order, an input
 * a line where it fits. The same catalog always gives the same text.
 */
export function formatCatalog(catalog: Catalog): string {
  const value = {
    $schema: '../catalog.schema.json',
    connector: catalog.connector,
    version: catalog.version,
    field: catalog.field,
    methods: catalog.methods
      .toSorted((a, b) => inOrder([a.category ?? '', a.field], [b.category ?? '', b.field]))
      .map(methodOf),
  };
  return formatJson(value);
}

function methodOf(method: CatalogMethod): object {
  const { parameters, requestFields, responseFields } = method;
  return {
    field: method.field,
    identifier: method.identifier,
    name: method.name,
    category: method.category,
    description: method.description,
    kind: method.kind,
    records: method.records,
    parameters: parameters?.toSorted((a, b) => inOrder([a.targetName], [b.targetName])).map(inputOf),
    requestFields: sorted(requestFields),
    responseFields: sorted(responseFields),
  };
}

function sorted(fields: readonly CatalogField[] | undefined): readonly object[] | undefined {
  return fields?.toSorted((a, b) => inOrder([a.location], [b.location])).map(inputOf);
}

function inputOf(input: CatalogParameter | CatalogField): object {
  const { name, type, values, description } = input;
  const key = 'location' in input ? { location: input.location } : { targetName: input.targetName };
  return { ...key, name, type, required: 'required' in input ? input.required : undefined, values, description };
}

/** By code points, so that the order is the same on every machine. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  return index === -1 ? 0 : (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}
