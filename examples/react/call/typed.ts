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

  const toField = new Map((typed.fields ?? []).map((one) => [one.key ?? '', one]));
  const toParameter = new Map((typed.parameters ?? []).map((one) => [one.targetName, one]));
  const named = namedBy(catalog, toParameter, parameters);
  const [known, others] = divided(fields, (key) => toField.has(key));
  const inputs = { ...named, ...namedBy(catalog, toField, known) };
  const isNamed = named !== undefined && (typed.extra !== undefined || Object.keys(others).length === 0);
  if (!isNamed) return undefined;
  const all = { ...inputs, ...(Object.keys(others).length > 0 && { [typed.extra ?? '']: others }) };
  const isWrite = document.startsWith('mutation');
  return { document, variables: { accountConnectorId: connector, ...(isWrite ? { input: all } : all) } };
}

type Names = ReadonlyMap<string, CatalogField>;

/** Undefined where a key has no name. */
function namedBy(catalog: Catalog, names: Names, given: Given): Given | undefined {
  const entries = Object.entries(given).map(([key, value]) => {
    const name = names.get(key);
    return name === undefined ? undefined : ([name.field, typedValue(catalog, name, value)] as const);
  });
  const found = entries.filter((entry) => entry !== undefined);
  return found.length === entries.length ? Object.fromEntries(found) : undefined;
}

function typedValue(catalog: Catalog, field: CatalogField, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => typedValue(catalog, field, one));
  const { of, enum: choices, type } = field;
  if (of !== undefined && isObject(value)) {
    const below = new Map((catalog.inputs[of] ?? []).map((one) => [one.key ?? '', one]));
    return namedBy(catalog, below, value) ?? value;
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
