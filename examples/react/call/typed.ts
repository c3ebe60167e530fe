import type { Catalog, CatalogField } from '../../../src/catalog/catalog.ts';
import { isObject } from '../json.ts';
import type { TypedMethods } from '../typed-methods.ts';
import type { Variables } from './call.ts';

/** A call as the types of its connector say it. */
export interface TypedCall {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * The same call with types, as a catalog has them. Undefined where it has none for the method, or for one of the inputs
 * that are given.
 *
 * @param method a MethodUniqueIdentifier
 */
export function typedCall(
  { catalogs, documents }: TypedMethods,
  method: string,
  { connector, parameters = {}, fields = {} }: Variables,
): TypedCall | undefined {
  const catalog = catalogs.find(({ methods }) => methods.some(({ identifier }) => identifier === method));
  const typed = catalog?.methods.find(({ identifier }) => identifier === method);
  const document = documents[method];
  if (catalog === undefined || typed === undefined || document === undefined) return undefined;

  const toField = byKey(typed.fields ?? [], ({ key = '' }) => key);
  const named = namedBy(
    catalog,
    byKey(typed.parameters ?? [], ({ targetName }) => targetName),
    parameters,
  );
  const [known, others] = divided(fields, (key) => toField.has(key));
  const namedFields = namedBy(catalog, toField, known);
  const hasOthers = Object.keys(others).length > 0;
  if (named === undefined || namedFields === undefined || (hasOthers && typed.extra === undefined)) return undefined;

  const inputs = { ...named, ...namedFields, ...(hasOthers && { [typed.extra ?? '']: others }) };
  const isWrite = document.startsWith('mutation');
  return { document, variables: { accountConnectorId: connector, ...(isWrite ? { input: inputs } : inputs) } };
}

type Names = ReadonlyMap<string, CatalogField>;

function byKey<Field extends CatalogField>(fields: readonly Field[], keyOf: (field: Field) => string): Names {
  return new Map(fields.filter(({ gone }) => gone !== true).map((one) => [keyOf(one), one]));
}

/** Undefined where a key has no name, at any depth. */
function namedBy(catalog: Catalog, names: Names, given: Given): Given | undefined {
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(given)) {
    const field = names.get(key);
    const typed = field && typedValue(catalog, field, value);
    if (field === undefined || typed === undefined) return undefined;
    entries.push([field.field, typed]);
  }
  return Object.fromEntries(entries);
}

function typedValue(catalog: Catalog, field: CatalogField, value: unknown): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one: unknown) => typedValue(catalog, field, one));
    return all.includes(undefined) ? undefined : all;
  }
  const { of, enum: choices, type } = field;
  if (of !== undefined && isObject(value)) {
    return namedBy(
      catalog,
      byKey(catalog.inputs[of] ?? [], ({ key = '' }) => key),
      value,
    );
  }
  if (choices !== undefined) return catalog.enums[choices]?.find((one) => one.value === value)?.field ?? value;
  return type === 'Boolean' && typeof value === 'string' ? /^(?:true|t|yes|y|1)$/i.test(value) : value;
}

function divided(given: Given, isKnown: (key: string) => boolean): readonly [known: Given, others: Given] {
  const entries = Object.entries(given);
  return [
    Object.fromEntries(entries.filter(([key]) => isKnown(key))),
    Object.fromEntries(entries.filter(([key]) => !isKnown(key))),
  ];
}
