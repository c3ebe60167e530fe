import type { Catalog, CatalogField, CatalogMethod, CatalogParameter } from '../../catalog/catalog.ts';
import type { Builder, InputRef } from '../builder.ts';
import { describedValue } from './described.ts';
import { listed } from '../../text/quoted.ts';
import { inputRefOf, type ValueTypes } from './value-types.ts';

/** An input as `t.arg` and `t.field` take it. */
export interface InputOptions {
  readonly type: AnyType | [AnyType];
  readonly required: boolean;
  readonly description?: string;
}

/** A type that is made at run time, so that the compiler can know no more of it than that its values are JSON. */
type AnyType = 'JSON';

export type AllInputOptions = Readonly<Record<string, InputOptions>>;

export interface InputTypes {
  /** The inputs of a method by their names in the graph. */
  optionsOf(method: CatalogMethod): AllInputOptions;
  /** The type of a write's `input`; undefined where it takes none. */
  inputOf(method: CatalogMethod): InputRef<object> | undefined;
}

export interface InputTypesOptions {
  readonly catalog: Catalog;
  readonly values: ValueTypes;
  /** Gives a type its whole name. */
  readonly nameOf: (name: string) => string;
  readonly writes: readonly CatalogMethod[];
}

const extraDescription = 'Further fields, by the third-party app’s own keys.';

/** The inputs of a catalog, each type once, whichever methods take it. */
export function createInputTypes(builder: Builder, { catalog, values, nameOf, writes }: InputTypesOptions): InputTypes {
  const { connector } = catalog;
  const objects = new Map<string, InputRef<object>>();
  const inputs = new Map<string, InputRef<object>>();
  const byInput = Map.groupBy(writes, ({ input }) => input);

  function objectOf(name: string): InputRef<object> {
    const known = objects.get(name);
    if (known !== undefined) return known;
    const ref = builder.inputRef<object>(nameOf(name));
    objects.set(name, ref);
    const fields = present(catalog.inputs[name] ?? []).map((one): [string, InputOptions] => [
      one.field,
      fieldOptions(one),
    ]);
    ref.implement({
      description: `“${name.replace(/Input$/, '')}” as ${connector} takes it.`,
      fields: (t) => Object.fromEntries(fields.map(([field, options]) => [field, t.field(options)])),
    });
    return ref;
  }

  function fieldOptions(member: CatalogField): InputOptions {
    const { key = '', lists = 0, of } = member;
    const type = (of === undefined ? inputRefOf(values, member, key) : objectOf(of)) as AnyType;
    return { type: lists > 0 ? [type] : type, required: false, ...descriptionOf(member) };
  }

  function parameterOptions(parameter: CatalogParameter): InputOptions {
    const { targetName, required = false } = parameter;
    return {
      type: inputRefOf(values, parameter, targetName),
      required,
      ...descriptionOf({ ...parameter, required: false }),
    };
  }

  function optionsOf({ parameters = [], fields = [], extra }: CatalogMethod): AllInputOptions {
    return Object.fromEntries([
      ...present(parameters).map((one): [string, InputOptions] => [one.field, parameterOptions(one)]),
      ...present(fields).map((one): [string, InputOptions] => [one.field, fieldOptions(one)]),
      ...(extra === undefined
        ? []
        : [[extra, { type: 'JSONObject' as AnyType, required: false, description: extraDescription }] as const]),
    ]);
  }

  return {
    optionsOf,
    inputOf({ input }) {
      if (input === undefined) return undefined;
      const known = inputs.get(input);
      if (known !== undefined) return known;
      const methods = byInput.get(input) ?? [];
      const options = united(methods.map(optionsOf));
      if (Object.keys(options).length === 0) return undefined;
      const ref = builder.inputType(nameOf(input), {
        description: `What ${listed(methods.map(({ name }) => `“${name}”`).toSorted())} ${methods.length === 1 ? 'takes' : 'take'}.`,
        fields: (t) => Object.fromEntries(Object.entries(options).map(([name, one]) => [name, t.field(one)])),
      }) as unknown as InputRef<object>;
      inputs.set(input, ref);
      return ref;
    },
  };
}

function descriptionOf(value: CatalogField | CatalogParameter): Pick<InputOptions, 'description'> {
  const description = describedValue(value, true);
  return description === undefined ? {} : { description };
}

function present<Item extends { readonly gone?: boolean | undefined }>(items: readonly Item[]): readonly Item[] {
  return items.filter(({ gone }) => gone !== true);
}

/** The inputs of several methods; required is what all of them need. */
function united(all: readonly AllInputOptions[]): AllInputOptions {
  const names = new Set(all.flatMap((one) => Object.keys(one)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const found = all.flatMap((one) => one[name] ?? []);
      const [first] = found;
      const required = found.length === all.length && found.every((one) => one.required);
      return first === undefined ? [] : [[name, { ...first, required }] as const];
    }),
  );
}
