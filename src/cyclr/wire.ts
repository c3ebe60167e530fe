import { z } from 'zod';
import type { AccountConnector, CustomField } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import type { ListedMethod, InputOption, MethodField, MethodParameter, SkippedMethod } from '../connectors/method.ts';
import { GatewayError } from '../errors.ts';
import {
  type AccountConnectorId,
  type AccountId,
  type ConnectorId,
  type MethodId,
  toMethodUniqueIdentifier,
} from '../ids.ts';
import type { Json } from '../json.ts';

// Only this file knows Cyclr's spelling of keys. Every key but Id and Name may be missing: docs/cyclr.md#method-listings.

const id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);
/** Inputs that Cyclr fills in itself have negative numbers. */
const inputId = z.union([z.number().int(), z.string().regex(/^-?\d+$/)]).transform(String);
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
    Icon: z.string().nullish(),
  })
  .transform(({ Id, Name, Version, Description, Status, AuthType, Authentication, Categories, Icon }): Connector => ({
    id: Id as ConnectorId,
    name: Name,
    version: Version,
    description: Description,
    status: Status,
    categories: Categories,
    authTypes: authTypes(Authentication, AuthType),
    icon: Icon === '' ? null : Icon,
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

const input = {
  Id: inputId,
  Name: filled,
  Description: filled,
  IsOptional: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  DataType: filled.transform((value) => value ?? 'Undefined'),
  Values: list(z.union([z.string(), z.number(), z.boolean()]).nullable()).transform((values) =>
    values.filter((value) => value !== null).map(String),
  ),
  // Listings carry white space at the end of some.
  TriggerName: filled.transform((value) => value?.trim() ?? null),
};

const parameter = z
  .object({ ...input, TargetName: filled, TargetType: filled, IsSensitive: z.boolean().nullish() })
  .transform((read): MethodParameter => ({
    ...toInput(read, read.TargetName),
    targetName: read.TargetName ?? read.Name ?? '',
    targetType: read.TargetType ?? 'Undefined',
    sensitive: read.IsSensitive ?? false,
  }));

const field = z.object({ ...input, Location: filled }).transform((read): MethodField => ({
  ...toInput(read, read.Location),
  location: read.Location ?? read.Name ?? '',
}));

const method = z
  .object({
    Id: id,
    Name: z.string(),
    Description: filled,
    Category: filled,
    MethodType: filled,
    EndPoint: filled,
    Warning: filled,
    MethodUniqueIdentifier: filled,
    Parameters: list(parameter),
    RequestFields: list(field),
    ResponseFields: list(field),
  })
  .transform((read): ListedMethod => ({
    id: read.Id as MethodId,
    uniqueIdentifier: toMethodUniqueIdentifier(read.MethodUniqueIdentifier ?? '') ?? null,
    name: read.Name,
    description: read.Description,
    category: read.Category,
    methodType: read.MethodType,
    endPoint: read.EndPoint,
    warning: read.Warning,
    parameters: read.Parameters,
    requestFields: read.RequestFields,
    responseFields: read.ResponseFields,
  }));

const lookedUp = z
  .array(z.object({ Name: filled, Value: z.union([z.string(), z.number(), z.boolean()]).transform(String) }))
  .transform((items): readonly InputOption[] => items.map(({ Name, Value }) => ({ name: Name, value: Value })));

/** Stands where a custom field belongs to no one method. */
const noMethod = '00000000-0000-0000-0000-000000000000';

const customFields = z.array(
  z
    .object({
      Id: id,
      ConnectorField: z.string(),
      DisplayName: filled,
      Description: filled,
      DataType: filled,
      ForRequestFormat: z.boolean().nullish(),
      MethodUniqueIdentifier: filled,
    })
    .transform((read): CustomField => ({
      id: read.Id,
      location: read.ConnectorField,
      name: read.DisplayName ?? read.ConnectorField,
      description: read.Description,
      dataType: read.DataType ?? 'Undefined',
      forRequest: read.ForRequestFormat ?? false,
      method: ownMethod(read.MethodUniqueIdentifier),
    })),
);

function ownMethod(identifier: string | null): CustomField['method'] {
  if (identifier === null || identifier === noMethod) return null;
  // An identifier that is none is of no method that there is.
  return toMethodUniqueIdentifier(identifier);
}

/** An input without a name is named by its place. */
function toInput(read: z.output<z.ZodObject<typeof input>>, place: string | null): Omit<MethodField, 'location'> {
  return {
    id: read.Id,
    name: read.Name ?? place ?? '',
    description: read.Description,
    optional: read.IsOptional,
    dataType: read.DataType,
    values: read.Values,
    triggerName: read.TriggerName,
  };
}

/**
 * Reads connectors. A lookup by id answers one object, one by name a list; either shape is accepted everywhere.
 *
 * @throws GatewayError `UPSTREAM_INVALID` where it is neither
 * @see docs/cyclr.md#the-catalogue
 */
export function decodeConnectors(body: Json | undefined): readonly Connector[] {
  return decode(z.array(connector), Array.isArray(body) || body === undefined ? body : [body], 'a list of connectors');
}

export interface DecodedMethods {
  readonly methods: readonly ListedMethod[];
  /** Methods that could not be read. They cost no other method anything. */
  readonly skipped: readonly SkippedMethod[];
}

/**
 * Reads a listing method by method.
 *
 * @throws GatewayError `UPSTREAM_INVALID` for what is not a list, and for a list in which no method can be read
 */
export function decodeMethods(body: Json | undefined): DecodedMethods {
  const elements = decode(z.array(z.unknown()), body, 'a list of methods');
  const methods: ListedMethod[] = [];
  const skipped: SkippedMethod[] = [];
  for (const element of elements) {
    const read = method.safeParse(element);
    if (read.success) methods.push(read.data);
    else skipped.push({ ...identityOf(element), reason: `${placeOf(read.error, 'the method')} is not as expected` });
  }
  if (methods.length === 0 && skipped.length > 0) decode(z.array(method), body, 'a list of methods');
  return { methods, skipped };
}

/** Names and numbers of methods are not secret. */
function identityOf(element: unknown): Pick<SkippedMethod, 'name' | 'id'> {
  const { Id, Name } = z
    .object({ Id: id.optional().catch(undefined), Name: z.string().optional().catch(undefined) })
    .catch({})
    .parse(element);
  return { id: Id, name: Name };
}

function placeOf({ issues: [issue] }: z.ZodError, root: string): string {
  return issue === undefined || issue.path.length === 0 ? root : issue.path.join('.');
}

/**
 * Reads the choices that a trigger found.
 *
 * @throws GatewayError `UPSTREAM_INVALID` where they are not a list of choices
 * @see docs/cyclr.md#triggers
 */
export function decodeOptions(body: Json | undefined): readonly InputOption[] {
  return decode(lookedUp, body, 'a list of choices');
}

/**
 * Reads the fields that an account added.
 *
 * @throws GatewayError `UPSTREAM_INVALID` where they are not a list of custom fields
 * @see docs/cyclr.md#custom-fields
 */
export function decodeCustomFields(body: Json | undefined): readonly CustomField[] {
  return decode(customFields, body, 'a list of custom fields');
}

/**
 * Reads an account connector of `account`, without its credentials and the values of its properties.
 *
 * @throws GatewayError `UPSTREAM_INVALID` where it is not one
 * @see docs/cyclr.md#account-connectors
 */
export function decodeAccountConnector(body: Json | undefined, account: AccountId): AccountConnector {
  return toAccountConnector(decode(accountConnector, body, 'an account connector'), account);
}

/** The same of a list. @throws GatewayError `UPSTREAM_INVALID` where it is not one */
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

/** `Authentication`, or the `AuthType` that connectors had before several types were possible. */
function authTypes(authentication: readonly { AuthType: string | null }[], single: string | null): readonly string[] {
  const named = authentication.flatMap(({ AuthType }) => AuthType ?? []);
  return named.length > 0 ? [...new Set(named)] : single === null ? [] : [single];
}

function decode<Schema extends z.ZodType>(schema: Schema, body: Json | undefined, what: string): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const place = placeOf(read.error, 'the root');
  // Cyclr echoes credentials in these answers: the place of the fault is told, never a value.
  throw new GatewayError(
    'UPSTREAM_INVALID',
    `Expected ${what} from Cyclr; ${place} of its answer is not as expected.`,
    {
      retriable: false,
    },
  );
}
