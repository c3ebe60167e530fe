import fc from 'fast-check';
import { expect } from 'vitest';
import { type Scenario, startSandbox } from '../src/sandbox/server.ts';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { post, test } from './fixtures.ts';

const routerSecret = 'a secret of more than 32 characters';
const accounts = ['acme', 'globex', 'initech'];

/** Accounts that have everything under the same ids, and whose records name their owner. */
const scenario: Scenario = {
  connectors: [
    {
      Name: 'CRM',
      methods: [
        {
          Name: 'List Things',
          MethodType: 'Action',
          MethodUniqueIdentifier: '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11',
          answer: { kind: 'list', of: 'things', at: 'records' },
        },
        {
          Name: 'Add Thing',
          MethodType: 'Action',
          MethodUniqueIdentifier: '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e12',
          RequestFields: [{ Name: 'Owner', Location: 'owner', Id: 5 }],
          answer: { kind: 'insert', of: 'things' },
        },
      ],
    },
  ],
  accounts: accounts.map((Id) => ({
    Id,
    Name: Id,
    accountConnectors: [
      { Id: 1, Name: `CRM of ${Id}`, connector: 'CRM', AuthValue: 'x', records: { things: [{ Id: 1, owner: Id }] } },
    ],
  })),
};

const steps = {
  name: '{ accountConnector(id: 1) { name } }',
  list: '{ accountConnectors { name accountId } }',
  read: '{ accountConnector(id: 1) { call(method: "List Things") { records } } }',
  write: 'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1, method: "Add Thing", fields: $f) }',
  numbers:
    'mutation ($n: JSONObject) { callConnectorMethod(accountConnectorId: 1, method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e12", fields: $n) }',
} as const;

test('accounts with the same ids, at the same moment, in batches, never see anything of each other', async () => {
  await using sandbox = await startSandbox({ scenario });
  const config = parseConfig({
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: routerSecret,
  });
  await using gateway = await createGateway(config, { log: silentLog, ...door });

  const request = fc.record({
    account: fc.constantFrom(...accounts),
    operations: fc.array(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), {
      minLength: 1,
      maxLength: 5,
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 8 }), async (requests) => {
      await Promise.all(
        requests.map(async ({ account, operations }) => {
          const batch = operations.map((step) => ({
            query: steps[step],
            variables: { f: { owner: account }, n: { '5': account } },
          }));
          const { text, status } = await post(gateway, batch, {
            'x-router-secret': routerSecret,
            'x-cyclr-account': account,
          });
          expect(status).toBe(200);
          expect(text).not.toContain('errors');
          expect(text).toContain(account);
          for (const other of accounts.filter((one) => one !== account)) expect(text).not.toContain(other);
        }),
      );
    }),
    { numRuns: 40 },
  );
  // Every upstream call was made for the account that its token is of: another's would have been refused.
  expect(
    new Set(sandbox.received.filter(({ path }) => path.startsWith('/v1.0')).map(({ account }) => account)),
  ).toEqual(new Set(accounts));
});

test('a token of one account opens no other, whatever the gateway were to ask', async () => {
  await using sandbox = await startSandbox({ scenario });
  const grant = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'sandbox',
      client_secret: 'sandbox',
      scope: 'account:acme',
    }),
  });
  const { access_token } = (await grant.json()) as { access_token: string };
  const statusFor = async (account: string) =>
    (
      await fetch(`${sandbox.url}/v1.0/account/connectors`, {
        headers: { authorization: `Bearer ${access_token}`, 'x-cyclr-account': account },
      })
    ).status;
  expect([await statusFor('acme'), await statusFor('globex')]).toEqual([200, 403]);
});
