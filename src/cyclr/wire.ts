import { z } from 'zod';
import type { AccountConnector } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId, AccountId, ConnectorId } from '../ids.ts';
import type { Json } from '../json.ts';

// Cyclr's spelling lives and dies here. Only Id and Name can be relied on; all else may be missing.

const id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const filled = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === '' ? null : value));
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

const connector = z
  .object({
    Id: id,
    Name: z.string(),
    Version: filled,
    Description: filled,
    Status: filled,
    AuthType: filled,
    Authentication: list(z.object({ AuthType: filled })),
    Categories: list(z.string()),
  })
  .transform(({ Id, Name, Version, Description, Status, AuthType, Authentication, Categories }): Connector => ({
    id: Id as ConnectorId,
    name: Name,
    version: Version,
    description: Description,
    status: Status,
    categories: Categories,
    authTypes: authTypes(Authentication, AuthType),
  }));

const accountConnector = z.object({
  Id: id,
  Name: z.string(),
  Description: filled,
  Authenticated: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  Connector: connector.and(z.object({ Triggers: list(z.object({ TriggerId: id, Name: text })) })),
});

const accountConnectors = z.array(accountConnector);

export function decodeAccountConnector(body: Json | undefined, account: AccountId): AccountConnector {
  return toAccountConnector(decode(accountConnector, body, 'an account connector'), account);
}

export function decodeAccountConnectors(body: Json | undefined, account: AccountId): readonly AccountConnector[] {
  return decode(accountConnectors, body, 'a list of account connectors').map((one) => toAccountConnector(one, account));
}

function toAccountConnector(read: z.output<typeof accountConnector>, account: AccountId): AccountConnector {
  const { Triggers, ...ofConnector } = read.Connector;
  return {
    id: read.Id as AccountConnectorId,
    accountId: account,
    name: read.Name,
    description: read.Description,
    authenticated: read.Authenticated,
    connector: ofConnector,
    triggers: Triggers.flatMap(({ TriggerId, Name }) => (Name === null ? [] : [{ id: TriggerId, name: Name.trim() }])),
  };
}

/** The list of today, or the one type of before several were possible. */
function authTypes(authentication: readonly { AuthType: string | null }[], single: string | null): readonly string[] {
  const named = authentication.flatMap(({ AuthType }) => AuthType ?? []);
  return named.length > 0 ? [...new Set(named)] : single === null ? [] : [single];
}

function decode<Schema extends z.ZodType>(schema: Schema, body: Json | undefined, what: string): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'its root' : issue.path.join('.');
  // Cyclr echoes credentials in these answers: the place of the fault is told, never a value.
  throw new GatewayError('UPSTREAM_INVALID', `Cyclr's answer is not ${what}: ${place} is not what it should be.`, {
    retriable: false,
  });
}
