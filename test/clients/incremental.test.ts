import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { Client, fetchExchange } from '@urql/core';
import { describe, expect } from 'vitest';
import { createGate, crm } from '../fixtures.ts';
import { test } from '../http/served.ts';

const query = gql`
  query {
    accountConnector(id: 1873) {
      name
      ... @defer(label: "contacts") {
        call(method: "List Contacts") {
          records(first: 1, select: ["Id"])
        }
      }
      ... @defer(label: "missing") {
        explain: call(method: "Get Contact", parameters: { ContactId: 9 }) {
          body
        }
      }
    }
  }
`;

describe.each([
  ['Defer20220824Handler', () => new Defer20220824Handler() as never],
  ['GraphQL17Alpha9Handler', () => new GraphQL17Alpha9Handler() as never],
] as [string, () => never][])('Apollo Client with its %s', (_name, createHandler) => {
  test('shows what is quick, then what was deferred, and its errors', async ({ port, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.listContacts, times: 1 });
    const client = new ApolloClient({
      link: new HttpLink({ uri: `http://127.0.0.1:${port}/graphql` }),
      cache: new InMemoryCache(),
      incrementalHandler: createHandler(),
    });
    const seen: { readonly data: unknown; readonly error: string | undefined; readonly state: string }[] = [];
    const watched = client.watchQuery({ query, errorPolicy: 'all' }).subscribe(({ data, error, dataState }) => {
      seen.push({ data: structuredClone(data), error: error?.message, state: dataState });
    });
    await expect.poll(() => seen.at(-1)?.data).toMatchObject({ accountConnector: { name: 'Sales CRM' } });
    expect(seen.at(-1)?.state).toBe('streaming');
    expect(JSON.stringify(seen)).not.toContain('records');
    gate.open();
    await expect
      .poll(() => seen.at(-1)?.data)
      .toMatchObject({ accountConnector: { name: 'Sales CRM', call: { records: [{ Id: 1001 }] } } });
    await expect.poll(() => seen.at(-1)?.error).toContain('404');
    watched.unsubscribe();
    client.stop();
  });
});

describe('urql', () => {
  test.for([
    ['by default', undefined],
    ['asked for v0.2', 'multipart/mixed;incrementalSpec=v0.2'],
    ['asked for events in v0.2', 'text/event-stream;incrementalSpec=v0.2'],
  ] as const)('%s shows what is quick, then what was deferred', async ([, accept], { port, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.listContacts, times: 1 });
    const client = new Client({
      url: `http://127.0.0.1:${port}/graphql`,
      exchanges: [fetchExchange],
      preferGetMethod: false,
      ...(accept !== undefined && { fetchOptions: { headers: { accept } } }),
    });
    const seen: { readonly data: unknown; readonly hasNext: boolean }[] = [];
    const { unsubscribe } = client
      .query(query, {})
      .subscribe(({ data, hasNext }) => void seen.push({ data: structuredClone(data), hasNext }));
    await expect.poll(() => seen.at(-1)).toMatchObject({ data: { accountConnector: { name: 'Sales CRM' } } });
    expect(JSON.stringify(seen)).not.toContain('records');
    gate.open();
    await expect
      .poll(() => seen.at(-1))
      .toMatchObject({
        data: { accountConnector: { name: 'Sales CRM', call: { records: [{ Id: 1001 }] } } },
        hasNext: false,
      });
    unsubscribe();
  });
});
