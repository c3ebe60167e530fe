import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { Context } from '../context.ts';

/** What an object of a list adds to an answer, roughly, in characters. */
const charactersOfObject = 200;

/**
 * Has every list of objects counted before it is opened: a document can multiply lists by aliases, lists and references
 * until an answer is larger than memory, without a single upstream call more. The schema's own resolvers stay as they are
 * otherwise.
 */
export function withCountedLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isList(field.type) || isLeafType(getNamedType(field.type))) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source: unknown, args: object, context: Context, info) =>
        after(resolve(source, args, context, info), (list) => {
          if (Array.isArray(list)) context.account.spend(list.length * charactersOfObject);
          return list;
        });
    }
  }
  return schema;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isList(type.ofType));
}

/** At once where the value is there: a promise for every list of every record would cost more than the lists. */
function after(value: unknown, then: (value: unknown) => unknown): unknown {
  return value instanceof Promise ? value.then(then) : then(value);
}
