import type { Json, JsonObject } from '../json.ts';
import { isAskedFor, isForCallers } from './input-declared.ts';
import { type Branch, fieldsBelow, indexOf, type InputIndex, listsAt, bodyPathOf } from './input-index.ts';
import { areTruths } from './input-values.ts';
import type { ConnectorMethod, InputOption, MethodField, MethodParameter } from './method.ts';

type Input = MethodParameter | MethodField;

/** The choices of an input, as the third-party app was asked for them; undefined where it was not. */
export type ChoicesOf = (input: Input) => readonly InputOption[] | undefined;

/** What a program should know of an input, and a person need not. */
export type CommentOf = (input: Input) => string | undefined;

interface About {
  readonly choicesOf: ChoicesOf;
  readonly commentOf: CommentOf;
}

/**
 * JSON Schema (2020-12) of the `{ parameters, fields }` of a call: what it accepts, a call takes.
 *
 * Every input is there once, under a key that stands for it alone, so that no form can be filled in with what a call
 * refuses: a parameter under its target name and a field along its location, which outlast a release; where that would
 * mean several, under its name; where that would too, under its number. Inputs that callers cannot give are left
 * out: hidden ones, and those that Cyclr fills in. What the listing asks for is required. Types are lenient, because
 * declared ones cannot be relied on. Looked-up choices stand as `oneOf` with `const` and `title`.
 */
