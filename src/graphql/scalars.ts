import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { createGraphQLError } from '../graphql-error.ts';
import { exactNumber, isExactNumber, isJsonObject, type Json } from '../json.ts';
import { limits } from '../limits.ts';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** graphql-scalars' JSON, but for numbers in a document: it rounds them, and a 64-bit id must keep its digits. */
export function createJsonScalars(): { readonly JSON: GraphQLScalarType; readonly JSONObject: GraphQLScalarType } {
  return {
    JSON: new GraphQLScalarType({
      ...GraphQLJSON.toConfig(),
      description: 'Any JSON value. Numbers keep all of their digits, both ways.',
      parseValue: (value) => checked(value),
      parseLiteral: (node, variables) => checked(readLiteral(node, variables)),
    }),
    JSONObject: new GraphQLScalarType({
      ...GraphQLJSONObject.toConfig(),
      description: 'A JSON object. Numbers keep all of their digits, both ways.',
      serialize: toObject,
      parseValue: (value) => toObject(checked(value)),
      parseLiteral: (node, variables) => toObject(checked(readLiteral(node, variables))),
    }),
  };
}

function toObject(value: unknown): unknown {
  if (isJsonObject(value)) return value;
  throw createGraphQLError(`A JSON object was expected, such as { "key": "value" }, and ${nameOf(value)} came.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Refuses an argument that is too deep or too long; looks no deeper than that. */
function checked(value: unknown): unknown {
  let characters = 0;
  const visit = (inner: unknown, level: number): void => {
    if (typeof inner === 'string') characters += inner.length;
    characters += 2;
    if (characters > limits.argumentCharacters) throw tooLarge('characters', limits.argumentCharacters);
    if (typeof inner !== 'object' || inner === null || isExactNumber(inner)) return;
    if (level > limits.argumentLevels) throw tooLarge('levels', limits.argumentLevels);
    for (const [key, below] of Object.entries(inner)) {
      characters += Array.isArray(inner) ? 0 : key.length;
      visit(below, level + 1);
    }
  };
  visit(value, 1);
  return value;
}

function tooLarge(what: string, limit: number) {
  return createGraphQLError(`A JSON argument has more than ${limit} ${what}, and may have ${limit}.`, {
    extensions: { code: 'LIMIT_EXCEEDED', limit },
  });
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return `a ${typeof value === 'object' ? 'number' : typeof value}`;
}

function readLiteral(node: ValueNode, variables: Variables): Json {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.LIST:
      return node.values.map((value) => readLiteral(value, variables));
    case Kind.OBJECT:
      // fromEntries makes own properties of every name, `__proto__` too.
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, readLiteral(value, variables)]));
    case Kind.VARIABLE:
      return (variables?.[node.name.value] ?? null) as Json;
  }
}
