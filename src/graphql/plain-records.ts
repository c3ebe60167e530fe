import {
  getNamedType,
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  responsePathAsArray,
} from 'graphql';
import type { Context } from '../context.ts';
import type { PlaceExtensions } from './typed/location-of.ts';

/**
 * Has typed lists of records read in one loop where only plain fields of them are selected, which is what most documents
 * ask. GraphQL's own execution makes a path, an `info` and a turn for every field of every record: 50,000 of each for
 * five fields of 10,000 records. Its resolvers, types and limits are used all the same; whatever is not plain, or goes
 * wrong, is left to GraphQL from the beginning.
 */
export function withPlainRecords(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { root } = field.extensions as PlaceExtensions;
      const record = getNamedType(field.type);
      const { resolve } = field;
      if (root === undefined || resolve === undefined || !isObjectType(record)) continue;
      if (!isListType(getNullableType(field.type))) continue;
      field.resolve = async (source: unknown, args: object, context: Context, info) => {
        const records: unknown = await resolve(source, args, context, info);
        return givenApart(records, record, context, info) ? [] : records;
      };
    }
  }
  return schema;
}

/** True where the list is given beside GraphQL's own result: see {@link Context.plainLists}. */
function givenApart(records: unknown, type: GraphQLObjectType, context: Context, info: GraphQLResolveInfo): boolean {
  if (!context.splices || !Array.isArray(records) || records.length === 0) return false;
  const columns = columnsOf(type, info);
  const list = columns && readPlain(records as readonly unknown[], columns, context, info);
  if (list === undefined) return false;
  context.plainLists.push({ path: responsePathAsArray(info.path), list });
  return true;
}

/** A selected field of every record. */
interface Column {
  readonly key: string;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  readonly type: GraphQLLeafType;
  readonly isNullable: boolean;
}

/** Undefined where something else is selected than plain fields: objects, lists, fragments, directives, arguments. */
function columnsOf(type: GraphQLObjectType, { fieldNodes }: GraphQLResolveInfo): readonly Column[] | undefined {
  const fields = type.getFields();
  const columns: Column[] = [];
  for (const node of fieldNodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? [])) {
    if (node.kind !== Kind.FIELD || (node.directives ?? []).length > 0) return undefined;
    const { type: wrapped, resolve, args } = fields[node.name.value] ?? {};
    const leaf = getNullableType(wrapped);
    const key = node.alias?.value ?? node.name.value;
    if (!isLeafType(leaf) || resolve === undefined || args?.length !== 0 || key === '__proto__') return undefined;
    columns.push({ key, resolve, type: leaf, isNullable: !isNonNullType(wrapped) });
  }
  return columns;
}

/** Undefined where a value is an error, or is not there at once. */
function readPlain(
  records: readonly unknown[],
  columns: readonly Column[],
  { account }: Context,
  info: GraphQLResolveInfo,
): readonly object[] | undefined {
  let characters = 0;
  // Counted in the end, because GraphQL would count them again.
  const counting = { account: { countAnswer: (more: number) => (characters += more) } };
  const list: object[] = [];
  try {
    for (const record of records) {
      const plain: Record<string, unknown> = {};
      for (const { key, resolve, type, isNullable } of columns) {
        const value = resolve(record, noArguments, counting, info);
        if (value instanceof Error || value instanceof Promise) return undefined;
        if ((value === null || value === undefined) && !isNullable) return undefined;
        plain[key] = value === null || value === undefined ? null : type.serialize(value);
      }
      list.push(plain);
    }
    const isMutation = info.operation.operation === OperationTypeNode.MUTATION;
    account.countAnswer(characters, isMutation ? 'MUTATION' : 'QUERY');
  } catch {
    // GraphQL puts the error at its place.
    return undefined;
  }
  return list;
}

const noArguments = {};
