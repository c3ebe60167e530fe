import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Context } from '../context.ts';

/** What an object of a list adds to an answer at least, roughly, in characters; and where it is more. */
const charactersOfObject = 100;
const charactersOf: Readonly<Record<string, number>> = {
  AccountConnector: 300,
  Connector: 300,
  ConnectorField: 300,
  ConnectorMethod: 1000,
  ConnectorParameter: 300,
};

/**
 * Has every list of objects counted before it is opened: a document can multiply lists by aliases, lists and references
 * until an answer is larger than memory, without a single upstream call more. Of mutations they are not: a write has been
 * done, and is answered whatever it takes. The schema's own resolvers stay as they are otherwise.
 */
export function withCountedLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const of = getNamedType(field.type);
      if (!isList(field.type) || isLeafType(of)) continue;
      const characters = charactersOf[of.name] ?? charactersOfObject;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source: unknown, args: object, context: Context, info) =>
        after(resolve(source, args, context, info), (list) => {
          if (Array.isArray(list) && operationOf(info) === 'QUERY')
            context.account.countAnswer(list.length * characters, 'QUERY');
          return list;
        });
    }
  }
  return schema;
}

/** Shorter texts are counted with their object. */
const longText = 200;

/** Counts a value that is answered as it is: JSON by its text, once it was written down, and long texts. */
export function countValue(value: unknown, { account }: Pick<Context, 'account'>, info: Operation): void {
  if (typeof value === 'string') {
    if (value.length > longText) account.countAnswer(value.length, operationOf(info));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const known = written.get(value) ?? JSON.stringify(value).length;
  written.set(value, known);
  account.countAnswer(known, operationOf(info));
}

const written = new WeakMap<object, number>();

type Operation = Pick<GraphQLResolveInfo, 'operation'>;

function operationOf({ operation }: Operation): 'QUERY' | 'MUTATION' {
  return operation.operation === OperationTypeNode.MUTATION ? 'MUTATION' : 'QUERY';
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isList(type.ofType));
}

/** At once where the value is there: a promise for every list of every record would cost more than the lists. */
function after(value: unknown, then: (value: unknown) => unknown): unknown {
  return value instanceof Promise ? value.then(then) : then(value);
}
