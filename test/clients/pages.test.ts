import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { describe, expect } from 'vitest';
import { test as base } from '../http/served.ts';

const test = base.extend<{ url: string }>({
  url: async ({ port }, use) => use(`http://127.0.0.1:${port}/graphql`),
});

/** The same list, as a typed connection and by the name of its method. */
const documents = {
  typed: `query ($after: String) {
    accountConnector(id: "1873") { id accountId northwindCrm {
      listContactsPages(limit: 2, first: 2, after: $after) { edges { node { id } cursor } pageInfo { endCursor hasNextPage } complete }
    } }
  }`,
  generic: `query ($after: String) {
    accountConnector(id: "1873") { id accountId
      pages(method: "List Contacts", parameters: { limit: 2 }, first: 2, after: $after) { edges { node cursor } pageInfo { endCursor hasNextPage } complete }
    }
  }`,
} as const;
const kinds = ['typed', 'generic'] as const;

interface List {
  readonly edges: readonly { readonly node: unknown; readonly cursor: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly complete: string;
}

const nothing: List = { edges: [], pageInfo: { endCursor: null, hasNextPage: false }, complete: '' };

function listOf(kind: (typeof kinds)[number], data: unknown): List {
  const { accountConnector: one } = (data ?? {}) as {
    readonly accountConnector?: { readonly pages?: List; readonly northwindCrm?: { readonly listContactsPages: List } };
  };
  const list = kind === 'typed' ? one?.northwindCrm?.listContactsPages : one?.pages;
  return list ?? nothing;
}

describe('Apollo Client', () => {
  const others = ['method', 'parameters', 'fields', 'mergeFields', 'select', 'recordsAt', 'limit'];
  const typePolicies = {
    AccountConnector: { keyFields: ['accountId', 'id'], fields: { pages: relayStylePagination(others) } },
    NorthwindCrmConnector: { merge: true, fields: { listContactsPages: relayStylePagination(others) } },
    NorthwindCrmContact: { keyFields: false as const },
  };

  test.for(kinds)('reads on with relayStylePagination as it is: %s', async (kind, { url }) => {
    const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache({ typePolicies }) });
    const watched = client.watchQuery({ query: gql(documents[kind]) });
    const told = watched.subscribe({});
    // Whoever watches is told a moment later.
    const current = () => client.cache.readQuery({ query: gql(documents[kind]) });
    await expect.poll(() => listOf(kind, current()).edges.length).toBe(2);
    expect(listOf(kind, current())).toMatchObject({ complete: 'NO', pageInfo: { hasNextPage: true } });
    for (let request = 0; request < 5 && listOf(kind, current()).pageInfo.hasNextPage; request++) {
      await watched.fetchMore({ variables: { after: listOf(kind, current()).pageInfo.endCursor } });
    }
    const whole = listOf(kind, current());
    expect(whole.edges).toHaveLength(4);
    expect(whole).toMatchObject({ complete: 'YES', pageInfo: { hasNextPage: false } });
    expect(new Set(whole.edges.map(({ node }) => JSON.stringify(node))).size).toBe(4);
    told.unsubscribe();
  });
});

describe('urql', () => {
  const none = () => null;
  const keys = new Proxy({}, { get: (_target, type) => (type === 'AccountConnector' ? undefined : none) });
  const resolvers = {
    NorthwindCrmConnector: { listContactsPages: relayPagination() },
  };

  // It keeps records that are objects of the graph, and not JSON.
  test('reads on with relayPagination as it is', async ({ url }) => {
    const kind = 'typed';
    const client = new Client({
      url,
      preferGetMethod: false,
      exchanges: [cacheExchange({ keys, resolvers }), fetchExchange],
    });
    let after: string | null = null;
    let list: List | undefined;
    for (let request = 0; request < 5 && list?.pageInfo.hasNextPage !== false; request++) {
      const { data, error } = await client.query(documents[kind], { after }).toPromise();
      expect(error).toBeUndefined();
      list = listOf(kind, data);
      after = list.pageInfo.endCursor;
    }
    expect(list?.edges).toHaveLength(4);
    expect(list?.complete).toBe('YES');
  });
});
