import type { Catalog, CatalogField } from '../../catalog/catalog.ts';
import { inputScalarOf, type InputScalarName, type ScalarName, scalarOf } from '../../connectors/value.ts';
import type { Builder, EnumRef } from '../builder.ts';
import { type Truth, truthOf } from '../../connectors/truth.ts';

/** What a value is in the graph. */
export type ValueType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarName; readonly truth: Truth | undefined }
  | { readonly kind: 'enum'; readonly ref: EnumRef<string>; readonly byText: ReadonlyMap<string, string> };

export type ValueTypes = (value: Pick<CatalogField, 'type' | 'values' | 'enum'>, key: string) => ValueType;

/** The scalars and enums of a catalog; each enum once. `nameOf` gives a type its whole name. */
export function createValueTypes(builder: Builder, catalog: Catalog, nameOf: (name: string) => string): ValueTypes {
  const enums = new Map<string, ValueType>();
  return ({ type = 'Undefined', values, enum: name }, key) => {
    if (name !== undefined) {
      const found = enums.get(name) ?? addEnum(builder, catalog, name, nameOf);
      enums.set(name, found);
      return found;
    }
    const truth = truthOf(values, type);
    return { kind: 'scalar', scalar: truth === undefined ? scalarOf(type, key) : 'Boolean', truth };
  };
}

/** The type as the builder takes it: made at run time, so that the compiler knows no more than that values are JSON. */
export function refOf(type: ValueType): 'JSON' {
  return (type.kind === 'enum' ? type.ref : type.scalar) as 'JSON';
}

/** The type of an input, as the builder takes it. What is declared a number is a `Decimal`, which keeps every digit. */
export function inputRefOf(
  values: ValueTypes,
  input: Pick<CatalogField, 'type' | 'values' | 'enum'>,
  key: string,
): 'JSON' {
  const type = values(input, key);
  if (type.kind === 'enum' || type.truth !== undefined) return refOf(type);
  return inputScalarOf(input.type ?? 'Undefined', key) satisfies InputScalarName as 'JSON';
}

function addEnum(builder: Builder, catalog: Catalog, name: string, nameOf: (name: string) => string): ValueType {
  const choices = (catalog.enums[name] ?? []).filter(({ gone }) => gone !== true);
  const ref = builder.enumType(nameOf(name), {
    values: Object.fromEntries(
      choices.map(({ field, value }) => [field, { value, ...(value !== field && { description: `“${value}”` }) }]),
    ),
  }) as EnumRef<string>;
  // Other spelling in capitals and outer space is the same value, where it is no other's.
  const folded = choices.map(({ value }): [string, string] => [value.trim().toLowerCase(), value]);
  const exact = choices.map(({ value }): [string, string] => [value, value]);
  return { kind: 'enum', ref, byText: new Map([...folded.toReversed(), ...exact]) };
}
