import {
  coerceInputValue,
  getVariableValues,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { createGraphQLError } from '../../graphql-error.ts';
import { type ExactNumber, integerDigits, isExactNumber } from '../../numbers/exact-number.ts';
import { isJsonObject } from '../../json.ts';
import { limits } from '../../limits.ts';
import { printPath, printValue } from '../../text/print-value.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Either the variables as GraphQL can take them, or everything that is wrong with them. */
export type ExactVariables =
  | { readonly variables: Variables; readonly errors?: undefined }
  | { readonly errors: readonly GraphQLError[] };

/**
 * Gives GraphQL the numbers that JavaScript would round. GraphQL's own scalars know no exact number, so each becomes what
 * its declared type makes of it: the digits for `ID`, a `number` for `Int` and `Float`. JSON keeps it as it is. Where a
 * number does not fit its type, the error is GraphQL's own, with the digits that were sent.
 */
export function exactVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Variables,
): ExactVariables {
  if (!Object.values(given).some((value) => holdsExactNumber(value))) return { variables: given };
  const types = typesOf(schema, definitions);
  const entries: [string, unknown][] = [];
  let isSuspect = false;
  for (const [name, value] of Object.entries(given)) {
    const type = types.get(name);
    const prepared = type === undefined ? value : prepare(value, type);
    isSuspect ||= type !== undefined && holdsExactNumber(prepared);
    entries.push([name, prepared]);
  }
  const variables = Object.fromEntries(entries);
  const errors = isSuspect ? errorsOf(schema, definitions, variables, given) : [];
  return errors.length > 0 ? { errors } : { variables };
}

function typeOf(schema: GraphQLSchema, definition: VariableDefinitionNode | undefined): GraphQLInputType | undefined {
  const type = definition && typeFromAST(schema, definition.type);
  return isInputType(type) ? type : undefined;
}

type Types = ReadonlyMap<string, GraphQLInputType>;

/** The types of the variables of an operation, found once. */
function typesOf(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): Types {
  const known = knownTypes.get(definitions);
  if (known?.schema === schema) return known.types;
  const types = new Map(
    definitions.flatMap((definition) => {
      const type = typeOf(schema, definition);
      return type === undefined ? [] : [[definition.variable.name.value, type] as const];
    }),
  );
  knownTypes.set(definitions, { schema, types });
  return types;
}

const knownTypes = new WeakMap<object, { readonly schema: GraphQLSchema; readonly types: Types }>();

/** A number that does not fit where it stands: GraphQL's messages show its digits. */
class Misfit {
  readonly #source: string;
  constructor({ rawJSON }: ExactNumber) {
    this.#source = rawJSON;
  }
  toJSON(): string {
    return this.#source;
  }
}

function prepare(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return prepare(value, type.ofType);
  if (typeof value !== 'object' || value === null) return value;
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((item) => prepare(item, type.ofType)) : prepare(value, type.ofType);
  }
  if (isInputObjectType(type)) {
    if (isExactNumber(value)) return noObject;
    if (!isJsonObject(value)) return value;
    const fields = type.getFields();
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        return [key, field === undefined ? inner : prepare(inner, field.type)];
      }),
    );
  }
  if (isScalarType(type) && !isSpecifiedScalarType(type)) return value;
  return isExactNumber(value) ? toScalar(value, type.name) : legible(value);
}

function toScalar(value: ExactNumber, scalar: string): unknown {
  const source = value.rawJSON;
  const digits = integerDigits(source);
  const number = Number(source);
  if (scalar === 'ID' && digits !== undefined) return digits;
  if (scalar === 'Int' && digits !== undefined && Number.isSafeInteger(number)) return number;
  if (scalar === 'Float' && Number.isFinite(number)) return number;
  return new Misfit(value);
}

/** Stands for a number where an object is expected: GraphQL takes an exact number for an object. */
const noObject = 0n;

/** What GraphQL will refuse, so that it can be printed; it prints no deeper than this. */
function legible(value: unknown, levels = 4): unknown {
  if (isExactNumber(value)) return new Misfit(value);
  if (typeof value !== 'object' || value === null || levels === 0) return value;
  if (Array.isArray(value)) return value.map((item) => legible(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legible(inner, levels - 1)]));
}

/** Whether GraphQL might have to print one. Looks no deeper than an argument may be. */
function holdsExactNumber(value: unknown, level = 0): boolean {
  if (value === noObject) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (isExactNumber(value) || value instanceof Misfit || level > limits.argumentLevels) return true;
  return Object.values(value).some((inner) => holdsExactNumber(inner, level + 1));
}

function errorsOf(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Variables,
  given: Variables,
): readonly GraphQLError[] {
  return definitions.flatMap((definition) => {
    const name = definition.variable.name.value;
    const type = typeOf(schema, definition);
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (type === undefined || value === null || value === undefined) {
      return getVariableValues(schema, [definition], variables).errors ?? [];
    }
    const errors: GraphQLError[] = [];
    coerceInputValue(value, type, (path, _invalid, error) => {
      const place = path.length === 0 ? '' : ` at "${name}${printPath(path)}"`;
      const sent = printValue(at(given[name], path));
      errors.push(
        createGraphQLError(`Variable "$${name}" got invalid value ${sent}${place}; ${sentenceOf(error)}`, {
          nodes: [definition],
          originalError: error,
        }),
      );
    });
    return errors;
  });
}

/** What was sent there. A list of one may have been sent without its brackets. */
function at(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    const isStep = Array.isArray(found) || (isJsonObject(found) && typeof key === 'string');
    if (isStep) found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

/** GraphQL takes every number that is not one of JavaScript's for a fraction. */
function sentenceOf({ message }: GraphQLError): string {
  const source = /^Int cannot represent non-integer value: (\S+)$/.exec(message)?.[1];
  const isInteger = source !== undefined && integerDigits(source) !== undefined;
  return isInteger ? message.replace('non-integer', 'non 32-bit signed integer') : message;
}
