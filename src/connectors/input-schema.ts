import type { Json, JsonObject } from '../json.ts';
import { type Branch, fieldsBelow, indexOf, type InputIndex } from './input-index.ts';
import { parseLocation } from './location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/**
 * JSON Schema (2020-12) of the `{ parameters, fields }` of a call: what it accepts, a call takes.
 *
 * Every input is there once, under a key that stands for it alone, so that no form can be filled in with what a call
 * refuses: a parameter under its target name and a field along its location, which outlast a release; where that would
 * mean several, under its name; where that would too, under its number. Types are lenient, because declared ones cannot
 * be relied on, and there is no `format`, because a listing tells none. Only what Cyclr refuses to miss is required: what
 * the URL is made of. Fields that look required may be hidden ones that Cyclr fills in.
 */
export function inputSchema(method: ConnectorMethod): JsonObject {
  const index = indexOf(method);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.name,
    ...described(method),
    ...objectOf(
      [
        ['parameters', parametersSchema(method, index)],
        ['fields', objectOf(fieldProperties(index))],
      ],
      method.parameters.some(isNeeded) ? ['parameters'] : [],
    ),
  };
}

type Property = readonly [key: string, schema: JsonObject];

function objectOf(properties: readonly Property[], required: readonly string[] = []): JsonObject {
  return {
    type: 'object',
    // fromEntries makes own properties of every name, `__proto__` too.
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function parametersSchema({ parameters }: ConnectorMethod, { parameters: keys }: InputIndex): JsonObject {
  function keyOf(parameter: MethodParameter): string {
    const isClear = (key: string) => keys.find(key).length === 1 && keys.find(key)[0] === parameter;
    return [parameter.targetName, parameter.name].find(isClear) ?? parameter.id;
  }
  return objectOf(
    parameters.map((parameter): Property => {
      const schema = valueSchema(parameter, isNeeded(parameter));
      return [keyOf(parameter), parameter.sensitive ? { ...schema, writeOnly: true } : schema];
    }),
    parameters.filter(isNeeded).map(keyOf),
  );
}

function isNeeded({ targetType, optional }: MethodParameter): boolean {
  return targetType === 'MergeField' && !optional;
}

function fieldProperties({ fields: keys, root }: InputIndex): readonly Property[] {
  /** Those that have no key of their own along their locations. */
  const loose: MethodField[] = [...root.fields];
  const nested = [...root.children].flatMap(([key, branch]): readonly Property[] => {
    const [meant, ...others] = keys.find(key);
    if (meant === branch && others.length === 0) return propertyOf(key, branch, loose);
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
  return [...nested, ...loose.map((field): Property => [keyOf(field), fieldSchema(field)])];
}

/** None where nothing is left below that has a key of its own. */
function propertyOf(key: string, branch: Branch, loose: MethodField[]): readonly Property[] {
  const { children, fields, isList } = branch;
  const [field, ...others] = fields;
  if (children.size === 0 && field !== undefined && others.length === 0) return [[key, fieldSchema(field)]];
  loose.push(...fields);
  const below = [...children].flatMap(([name, child]) => propertyOf(name, child, loose));
  if (below.length === 0) return [];
  // Fields have one number for all rows, so there is one row: several go as a body of the caller's own.
  return [[key, isList ? { type: 'array', items: objectOf(below), minItems: 1, maxItems: 1 } : objectOf(below)]];
}

function fieldSchema(field: MethodField): JsonObject {
  const isList = parseLocation(field.location).at(-1)?.many === true;
  if (!isList) return valueSchema(field, false);
  return { title: field.name, ...described(field), type: ['array', 'null'], items: typeOf(field, false) };
}

function valueSchema(input: MethodParameter | MethodField, needed: boolean): JsonObject {
  return { title: input.name, ...described(input), ...typeOf(input, needed) };
}

function described({ description }: { readonly description: string | null }): JsonObject {
  return description === null || description === '' ? {} : { description };
}

/** The declared type comes first: where there are several, form generators go by the first. */
function typeOf({ dataType, values }: MethodParameter | MethodField, needed: boolean): JsonObject {
  if (values.length > 0) return { enum: choicesOf(values, dataType) };
  const types = typesOf(dataType);
  return { type: needed ? types : [...types, 'null'] };
}

/** The texts, then what else they are taken for: a number is given as such as often as in quotes. */
function choicesOf(values: readonly string[], dataType: string): readonly Json[] {
  const numbers = values.filter((value) => String(Number(value)) === value && Number.isFinite(Number(value)));
  const booleans = dataType === 'Boolean' ? values.filter((value) => /^(?:true|false)$/i.test(value)) : [];
  return [
    ...new Set<Json>([...values, ...numbers.map(Number), ...booleans.map((value) => value.toLowerCase() === 'true')]),
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
