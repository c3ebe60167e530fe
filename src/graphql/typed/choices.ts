import type { Builder, EnumRef } from '../builder.ts';
import { toEnumName, uniqueNames } from '../../catalog/names.ts';
import type { TypeNames } from './type-names.ts';

/** An enum of the values that a connector declares for an input or a field. */
export interface Choices {
  readonly ref: EnumRef<string>;
  /** The value that each text stands for: its own, and in lower case where that is no other's. */
  readonly byText: ReadonlyMap<string, string>;
}

export interface ChoicesOptions {
  readonly typeName: string;
  readonly key: string;
  readonly description: string;
  readonly values: readonly string[];
}

export function addChoices(builder: Builder, names: TypeNames, options: ChoicesOptions): Choices {
  const { typeName, key, description, values } = options;
  const byName = uniqueNames(values, toEnumName);
  const ref = builder.enumType(names.take(typeName, key), {
    description,
    values: Object.fromEntries(
      values.map((value) => [byName.get(value) ?? value, { value, description: `“${value}” in the third-party app.` }]),
    ),
  }) as EnumRef<string>;
  const folded = values.map((value): [string, string] => [value.trim().toLowerCase(), value]);
  return { ref, byText: new Map([...folded.toReversed(), ...values.map((value): [string, string] => [value, value])]) };
}
