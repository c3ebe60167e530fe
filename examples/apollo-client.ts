/** Apollo Client 4 and the gateway: `npx node examples/apollo-client.ts [URL]`, with `npm start` running. */
import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createCache } from './apollo-cache.ts';
import { createRetryLink } from './apollo-retry.ts';
import { Contacts, SearchContacts, Stores } from './documents.ts';
import { persistedIdOf } from './persisted-id.ts';

export interface ApolloOptions {
  /** The gateway, `/graphql` included. */
  readonly url: string;
  /** Such as `authorization`, or `x-cyclr-account` for a caller of several accounts. */
  readonly headers?: Record<string, string>;
  /** Sends ids of persisted documents, queries by GET, and nothing else. */
  readonly persisted?: boolean;
  /** Sends what is asked in the same moment in one HTTP request. Not for documents with `@defer`. */
  readonly batched?: boolean;
}

/** The gateway takes so many operations in one request (docs/limits.md). */
const operationsOfBatch = 10;

export function createApolloClient({ url, headers = {}, persisted = false, batched = false }: ApolloOptions) {
  return new ApolloClient({
    link: ApolloLink.from([
      createRetryLink(),
      ...(persisted ? [createPersistedLink(!batched)] : []),
      batched
        ? new BatchHttpLink({ uri: url, headers, batchMax: operationsOfBatch, batchInterval: 5 })
        : new HttpLink({ uri: url, headers: { ...headers, 'apollo-require-preflight': 'true' } }),
    ]),
    cache: createCache(),
    incrementalHandler: new Defer20220824Handler(),
  });
}

/** A batch is always posted. */
function createPersistedLink(byGet: boolean): ApolloLink {
  return new PersistedQueryLink({
    generateHash: persistedIdOf,
    useGETForHashedQueries: byGet,
    // The manifest is deployed before the frontend: an unknown id is a fault, and no reason to send the text.
    retry: () => false,
  });
}

async function main(url: string): Promise<void> {
  const client = createApolloClient({ url });
  const show = (what: string, value: unknown) => process.stdout.write(`${what}\n  ${JSON.stringify(value)}\n`);

  const { data: stores } = await client.query({ query: Stores, variables: { id: '1874' } });
  show('Typed:', stores?.accountConnector?.mailChimp?.listStores);

  const { data: found } = await client.mutate({
    mutation: SearchContacts,
    variables: { id: '1873', lastName: 'Doe' },
  });
  show('By name:', found?.callConnectorMethod);

  // An account connector whose third-party credentials are dead.
  const failed = await client.query({ query: Contacts, variables: { id: '1879' } }).catch((error: unknown) => error);
  if (!CombinedGraphQLErrors.is(failed)) throw new Error('This call was expected to fail.');
  show('An error:', failed.errors[0]?.extensions);
}

if (import.meta.main) await main(process.argv[2] ?? 'http://127.0.0.1:4000/graphql');
