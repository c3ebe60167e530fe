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

/** An input with what the catalog says of it. */
interface Input {
  readonly type: InputOptions['type'];
  readonly required: boolean;
  readonly about: About;
}

type About = CatalogField | CatalogParameter;

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

const extraInput: Input = {
  type: 'JSONObject' as AnyType,
  required: false,
  about: { field: '', description: 'Further fields, by the app’s own keys.' },
};

/** The inputs of a catalog, each type once, whichever methods take it. */
export function createInputTypes(builder: Builder, { catalog, values, nameOf, writes }: InputTypesOptions): InputTypes {
  const objects = new Map<string, InputRef<object>>();
  const inputs = new Map<string, InputRef<object>>();
  const byInput = Map.groupBy(writes, ({ input }) => input);

  function objectOf(name: string): InputRef<object> {
    const known = objects.get(name);
    if (known !== undefined) return known;
    const ref = builder.inputRef<object>(nameOf(name));
    objects.set(name, ref);
    const fields = present(catalog.inputs[name] ?? []).map((one) => [one.field, fieldInput(one)] as const);
    ref.implement({
      fields: (t) =>
        Object.fromEntries(Object.entries(toOptions(new Map(fields))).map(([field, one]) => [field, t.field(one)])),
    });
    return ref;
  }

  function fieldInput(about: CatalogField): Input {
    const { key = '', lists = 0, of } = about;
    const type = (of === undefined ? inputRefOf(values, about, key) : objectOf(of)) as AnyType;
    return { type: lists > 0 ? [type] : type, required: false, about };
  }

  function parameterInput(parameter: CatalogParameter): Input {
    const { targetName, required = false } = parameter;
    return { type: inputRefOf(values, parameter, targetName), required, about: parameter };
  }

  function inputsOf({ parameters = [], fields = [], extra }: CatalogMethod): ReadonlyMap<string, Input> {
    return new Map([
      ...present(parameters).map((one): [string, Input] => [one.field, parameterInput(one)]),
      ...present(fields).map((one): [string, Input] => [one.field, fieldInput(one)]),
      ...(extra === undefined ? [] : [[extra, extraInput] as const]),
    ]);
  }

  return {
    optionsOf: (method) => toOptions(inputsOf(method)),
    inputOf({ input }) {
      if (input === undefined) return undefined;
      const known = inputs.get(input);
      if (known !== undefined) return known;
      const methods = (byInput.get(input) ?? []).toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
      const options = toOptions(united(methods.map(inputsOf)));
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

function toOptions(inputs: ReadonlyMap<string, Input>): AllInputOptions {
  return Object.fromEntries(
    Array.from(inputs, ([name, { type, required, about }]) => {
      // That a call needs it, its type says.
      const description = describedValue(required ? { ...about, required: false } : about, true);
      return [name, { type, required, ...(description !== undefined && { description }) }];
    }),
  );
}

function present<Item extends { readonly gone?: boolean | undefined }>(items: readonly Item[]): readonly Item[] {
  return items.filter(({ gone }) => gone !== true);
}

/** The inputs of several methods; required, and said to be so, is what all of them need. */
function united(all: readonly ReadonlyMap<string, Input>[]): ReadonlyMap<string, Input> {
  const names = new Set(all.flatMap((one) => [...one.keys()]));
  return new Map(
    [...names].flatMap((name) => {
      const found = all.flatMap((one) => one.get(name) ?? []);
      const [first] = found;
      if (first === undefined) return [];
      const required = found.length === all.length && found.every((one) => one.required);
      const isAsked = found.every(({ about }) => about.required === true || ('asked' in about && about.asked === true));
      return [[name, { ...first, required, about: { ...first.about, required: isAsked, asked: false } }] as const];
    }),
  );
}
