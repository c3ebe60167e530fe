import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { describe, expect } from 'vitest';
import { test as base } from '../http/served.ts';

const page = 'http://localhost:5173';
const first = '{ accountConnector(id: 1873) { name } }';
const second = '{ accountConnector(id: 1874) { name } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const test = base.extend<{ url: string; requests: () => readonly unknown[] }>({
  url: async ({ port }, use) => use(`http://127.0.0.1:${port}/graphql`),
  requests: async ({ lines }, use) =>
    use(() =>
      lines
        .filter(({ msg }) => msg === 'request')
        .map(({ method, status, codes = [] }) => [method, status, ...(codes as readonly unknown[])]),
    ),
});

describe('urql', () => {
  const ask = async (client: Client, query: string) => {
    const { data, error } = await client.query(query, {}).toPromise();
    return (data as unknown) ?? error?.graphQLErrors.map(({ extensions }) => extensions['code']);
  };
  const clientOf = (url: string, headers?: Record<string, string>) =>
    new Client({ url, exchanges: [cacheExchange, fetchExchange], ...(headers && { fetchOptions: { headers } }) });

  test('sends a short query by GET, which is refused unless a header or the browser says that it is meant', async ({
    url,
    requests,
  }) => {
    expect(await ask(clientOf(url), first)).toEqual(['FORBIDDEN']);
    expect(await ask(clientOf(url, { 'graphql-require-preflight': '1' }), first)).toHaveProperty('accountConnector');
    expect(await ask(clientOf(url, { origin: page }), first)).toHaveProperty('accountConnector');
    const aliases = Array.from({ length: 12 }, (_, at) => `a${at}${'x'.repeat(190)}: name`).join(' ');
    const long = `{ accountConnector(id: 1873) { ${aliases} } }`;
    expect(await ask(clientOf(url), long)).toHaveProperty('accountConnector');
    expect(requests()).toEqual([
      ['GET', 403, 'FORBIDDEN'],
      ['GET', 200],
      ['GET', 200],
      ['POST', 200],
    ]);
  });

  test('is told once that there are no persisted documents, and sends no further ids', async ({ url, requests }) => {
    const client = new Client({
      url,
      exchanges: [persistedExchange(), fetchExchange],
      fetchOptions: { headers: { 'graphql-require-preflight': '1' } },
    });
    expect(await ask(client, first)).toHaveProperty('accountConnector');
    expect(await ask(client, second)).toHaveProperty('accountConnector');
    expect(requests()).toEqual([
      ['GET', 200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
      ['GET', 200],
      ['GET', 200],
    ]);
  });
});

describe('Apollo Client', () => {
  const clientOf = (...links: ApolloLink[]) =>
    new ApolloClient({ link: ApolloLink.from(links), cache: new InMemoryCache() });

  test('sends queries by POST', async ({ url, requests }) => {
    const { data } = await clientOf(new HttpLink({ uri: url })).query({ query: gql(first) });
    expect(data).toHaveProperty('accountConnector');
    expect(requests()).toEqual([['POST', 200]]);
  });

  test.for([
    ['by POST', {}],
    ['by GET, with its header', { useGETForHashedQueries: true }],
  ] as const)(
    'is told once that there are no persisted documents, and sends no further ids: %s',
    async ([, options], { url, requests }) => {
      const client = clientOf(
        new PersistedQueryLink({ sha256, ...options }),
        new HttpLink({ uri: url, headers: { 'apollo-require-preflight': '1' } }),
      );
      for (const query of [first, second]) {
        expect((await client.query({ query: gql(query) })).data).toHaveProperty('accountConnector');
      }
      expect(requests()).toEqual([
        ['useGETForHashedQueries' in options ? 'GET' : 'POST', 200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
        ['POST', 200],
        ['POST', 200],
      ]);
    },
  );
});
