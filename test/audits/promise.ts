import { deepEqual, equal } from 'node:assert/strict';
import { type Client, listOf, textAt } from './client.ts';

/** Something that Cyclr is known to do. */
export interface CyclrPromise {
  readonly id: string;
  /** MUST: asserted by Cyclr's own suite or stated by its documentation. SHOULD: seen. MAY: guessed. */
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly text: string;
  /** It changes the account: only asked of a Cyclr where that is allowed. */
  readonly writes?: true;
  /** Rejects when the promise is not kept. */
  readonly check: (client: Client) => Promise<void>;
}

/** The account at hand has nothing to ask this of. */
export class Unaskable extends Error {
  override readonly name = 'Unaskable';
}

export function needed<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Unaskable(what);
  return value;
}

/** What a listing says of a parameter, in its order. */
export const parameterKeys: readonly string[] = [
  'TargetType',
  'TargetName',
  'IsSensitive',
  'Id',
  'Name',
  'Description',
  'IsOptional',
  'DataType',
  'TriggerName',
  'Values',
  'DisplayOrder',
  'Triggers',
];

export const unknownGuid = '11111111-2222-4333-8444-555555555555';

export async function firstConnector(client: Client) {
  const [connector] = listOf((await client.ask('GET', 'connectors?pageSize=1', { account: null })).json);
  return needed(connector, 'the catalogue is empty');
}

/** An account connector that works, and one method of it that can be called without inputs. */
export async function firstInstalled(client: Client) {
  const all = listOf((await client.ask('GET', 'account/connectors')).json);
  const installed = needed(
    all.find((one) => one['Authenticated'] === true),
    'the account has no account connector that is authenticated',
  );
  const path = `connectors/${encodeURIComponent(textAt(installed['Connector'], 'Name'))}/methods`;
  const methods = listOf((await client.ask('GET', path)).json);
  const method = needed(
    methods.find((one) => one['MethodType'] === 'Action' && /^(?:List|Count) /.test(textAt(one, 'Name'))),
    'no method of it can be called without inputs',
  );
  return { id: textAt(installed, 'Id'), installed, path, methods, method };
}

export async function install(client: Client, body: object) {
  const { json, status } = await client.ask('POST', 'connectors/MailChimp/install', { body });
  equal(status, 200);
  return textAt(json, 'Id');
}

/** A copy to write to, removed afterwards. */
export async function withCopy(client: Client, use: (id: string) => Promise<void>): Promise<void> {
  const id = await install(client, { Name: `Audit ${Math.random().toString(36).slice(2)}`, AuthValue: 'audit' });
  try {
    await use(id);
  } finally {
    await client.ask('DELETE', `account/connectors/${id}`);
  }
}

export function keysInOrder(value: unknown, keys: readonly string[]): void {
  const own = Object.keys(value as object);
  deepEqual(
    own.filter((key) => keys.includes(key)),
    [...keys],
  );
}
