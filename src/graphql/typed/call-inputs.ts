import type { CatalogField, CatalogMethod, CatalogParameter } from '../../catalog/catalog.ts';
import { type DataType, scalarOf, toInput } from '../../connectors/value.ts';
import { badUserInput, type Problem } from '../../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Builder } from '../builder.ts';
import { toFieldName, uniqueNames, upperFirst } from '../../catalog/names.ts';
import { addChoices } from './choices.ts';
import { described } from './described.ts';
import { locationTree, type Place } from './location-tree.ts';
import type { TypeNames } from './type-names.ts';

/** The inputs of a method as arguments, or as the fields of an input type. */
export interface CallInputs {
  readonly isEmpty: boolean;
  /** As `t.arg` takes them, by name. */
  readonly options: Readonly<Record<string, InputOptions>>;
  /** Back to what the method calls them. Throws `BAD_USER_INPUT` with all that cannot be given by fields. */
  read(args: JsonObject): { readonly parameters: JsonObject; readonly fields: JsonObject };
}

export interface InputOptions {
  readonly type: AnyType | [AnyType];
  readonly required: boolean;
  readonly description: string;
}

/** A type that is made at run time, so that the compiler can know no more of it than that its values are JSON. */
type AnyType = 'JSON';

export interface CallInputsOptions {
  /** The beginning of the names of nested types. */
  readonly typeName: string;
  readonly method: CatalogMethod;
}

/** What every object has, such as `constructor`. The executor takes an argument of such a name for one that was given. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Parameters and request fields side by side. Where both would have one name, the parameter has it. */
export function createCallInputs(builder: Builder, names: TypeNames, options: CallInputsOptions): CallInputs {
  const { typeName, method } = options;
  const { parameters = [], requestFields = [], identifier } = method;
  const parameterNames = uniqueNames(
    parameters.map(({ targetName }) => targetName),
    toFieldName,
    inherited,
  );
  const places = locationTree(requestFields, [], new Set([...inherited, ...parameterNames.values()])).below;
  const inputs: readonly Input[] = [
    ...parameters.map((one) => parameterInput(parameterNames.get(one.targetName) ?? one.targetName, one)),
    ...Array.from(places, ([name, place]) => placeInput(typeName, name, place)),
  ];

  function parameterInput(name: string, parameter: CatalogParameter): Input {
    const { targetName, type, required = false } = parameter;
    return {
      name,
      options: { type: valueType(typeName, name, parameter, targetName), required, description: described(parameter) },
      read: (value, into) => into.parameters.push([targetName, toInput(type, value)]),
    };
  }

  function placeInput(owner: string, name: string, place: Place<CatalogField>): Input {
    const { key, lists, field } = place;
    const description = field === undefined ? `“${key}” of what is sent.` : described(field);
    const below = Array.from(place.below, ([inner, one]) => placeInput(`${owner}${upperFirst(name)}`, inner, one));
    const type =
      below.length > 0
        ? objectType(`${owner}${upperFirst(name)}`, description, below)
        : field === undefined
          ? 'JSON'
          : valueType(owner, name, field, key);
    return {
      name,
      options: { type: lists > 0 ? [type] : type, required: false, description },
      read: (value, into, path) => {
        if (below.length === 0) {
          if (field !== undefined) into.fields.push([field.location, toInputs(field.type, value)]);
          return;
        }
        const [row, ...others] = Array.isArray(value) ? (value as readonly Json[]) : [value];
        if (others.length > 0) into.problems.push(severalRows(path, others.length + 1));
        if (isJsonObject(row)) readInputs(below, row, into, lists > 0 ? [...path, 0] : path);
      },
    };
  }

  function objectType(name: string, description: string, below: readonly Input[]): AnyType {
    return builder.inputType(names.take(`${name}Input`, identifier), {
      description,
      fields: (t) => Object.fromEntries(below.map((one) => [one.name, t.field(one.options)])),
    }) as unknown as AnyType;
  }

  function valueType(owner: string, name: string, input: CatalogParameter | CatalogField, key: string): AnyType {
    const scalar = scalarOf(input.type, key);
    if (input.values === undefined || scalar === 'Boolean') return scalar as AnyType;
    return addChoices(builder, names, {
      typeName: `${owner}${upperFirst(name)}`,
      key: identifier,
      description: `Choices: ${described(input)}`,
      values: input.values,
    }).ref as unknown as AnyType;
  }

  return {
    isEmpty: inputs.length === 0,
    options: Object.fromEntries(inputs.map((one) => [one.name, one.options])),
    read(args) {
      const into: Into = { parameters: [], fields: [], problems: [] };
      readInputs(inputs, args, into, []);
      if (into.problems.length > 0) throw badUserInput(`"${method.name}" cannot be called`, into.problems);
      return { parameters: Object.fromEntries(into.parameters), fields: Object.fromEntries(into.fields) };
    },
  };
}

interface Input {
  readonly name: string;
  readonly options: InputOptions;
  read(value: Json, into: Into, path: Path): void;
}

interface Into {
  readonly parameters: [string, Json][];
  readonly fields: [string, Json][];
  readonly problems: Problem[];
}

type Path = readonly (string | number)[];

function readInputs(inputs: readonly Input[], given: JsonObject, into: Into, path: Path): void {
  for (const input of inputs) {
    const value = Object.hasOwn(given, input.name) ? given[input.name] : undefined;
    if (value !== undefined) input.read(value, into, [...path, input.name]);
  }
}

function toInputs(type: DataType, value: Json): Json {
  return Array.isArray(value) ? (value as readonly Json[]).map((item) => toInput(type, item)) : toInput(type, value);
}

function severalRows(path: Path, rows: number): Problem {
  const message = `${rows} rows cannot be given by fields, which have one number for all rows: use callConnectorMethodWithBody.`;
  return { path, message, suggestions: [] };
}
