import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway, type Gateway } from '../src/gateway.ts';
import { startSandbox } from '../src/sandbox/server.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { post, test as base } from './fixtures.ts';
import { callerToken, knownByToken } from './tokens.ts';

const secret = 'a secret of more than 32 characters';
const policy = {
  rules: [
    { name: 'Sales works in its CRM', effect: 'allow', roles: ['sales'], connectors: ['Northwind *'] },
    { name: 'Nobody deletes', effect: 'deny', roles: ['*'], methods: ['Delete *'] },
    { name: 'Readers read', effect: 'allow', roles: ['reader'], kind: 'READ' },
  ],
};

type Asked = (role: string, query: string, account?: string, claim?: unknown) => ReturnType<typeof post>;

const test = base.extend<{ guarded: Gateway; as: Asked }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  guarded: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
    await using sandbox = await startSandbox();
    await using gateway = await createGateway(
      parseConfig({
        CYCLR_API_URL: sandbox.url,
        CYCLR_CLIENT_ID: 'sandbox',
        CYCLR_CLIENT_SECRET: 'sandbox',
        ...knownByToken(secret),
        POLICY_FILE: join(folder, 'policy.json'),
      }),
      { log: silentLog },
    );
    await use(gateway);
    await rm(folder, { recursive: true });
  },
  as: async ({ guarded }, use) =>
    use(async (role, query, account, claim = 'demo-acme') => {
      const token = await callerToken(secret, { cyclr_account_id: claim, roles: [role] });
      return post(
        guarded,
        { query },
        { authorization: `Bearer ${token}`, ...(account !== undefined && { 'x-cyclr-account': account }) },
      );
    }),
});

const create =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) }';
const remove =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Delete Contact", parameters: { ContactId: 1001 }) }';
const stores = '{ accountConnector(id: 1874) { call(method: "List Stores") { records(select: ["id"]) } } }';

describe('a policy', () => {
  test.for([
    ['sales', create, undefined],
    ['sales', remove, 'FORBIDDEN'],
    ['sales', stores, 'FORBIDDEN'],
    ['reader', create, 'FORBIDDEN'],
    ['reader', stores, undefined],
    ['nobody', stores, 'FORBIDDEN'],
  ] as const)('%s, %s: %s', async ([role, query, code], { as }) => {
    const { body } = await as(role, query);
    expect(body.errors?.[0]?.extensions['code']).toBe(code);
  });

  test('holds for calls in numbers too', async ({ as }) => {
    const { body } = await as(
      'reader',
      create.replace('"Create Contact"', '"0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03"').replace('{ LastName: "x" }', '{}'),
    );
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('hides what it forbids: lists, one by name, suggestions, explain', async ({ as }) => {
    const { body, text } = await as(
      'sales',
      '{ accountConnector(id: 1873) { methods(search: "contact") { name } method(method: "Delete Contact") { name } connector { methods { name } } } misspelt: accountConnector(id: 1873) { explain(method: "Delet Contact") { path } } other: accountConnector(id: 1874) { methods { name } } }',
    );
    expect(text).not.toContain('"Delete Contact"');
    expect(body.data).toMatchObject({ accountConnector: { method: null }, other: { methods: [] } });
    const forbidden = await as(
      'sales',
      '{ accountConnector(id: 1873) { explain(method: "Delete Contact", parameters: { ContactId: 1 }) { path } } }',
    );
    expect(forbidden.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('who calls, for which account', () => {
  test('nobody without a token, with 401 and how to ask', async ({ guarded }) => {
    const { status, headers, body } = await post(guarded, { query: '{ __typename }' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('the account is one of the claim, and no other', async ({ as }) => {
    const query = '{ account { id } }';
    expect((await as('sales', query)).body.data).toEqual({ account: { id: 'demo-acme' } });
    expect((await as('sales', query, 'demo-globex')).body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await as('sales', query, 'demo-globex', ['demo-acme', 'demo-globex'])).body.data).toEqual({
      account: { id: 'demo-globex' },
    });
    const other = await as('sales', '{ account(id: "demo-globex") { accountConnectors { id } } }');
    expect(other.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(other.text).not.toContain('2873');
  });
});
