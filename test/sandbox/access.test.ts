import { describe, expect } from 'vitest';
import { at, listOf, textAt } from '../audits/client.ts';
import { crm, searchContacts, test as base } from './fixtures.ts';

describe('a token', () => {
  let now = Date.UTC(2026, 0, 1);
  const test = base.extend({ options: { tokenLifetimeSeconds: 60, now: () => now } });

  test('ends when it says', async ({ client }) => {
    const { json } = await client.token();
    expect(json).toMatchObject({ expires_in: 59, '.issued': 'Thu, 01 Jan 2026 00:00:00 GMT' });
    const token = textAt(json, 'access_token');
    now += 59_000;
    expect((await client.ask('GET', crm, { token })).status).toBe(200);
    now += 1000;
    expect((await client.ask('GET', crm, { token })).status).toBe(401);
  });
});

describe('a token of one account', () => {
  base('opens nothing of another, whatever the endpoint', async ({ client }) => {
    const token = textAt((await client.token({ scope: 'account:demo-globex' })).json, 'access_token');
    const globex = { token, account: 'demo-globex' };
    expect((await client.ask('GET', 'account/connectors/2873', globex)).status).toBe(200);
    expect(listOf((await client.ask('GET', 'accounts', globex)).json).map((one) => at(one, 'Id'))).toEqual([
      'demo-globex',
    ]);
    const own = { token, account: null };
    for (const [http, path, body] of [
      ['GET', 'accounts/demo-acme', undefined],
      ['PUT', 'accounts/demo-acme', { Name: 'x' }],
      ['DELETE', 'accounts/demo-acme', undefined],
      ['GET', 'accounts/demo-acme/usage', undefined],
      ['POST', 'accounts', { Id: 'third', Name: 'Third' }],
    ] as const) {
      expect((await client.ask(http, path, { ...own, ...(body !== undefined && { body }) })).status).toBe(403);
    }
    for (const path of [crm, 'connectors', 'accounts']) {
      expect((await client.ask('GET', path, { token })).status).toBe(403);
    }
    expect((await client.ask('GET', 'accounts/demo-acme')).status).toBe(200);
  });

  base('is not given for an account that is not there, or for another scope', async ({ client }) => {
    for (const scope of ['account:nobody', 'account:', 'everything']) {
      expect(await client.token({ scope })).toMatchObject({ status: 400, json: { error: 'invalid_scope' } });
    }
  });
});

describe('an account connector whose credentials are gone', () => {
  const dead = `account/connectors/1879/methods/${searchContacts}`;
  base('answers as its third-party app does, or as Cyclr puts it', async ({ client, sandbox }) => {
    expect(await client.ask('POST', dead, { body: {} })).toMatchObject({
      status: 401,
      text: '{"message":"The access token is not valid any more."}',
    });
    sandbox.relay = 'text';
    expect(await client.ask('POST', dead, { body: {} })).toMatchObject({
      status: 400,
      text: '{"Message":"Failed to authenticate the connector"}',
    });
  });

  base('answers again once it has new ones', async ({ client }) => {
    await client.ask('PUT', 'account/connectors/1879', { body: { AuthValue: 'new' } });
    expect((await client.ask('POST', dead, { body: {} })).status).toBe(200);
  });
});

base('what came in is kept, with how it was answered', async ({ client, sandbox }) => {
  await client.ask('POST', `${crm}/methods/${searchContacts}?x=1`, { body: '{}', headers: { 'x-request-id': 'r-1' } });
  await client.ask('GET', 'account/connectors/999', { account: 'demo-globex' });
  expect(sandbox.received).toMatchObject([
    { method: 'POST', path: '/oauth/token', body: '', status: 200 },
    {
      method: 'POST',
      path: `/v1.0/${crm}/methods/${searchContacts}?x=1`,
      account: 'demo-acme',
      requestId: 'r-1',
      body: '{}',
      status: 200,
    },
    { method: 'GET', account: 'demo-globex', status: 404 },
  ]);
});

base('closing it frees its port, also while a request hangs', async ({ sandbox, client }) => {
  sandbox.fail({ fault: { name: 'hang' } });
  const hanging = client.ask('GET', crm).catch((error: unknown) => String(error));
  await expect.poll(() => sandbox.received.length).toBe(2);
  await sandbox[Symbol.asyncDispose]();
  expect(await hanging).toMatch(/fetch failed/);
  await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
});
