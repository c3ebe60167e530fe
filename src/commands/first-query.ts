import {
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** The most fields that the query selects of a record. */
const mostFields = 3;

/**
 * A query that works as it stands: a read of a typed connector that needs no input. `field` is that of the connector;
 * undefined where it has no such read.
 */
export function firstTypedQuery(schema: GraphQLSchema, field: string, accountConnectorId: string): string | undefined {
  const accountConnector = schema.getType('AccountConnector');
  const connector = isObjectType(accountConnector) ? accountConnector.getFields()[field] : undefined;
  const type = connector === undefined ? undefined : getNamedType(connector.type);
  if (!isObjectType(type)) return undefined;
  const read = Object.values(type.getFields()).find(needsNothing);
  if (read === undefined) return undefined;
  return `{ accountConnector(id: "${accountConnectorId}") { ${field} { ${read.name} ${selectionOf(read)} } } }`;
}

function needsNothing({ args }: GraphQLField<unknown, unknown>): boolean {
  return !args.some(isRequiredArgument);
}

/** Values of the record, or all of it where it has objects only. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const record = getNamedType(type);
  const fields = isObjectType(record) ? Object.values(record.getFields()) : [];
  const values = fields.filter((one) => isLeafType(getNamedType(one.type)) && one.name !== 'json' && needsNothing(one));
  const names = values.slice(0, mostFields).map(({ name }) => name);
  return `{ ${(names.length === 0 ? ['json'] : names).join(' ')} }`;
}
