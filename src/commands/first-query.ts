import {
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Catalog } from '../catalog/catalog.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Scenario } from '../sandbox/server.ts';

/** The most fields that the query selects of a record. */
const mostFields = 3;

/** A query that works as it stands: a read, without inputs, of a typed connector that is installed in the account. */
export function findFirstQuery(
  { accounts }: Scenario,
  account: string,
  catalogs: readonly Catalog[],
): string | undefined {
  const schema = buildSchema(catalogs);
  const { accountConnectors = [] } = accounts.find(({ Id }) => Id === account) ?? {};
  for (const { Id, connector: name } of accountConnectors) {
    const catalog = catalogs.find(({ connector }) => connector.toLowerCase() === name.toLowerCase());
    const query = catalog === undefined || Id === undefined ? undefined : queryOf(schema, catalog.field, String(Id));
    if (query !== undefined) return query;
  }
  return undefined;
}

/** Undefined where the connector of this field has no such read. */
function queryOf(schema: GraphQLSchema, field: string, accountConnectorId: string): string | undefined {
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