export function inputSchema(
  method: ConnectorMethod,
  choicesOf: ChoicesOf = () => undefined,
  commentOf: CommentOf = () => undefined,
): JsonObject {
  const index = indexOf(method);
  const about: About = { choicesOf, commentOf };
  const parameters = parametersSchema(method, index, about);
  const fields = objectOf(fieldProperties(index, about));
  const required = Object.entries({ parameters, fields })
    .filter(([, schema]) => schema['required'] !== undefined)
    .map(([key]) => key);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.name,
    ...described(method),
    type: 'object',
    properties: { parameters, fields },
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** The inputs of a method whose choices a trigger looks up, and that a schema has. */
export function inputsWithTrigger({ parameters, requestFields }: ConnectorMethod): readonly Input[] {
  return [...parameters, ...requestFields].filter((input) => input.triggerName !== null && isForCallers(input));
}

interface Property {
  readonly key: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
}

function objectOf(properties: readonly Property[]): JsonObject {
  const required = properties.filter(({ isRequired }) => isRequired).map(({ key }) => key);
  return {
    type: 'object',
    // fromEntries makes own properties of every name, `__proto__` too.
    properties: Object.fromEntries(properties.map(({ key, schema }) => [key, schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function parametersSchema({ parameters }: ConnectorMethod, { parameters: keys }: InputIndex, about: About): JsonObject {
  function keyOf(parameter: MethodParameter): string {
    const isClear = (key: string) => keys.find(key).length === 1 && keys.find(key)[0] === parameter;
    return [parameter.targetName, parameter.name].find(isClear) ?? parameter.id;
  }
  return objectOf(
    parameters.filter(isForCallers).map((parameter): Property => {
      const schema = valueSchema(parameter, about);
      return {
        key: keyOf(parameter),
        schema: parameter.sensitive ? { ...schema, writeOnly: true } : schema,
        isRequired: isAskedFor(parameter),
      };
    }),
  );
}

function fieldProperties({ fields: keys, root }: InputIndex, about: About): readonly Property[] {
  /** Those that have no key of their own along their locations. */
  const loose: MethodField[] = [...root.fields];
  const nested = [...root.children].flatMap(([key, branch]): readonly Property[] => {
    const [meant, ...others] = keys.find(key);
    if (meant === branch && others.length === 0) return propertyOf(key, branch, loose, about);
    loose.push(...fieldsBelow(branch));
    return [];
  });

  function keyOf(field: MethodField): string {
    const isClear = (key: string) => {
      const meant = keys.find(key).flatMap(fieldsBelow);
      return meant.length === 1 && meant[0] === field;
    };
    return [field.location, field.name].find(isClear) ?? field.id;
  }
  return [...nested, ...loose.filter(isForCallers).map((field) => fieldProperty(keyOf(field), field, about))];
}

/** None where nothing is left below that has a key of its own, and that callers have something to say with. */
function propertyOf(
  key: string,
  { children, fields, bodyPath }: Branch,
  loose: MethodField[],
  about: About,
): readonly Property[] {
  const [field, ...others] = fields;
  if (children.size === 0 && field !== undefined && others.length === 0) {
    return isForCallers(field) ? [fieldProperty(key, field, about)] : [];
  }
  loose.push(...fields);
  const below = [...children].flatMap(([name, child]) => propertyOf(name, child, loose, about));
  if (below.length === 0) return [];
  const isRequired = below.some((one) => one.isRequired);
  return [{ key, schema: listOf(objectOf(below), listsAt(bodyPath)), isRequired }];
}

function fieldProperty(key: string, field: MethodField, about: About): Property {
  const isRequired = isAskedFor(field);
  if (listsAt(bodyPathOf(field.location)) === 0) return { key, schema: valueSchema(field, about), isRequired };
  const type = isRequired ? 'array' : ['array', 'null'];
  return {
    key,
    schema: { title: field.name, ...described(field), type, items: typeOf(field, about, false) },
    isRequired,
  };
}

function listOf(schema: JsonObject, levels: number): JsonObject {
  return levels === 0 ? schema : { type: 'array', items: listOf(schema, levels - 1) };
}

function valueSchema(input: Input, about: About): JsonObject {
  const comment = about.commentOf(input);
  return {
    title: input.name,
    ...described(input),
    ...(comment !== undefined && { $comment: comment }),
    ...typeOf(input, about, isAskedFor(input)),
  };
}

function described({ description }: { readonly description: string | null }): JsonObject {
  return description === null || description === '' ? {} : { description };
}

/** The declared type comes first: where there are several, form generators go by the first. */
function typeOf(input: Input, about: About, isRequired: boolean): JsonObject {
  const { dataType, values } = input;
  const choices = about.choicesOf(input) ?? [];
  if (choices.length > 0) return { oneOf: toChoices(choices) };
  if (values.length > 0) return { enum: valuesOf(values) };
  const types = typesOf(dataType);
  return {
    type: isRequired ? types : [...types, 'null'],
    ...(dataType === 'DateTime' && { format: 'date-time' }),
  };
}

/** Each value once: two of the same would make both of them invalid. */
function toChoices(choices: readonly InputOption[]): readonly Json[] {
  const titles = new Map(choices.toReversed().map(({ name, value }) => [value, name ?? value]));
  return [...titles].toReversed().map(([value, title]) => ({ const: value, title }));
}

/** The texts, then what else they are taken for: a number and a truth are given as such as often as in quotes. */
function valuesOf(values: readonly string[]): readonly Json[] {
  const numbers = values.filter((value) => String(Number(value)) === value && Number.isFinite(Number(value)));
  const truths = areTruths(values) ? values.filter((value) => /^\s*(?:true|false)\s*$/i.test(value)) : [];
  return [
    ...new Set<Json>([
      ...values,
      ...numbers.map(Number),
      ...truths.map((value) => value.trim().toLowerCase() === 'true'),
    ]),
  ];
}

function typesOf(dataType: string): readonly string[] {
  switch (dataType) {
    case 'Integer':
    case 'Float':
    case 'Decimal':
      return ['number', 'string'];
    case 'Boolean':
      return ['boolean', 'string', 'number'];
    case 'Text':
    case 'DateTime':
    case 'File':
      return ['string', 'number', 'boolean'];
    default:
      return ['string', 'number', 'boolean', 'object', 'array'];
  }
}
