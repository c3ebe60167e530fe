import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { isNumberText } from '../connectors/value.ts';
import { exactNumber, type ExactNumber, isExactNumber } from '../numbers/exact-number.ts';
import { isJsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { quoted } from '../text/quoted.ts';
import { jsonError, readJsonLiteral } from './json-literals.ts';

/** The scalars JSON and JSONObject of graphql-scalars, except that numbers in a document keep their digits. */
export function createJsonScalars(): { readonly JSON: GraphQLScalarType; readonly JSONObject: GraphQLScalarType } {
  return {
    JSON: new GraphQLScalarType({
      ...GraphQLJSON.toConfig(),
      description: 'Any JSON value. Numbers keep all of their digits, both ways.',
      parseValue: (value) => checked(value),
      parseLiteral: (node, variables) => checked(readJsonLiteral(node, variables), node),
    }),
    JSONObject: new GraphQLScalarType({
      ...GraphQLJSONObject.toConfig(),
      description: 'A JSON object. Numbers keep all of their digits, both ways.',
      serialize: (value) => toObject(value),
      parseValue: (value) => toObject(checked(value)),
      parseLiteral: (node, variables) => toObject(checked(readJsonLiteral(node, variables), node), node),
    }),
  };
}

/**
 * A number with all of its digits, for inputs. GraphQL's own `Int` has 32 bits, and its `Float` would change a price of
 * `12345678901234567.89`.
 */
export function createDecimalScalar(): GraphQLScalarType {
  return new GraphQLScalarType({
    name: 'Decimal',
    description: 'A number with all of its digits, both ways: given as a number, or as a text such as "12.50".',
    serialize: (value) => toDecimal(value),
    parseValue: (value) => toDecimal(value),
    parseLiteral: (node) => {
      const isScalar = node.kind === Kind.INT || node.kind === Kind.FLOAT || node.kind === Kind.STRING;
      return toDecimal(isScalar ? node.value : readJsonLiteral(node, undefined), node);
    },
  });
}

function toDecimal(value: unknown, node?: ValueNode): number | ExactNumber {
  if (isExactNumber(value)) return value;
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  if (isNumberText(text)) return exactNumber(text);
  const given = typeof value === 'string' ? quoted(value) : nameOf(value);
  throw jsonError(`Expected a number, such as 12.5 or "12.50"; got ${given}.`, node);
}

function toObject(value: unknown, node?: ValueNode): unknown {
  if (isJsonObject(value)) return value;
  throw jsonError(`Expected a JSON object, such as { "key": "value" }; got ${nameOf(value)}.`, node);
}

/** Refuses an argument that is too deep or too long, and stops reading at the limit. */
function checked(value: unknown, node?: ValueNode): unknown {
  let characters = 0;
  const visit = (inner: unknown, level: number): void => {
    if (typeof inner === 'string') characters += inner.length;
    characters += 2;
    if (characters > limits.argumentCharacters) throw tooLarge('characters', limits.argumentCharacters, node);
    if (typeof inner !== 'object' || inner === null || isExactNumber(inner)) return;
    if (level > limits.argumentLevels) throw tooLarge('levels', limits.argumentLevels, node);
    for (const [key, below] of Object.entries(inner)) {
      characters += Array.isArray(inner) ? 0 : key.length;
      visit(below, level + 1);
    }
  };
  visit(value, 1);
  return value;
}

function tooLarge(what: string, limit: number, node: ValueNode | undefined) {
  const message = `The JSON argument has too many ${what}; the limit is ${limit}.`;
  return jsonError(message, node, { code: 'LIMIT_EXCEEDED', limit });
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  return `a ${typeof value === 'object' ? 'number' : typeof value}`;
}
