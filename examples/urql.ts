/** urql and the gateway: `npx node examples/urql.ts [URL]`, with `npm start` running. */
import { Client, type CombinedError, fetchExchange, type Operation } from '@urql/core';
import { cacheExchange, type Data } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { retryExchange } from '@urql/exchange-retry';
import { Contacts, SearchContacts, Stores } from './documents.ts';
import { persistedIdOf } from './persisted-id.ts';
import { hasSingleField } from './single-write.ts';

export interface UrqlOptions {
  /** The gateway, `/graphql` included. */
  readonly url: string;
  /** Such as `authorization`, or `x-cyclr-account` for a caller of several accounts. */
  readonly headers?: Record<string, string>;
  /** Sends ids of persisted documents, by GET, and nothing else. */
  readonly persisted?: boolean;
}

export function createUrqlClient({ url, headers = {}, persisted = false }: UrqlOptions): Client {
  return new Client({
    url,
    exchanges: [
      cacheExchange({ keys: keysOfEntities }),
      retryExchange({ retryIf: isWorthIt, maxNumberAttempts: 3, initialDelayMs: 200 }),
      ...(persisted ? [createPersistedExchange()] : []),
      fetchExchange,
    ],
    // A query by GET needs it: no page of another origin can send it.
    fetchOptions: { headers: { ...headers, 'graphql-require-preflight': 'true' } },
    preferGetMethod: false,
  });
}

/**
 * Accounts and connectors are known by their id, and an account connector by its account and its id. All else stays inside
 * of what it was read with: an id of a record is a third-party app's own, and may mean two things.
 */
const keyed: Partial<Record<string, (of: Data) => string | null>> = {
  Account: ({ id }) => textOf(id),
  Connector: ({ id }) => textOf(id),
  AccountConnector: ({ accountId, id }) => (accountId && id ? `${textOf(accountId)}:${textOf(id)}` : null),
};

const keysOfEntities = new Proxy<Record<string, (of: Data) => string | null>>(
  {},
  { get: (_none, type) => keyed[String(type)] ?? (() => null) },
);

function textOf(id: unknown): string | null {
  return typeof id === 'string' ? id : null;
}

/**
 * Tries again where the gateway says that it is worth it: `retriable`, which a write is only where it was certainly not
 * applied. Where it says when to come back, people had better be told: the exchange does not wait that long.
 */
function isWorthIt({ graphQLErrors }: CombinedError, { kind, query }: Operation): boolean {
  const isWrite = kind === 'mutation';
  if (graphQLErrors.length === 0 || (isWrite && !hasSingleField(query))) return false;
  return graphQLErrors.every(
    ({ extensions }) =>
      extensions['retriable'] === true &&
      !(Number(extensions['retryAfterSeconds']) > 0) &&
      (!isWrite || extensions['outcome'] !== 'UNCERTAIN'),
  );
}

function createPersistedExchange() {
  return persistedExchange({
    enforcePersistedQueries: true,
    enableForMutation: true,
    preferGetForPersistedQueries: true,
    generateHash: async (_text, document) => persistedIdOf(document),
  });
}

async function main(url: string): Promise<void> {
  const client = createUrqlClient({ url });
  const show = (what: string, value: unknown) => process.stdout.write(`${what}\n  ${JSON.stringify(value)}\n`);

  const { data: stores } = await client.query(Stores, { id: '1874' }).toPromise();
  show('Typed:', stores?.accountConnector?.mailChimp?.listStores);

  const { data: found } = await client.mutation(SearchContacts, { id: '1873', lastName: 'Doe' }).toPromise();
  show('By name:', found?.callConnectorMethod);

  // An account connector whose third-party credentials are dead.
  const { error } = await client.query(Contacts, { id: '1879' }).toPromise();
  show('An error:', error?.graphQLErrors[0]?.extensions);
}

if (import.meta.main) await main(process.argv[2] ?? 'http://127.0.0.1:4000/graphql');
