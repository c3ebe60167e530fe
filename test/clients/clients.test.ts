import { fileURLToPath } from 'node:url';
import { gql } from '@apollo/client';
import { describe, expect, expectTypeOf } from 'vitest';
import { Contacts, CreateContact, Installed, SearchContacts, SlowContacts, Stores } from '../../examples/documents.ts';
import { callsTo, createGate, crm } from '../fixtures.ts';
import { test as base } from '../http/served.ts';
import { clientOf } from '../sandbox/fixtures.ts';
import { type AnyClient, type ClientOptions, createApollo, createUrql } from './clients.ts';
import { callerToken, knownByToken } from '../tokens.ts';

const manifest = fileURLToPath(new URL('../../examples/generated/persisted-documents.json', import.meta.url));
const jwtSecret = 'a secret of more than 32 characters';

/** A document that no build has written into the manifest. */
const unknown = Object.assign(
  gql`
    query Unknown {
      accountConnectors {
        id
      }
    }
  `,
  { __meta__: { hash: `sha256:${'0'.repeat(64)}` } },
);

describe.each([
  ['Apollo Client', createApollo],
  ['urql', createUrql],
] as const)('%s', (_name, create) => {
  const test = base.extend<{ options: Partial<ClientOptions>; client: AnyClient }>({
    options: {},
    client: async ({ port, options }, use) => use(create({ url: `http://127.0.0.1:${port}/graphql`, ...options })),
  });

  test('answers typed documents', async ({ client }) => {
    const { data } = await client.query(Stores, { id: '1874' });
    expect(data?.accountConnector?.mailChimp?.listStores?.[0]).toMatchObject({
      id: 'store_001',
      name: "Freddie's Merchandise",
    });
    expectTypeOf(data?.accountConnector?.name).toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- the document has no such variable
    void (() => client.query(Stores, { accountConnector: '1874' }));
  });

  test('calls any method, in several writes', async ({ client }) => {
    const { data } = await client.mutate(SearchContacts, { id: '1873', lastName: 'Doe' });
    expect(data?.callConnectorMethod).toMatchObject([{ Name: 'John Doe' }, { Name: 'Jane Doe' }]);
    expect((await client.mutate(CreateContact, { id: '1873', lastName: 'Moe' })).codes).toEqual([]);
    expect(
      (await client.mutate(SearchContacts, { id: '1873', lastName: 'Moe' })).data?.callConnectorMethod,
    ).toHaveLength(1);
  });

  test('keeps an account connector once, and what was read of it', async ({ client, sandbox }) => {
    const { data } = await client.query(Stores, { id: '1874' });
    const received = sandbox.received.length;
    expect((await client.query(Stores, { id: '1874' })).data).toEqual(data);
    expect(sandbox.received).toHaveLength(received);
  });

  test('knows an account connector wherever it was read, and no record of a third-party app', async ({
    client,
    sandbox,
  }) => {
    const seen: unknown[] = [];
    const end = client.watch(Stores, { id: '1874' }, (data) => void seen.push(structuredClone(data)));
    const shop = (name: string) => ({
      accountConnector: { name, mailChimp: { listStores: [{ id: 'store_001' }, { id: 'store_002' }] } },
    });
    await expect.poll(() => seen.at(-1)).toMatchObject(shop('Newsletter Shop'));

    const { ask } = await clientOf(sandbox);
    await ask('PUT', 'account/connectors/1874', { body: { Name: 'Renamed Shop' } });
    expect((await client.query(Installed, {})).codes).toEqual([]);
    // The other query has the new name, and its records, without a request of its own.
    await expect.poll(() => seen.at(-1)).toMatchObject(shop('Renamed Shop'));
    expect(callsTo(sandbox)).toHaveLength(1);
    end();
  });

  test('hands errors over by code', async ({ client }) => {
    expect((await client.query(Contacts, { id: '1879' })).codes).toEqual(['CONNECTOR_NOT_AUTHENTICATED']);
    const write = await client.mutate(SearchContacts, { id: '999', lastName: 'Doe' });
    expect(write.codes).toEqual(['NOT_FOUND']);
  });

  test('sends a read again that is worth it', async ({ client, sandbox, lines }) => {
    // More often than the gateway itself tries.
    sandbox.fail({ fault: { name: 'html', status: 503 }, on: crm.listContacts, times: 4 });
    const { data, codes } = await client.query(Contacts, { id: '1873' });
    expect(codes).toEqual([]);
    expect(data?.accountConnector?.call?.records).toHaveLength(3);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ codes: of }) => of)).toEqual([
      ['UPSTREAM_UNAVAILABLE'],
      undefined,
    ]);
  });

  test('sends a write again that was not applied, and it is applied once', async ({ client, sandbox }) => {
    sandbox.fail({ fault: { name: 'rate-limited', retryAfter: '0' }, on: crm.createContact, times: 1 });
    expect((await client.mutate(CreateContact, { id: '1873', lastName: 'Once' })).codes).toEqual([]);
    const { data } = await client.mutate(SearchContacts, { id: '1873', lastName: 'Once' });
    expect(data?.callConnectorMethod).toHaveLength(1);
  });

  test('never sends a write again that may have been applied', async ({ client, sandbox }) => {
    sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, times: 1 });
    expect((await client.mutate(CreateContact, { id: '1873', lastName: 'Maybe' })).codes).toEqual([
      'UPSTREAM_UNAVAILABLE',
    ]);
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  test('shows what is quick before the deferred part is there', async ({ client, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.listContacts, times: 1 });
    const seen: unknown[] = [];
    const end = client.watch(SlowContacts, { id: '1873' }, (data) => void seen.push(structuredClone(data)));
    await expect.poll(() => seen.at(-1)).toMatchObject({ accountConnector: { name: 'Sales CRM' } });
    expect(JSON.stringify(seen)).not.toContain('records');
    gate.open();
    await expect.poll(() => JSON.stringify(seen.at(-1))).toContain('"Id":1001');
    end();
  });

  test('who loses interest ends the read in the third-party app', async ({ client, sandbox }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: crm.listContacts });
    const end = client.watch(Contacts, { id: '1873' }, () => {});
    await expect.poll(() => callsTo(sandbox)).toHaveLength(1);
    end();
    await expect.poll(() => sandbox.abandoned).toHaveLength(1);
  });

  describe('with persisted documents, and no others answered', () => {
    const persisted = test
      .extend<{ token: string }>({
        // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
        token: async ({}, use) => use(await callerToken(jwtSecret, { cyclr_account_id: 'demo-acme' })),
      })
      .extend({
        env: {
          PERSISTED_DOCUMENTS: manifest,
          PERSISTED_ONLY: 'true',
          ...knownByToken(jwtSecret),
        },
        options: async ({ token }, use) => use({ persisted: true, headers: { authorization: `Bearer ${token}` } }),
      });

    persisted('asks by id: queries by GET, past CSRF prevention, mutations by POST', async ({ client, lines }) => {
      const { data } = await client.query(Stores, { id: '1874' });
      expect(data?.accountConnector?.mailChimp?.listStores).toHaveLength(2);
      const { data: found } = await client.mutate(SearchContacts, { id: '1873', lastName: 'Doe' });
      expect(found?.callConnectorMethod).toHaveLength(2);
      expect(lines.filter(({ msg }) => msg === 'request').map(({ method }) => method)).toEqual(['GET', 'POST']);
    });

    persisted('an unknown id is a clear error', async ({ client }) => {
      const { codes, messages } = await client.query(unknown, {});
      expect(codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
      expect(messages[0]).toContain('Deploy its manifest');
    });

    persisted('a client that sends text is told what to send', async ({ port, token }) => {
      const url = `http://127.0.0.1:${port}/graphql`;
      const { codes } = await create({ url, headers: { authorization: `Bearer ${token}` } }).query(Stores, {
        id: '1874',
      });
      expect(codes).toEqual(['FORBIDDEN']);
    });
  });
});
