/** urql and the gateway: `node examples/urql.ts [URL]`, with `npm start` running. */
import { Client, type CombinedError, fetchExchange, type Operation } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { retryExchange } from '@urql/exchange-retry';
import { type DocumentNode, Kind } from 'graphql';
import { Contacts, SearchContacts, Stores } from './documents.ts';
import { persistedIdOf } from './persisted-id.ts';

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

/** Types whose `id` names them everywhere. An id of a record is a third-party app's own, and may mean two things. */
const entities = new Set(['Account', 'AccountConnector', 'Connector']);

const keysOfEntities = new Proxy<Record<string, () => null>>(
  {},
  // A type without a rule is known by its id, and one whose rule gives null stays inside of what it was read with.
  { get: (none, type) => (entities.has(String(type)) ? none[String(type)] : () => null) },
);

/**
 * Tries again where the gateway says that it is worth it: `retriable`, and of a write only with the outcome
 * NOT_APPLIED, and only a single one: of several, those before the one that failed may have been applied.
 */
function isWorthIt({ graphQLErrors }: CombinedError, { kind, query }: Operation): boolean {
  if (graphQLErrors.length === 0 || (kind === 'mutation' && callsIn(query) > 1)) return false;
  return graphQLErrors.every(
    ({ extensions }) =>
      extensions['retriable'] === true && (kind !== 'mutation' || extensions['outcome'] === 'NOT_APPLIED'),
  );
}

function callsIn({ definitions }: DocumentNode): number {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return 0;
  const { selections } = operation.selectionSet;
  return selections.filter((one) => one.kind !== Kind.FIELD || one.name.value !== '__typename').length;
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
