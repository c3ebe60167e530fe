import { type ASTNode, type GraphQLError, Kind, TokenKind, type ValueNode } from 'graphql';
import type { Problem } from '../errors.ts';
import { createGraphQLError } from '../graphql-error.ts';
import { exactNumber } from '../numbers/exact-number.ts';
import { type Json } from '../json.ts';

export type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** The JSON of a literal in a document. Numbers keep all of their digits. */
export function readJsonLiteral(node: ValueNode, variables: Variables): Json {
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
      throw jsonError(`${node.value} is not a JSON value. Write a text in quotes: "${node.value}".`, node, {}, path);
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
          throw jsonError(`The key "${name.value}" is given twice. Give it once.`, name, {}, at);
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

/** The error of an argument that is not the JSON it should be, with its place in the document where it has one. */
export function jsonError(
  message: string,
  node: ASTNode | undefined,
  extensions: Readonly<Record<string, unknown>> = {},
  path: readonly (string | number)[] = pathOf(node),
): GraphQLError {
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
