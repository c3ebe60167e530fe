import { type ASTNode, GraphQLScalarType, Kind, TokenKind, type ValueNode } from 'graphql';
import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { isNumberText } from '../connectors/value.ts';
import type { Problem } from '../errors.ts';
import { createGraphQLError } from '../graphql-error.ts';
import { exactNumber, type ExactNumber, isExactNumber, isJsonObject, type Json } from '../json.ts';
import { limits } from '../limits.ts';
import { quoted } from '../text/quoted.ts';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** The scalars JSON and JSONObject of graphql-scalars, except that numbers in a document keep their digits. */
export function createJsonScalars(): { readonly JSON: GraphQLScalarType; readonly JSONObject: GraphQLScalarType } {
  return {
    JSON: new GraphQLScalarType({
      ...GraphQLJSON.toConfig(),
      description: 'Any JSON value. Numbers keep all of their digits, both ways.',
      parseValue: (value) => checked(value),
      parseLiteral: (node, variables) => checked(readRoot(node, variables), node),
    }),
    JSONObject: new GraphQLScalarType({
      ...GraphQLJSONObject.toConfig(),
      description: 'A JSON object. Numbers keep all of their digits, both ways.',
      serialize: (value) => toObject(value),
      parseValue: (value) => toObject(checked(value)),
      parseLiteral: (node, variables) => toObject(checked(readRoot(node, variables), node), node),
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
      return toDecimal(isScalar ? node.value : readRoot(node, undefined), node);
    },
  });
}

function toDecimal(value: unknown, node?: ValueNode): number | ExactNumber {
  if (isExactNumber(value)) return value;
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  if (isNumberText(text)) return exactNumber(text);
  const given = typeof value === 'string' ? quoted(value) : nameOf(value);
  throw wrong(`Expected a number, such as 12.5 or "12.50"; got ${given}.`, node);
}

function toObject(value: unknown, node?: ValueNode): unknown {
  if (isJsonObject(value)) return value;
  throw wrong(`Expected a JSON object, such as { "key": "value" }; got ${nameOf(value)}.`, node);
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
  return wrong(message, node, { code: 'LIMIT_EXCEEDED', limit });
}

/** An argument that is not the JSON it should be, at its place in the document where it stands there. */
function wrong(
  message: string,
  node: ASTNode | undefined,
  extensions: Readonly<Record<string, unknown>> = {},
  path: readonly (string | number)[] = pathOf(node),
) {
  const problems: readonly Problem[] = [{ path, message, suggestions: [] }];
  return createGraphQLError(message, {
    ...(node && { nodes: [node] }),
    extensions: { code: 'BAD_USER_INPUT', ...extensions, problems },
  });
}

/** The argument or input field that a literal is the value of. A scalar is not told; the text before the literal says it. */
function pathOf(node: ASTNode | undefined): readonly string[] {
  const [colon, name] = [before(node?.loc?.startToken), before(before(node?.loc?.startToken))];
  return colon?.kind === TokenKind.COLON && name?.kind === TokenKind.NAME ? [name.value] : [];
}

type Token = NonNullable<ASTNode['loc']>['startToken'];

function before(token: Token | null | undefined): Token | null | undefined {
  let found = token?.prev;
  while (found?.kind === TokenKind.COMMENT) found = found.prev;
  return found;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  return `a ${typeof value === 'object' ? 'number' : typeof value}`;
}

function readRoot(node: ValueNode, variables: Variables): Json {
  return readLiteral(node, variables, pathOf(node)) ?? null;
}

/** Undefined for a variable that was not given: it leaves out its key, and is null in a list. */
function readLiteral(node: ValueNode, variables: Variables, path: readonly (string | number)[]): Json | undefined {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.ENUM:
      throw wrong(`${node.value} is not a JSON value. Write a text in quotes: "${node.value}".`, node, {}, path);
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.LIST:
      return node.values.map((value, index) => readLiteral(value, variables, [...path, index]) ?? null);
    case Kind.OBJECT: {
      const entries = new Map<string, Json>();
      const seen = new Set<string>();
      for (const { name, value } of node.fields) {
        const at = [...path, name.value];
        if (seen.has(name.value)) {
          throw wrong(`The key "${name.value}" is given twice. Give it once.`, name, {}, at);
        }
        seen.add(name.value);
        const read = readLiteral(value, variables, at);
        if (read !== undefined) entries.set(name.value, read);
      }
      // fromEntries makes own properties of every name, `__proto__` too.
      return Object.fromEntries(entries);
    }
    case Kind.VARIABLE: {
      const { value: name } = node.name;
      return variables && Object.hasOwn(variables, name) ? (variables[name] as Json | undefined) : undefined;
    }
  }
}
