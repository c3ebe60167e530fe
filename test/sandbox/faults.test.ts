import { describe, expect } from 'vitest';
import { type Fault, startSandbox } from '../../src/sandbox/server.ts';
import { at, listOf } from '../audits/client.ts';
import { createGate } from '../fixtures.ts';
import { clientOf, crm, searchContacts, test } from './fixtures.ts';

const call = `${crm}/methods/${searchContacts}`;
const read = { body: { Parameters: {}, Fields: {} } };

describe('a fault', () => {
  const answered: readonly (readonly [Fault, number, string | RegExp])[] = [
    [{ name: 'unauthorized' }, 401, '{"Message":"Authorization has been denied for this request."}'],
    [{ name: 'ip-refused' }, 403, /Unknown client IP Address: contact support/],
    [{ name: 'rate-limited' }, 429, /Message/],
    [{ name: 'rate-limited', by: 'app' }, 429, '{"message":"Too many requests."}'],
    [{ name: 'html' }, 503, /^<!DOCTYPE html>/],
    [{ name: 'html', status: 200 }, 200, /^<!DOCTYPE html>/],
    [{ name: 'dead-credentials' }, 400, '{"Message":"Failed to authenticate the connector"}'],
    [{ name: 'app-refuses', status: 409, body: '{"no":1}' }, 409, '{"no":1}'],
    [{ name: 'empty' }, 200, ''],
    [{ name: 'empty', as: 'null' }, 200, 'null'],
    [{ name: 'empty', as: 'no-content' }, 204, ''],
    [{ name: 'answer', status: 418, body: 'tea' }, 418, 'tea'],
    [{ name: 'content-type' }, 200, /^\{"records":/],
    [{ name: 'gzip' }, 200, /^\{"records":/],
    [{ name: 'drip', bytes: 50, ms: 0 }, 200, /^\{"records":.*\}$/],
  ];

  test.for(answered)('%j answers %i', async ([fault, status, text], { sandbox, client }) => {
    sandbox.fail({ fault });
    const answer = await client.ask('POST', call, read);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(typeof text === 'string' ? new RegExp(`^${RegExp.escape(text)}$`) : text);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('"rate-limited" says when to come again', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'rate-limited', retryAfter: '7' } });
    expect((await client.ask('POST', call, read)).headers.get('retry-after')).toBe('7');
  });

  test('"answer" has the headers that it names', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'answer', status: 503, body: '', headers: { 'Retry-After': '120' } } });
    expect((await client.ask('POST', call, read)).headers.get('retry-after')).toBe('120');
  });

  test('"content-type" and "gzip" change what the answer says of itself', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'content-type', contentType: 'text/plain' }, times: 1 });
    sandbox.fail({ fault: { name: 'gzip' }, times: 1 });
    expect((await client.ask('POST', call, read)).headers.get('content-type')).toBe('text/plain');
    expect((await client.ask('POST', call, read)).headers.get('content-encoding')).toBe('gzip');
  });

  test('"broken-json" comes whole and cannot be read', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'broken-json' } });
    const { status, json, text } = await client.ask('POST', call, read);
    expect({ status, json }).toEqual({ status: 200, json: undefined });
    expect(text).toMatch(/^\{"records":/);
  });

  test('"huge" is as large as asked', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'huge', megabytes: 3 } });
    const { text, json } = await client.ask('POST', call, read);
    expect(text).toHaveLength(3_000_016);
    expect(listOf(at(json, 'records'))).toHaveLength(1);
  });

  test.for([{ name: 'reset' }, { name: 'truncated' }] as const)(
    '%j cuts the connection',
    async (fault, { sandbox, client }) => {
      sandbox.fail({ fault });
      await expect(client.ask('POST', call, read)).rejects.toThrow(/fetch failed|terminated/);
    },
  );
});

describe('a request that waits', () => {
  const other = `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07`;

  test('for a gate is answered when it opens, and holds up no other', async ({ sandbox, client }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: call, times: 1 });
    const held = client.ask('POST', call, read);
    expect((await client.ask('POST', other, read)).status).toBe(200);
    gate.open();
    expect((await held).status).toBe(200);
  });

  test('for ever is known to have been abandoned when its caller leaves', async ({ sandbox }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: call, times: 1 });
    const left = new AbortController();
    const hanging = fetch(`${sandbox.url}/v1.0/${call}`, { method: 'POST', signal: left.signal });
    await expect.poll(() => sandbox.received.length).toBe(1);
    left.abort();
    await expect(hanging).rejects.toThrow(/abort/);
    await expect.poll(() => sandbox.abandoned).toEqual([`POST /v1.0/${call}`]);
  });
});

describe('a fault befalls', () => {
  const refused = { name: 'unauthorized' } as const;
  const statuses = async (ask: () => Promise<{ status: number }>, times: number) => {
    const found: number[] = [];
    for (let time = 0; time < times; time++) found.push((await ask()).status);
    return found;
  };

  test('so many requests, after it let some pass', async ({ sandbox, client }) => {
    const set = sandbox.fail({ fault: refused, skip: 1, times: 2 });
    expect(await statuses(() => client.ask('GET', crm), 5)).toEqual([200, 401, 401, 200, 200]);
    expect(set.met).toBe(2);
  });

  test.for([
    ['a part of the path', '/1874'],
    ['a method by name', { method: 'list stores' }],
    ['a method by identifier', { method: '9c2d7e10-5f3a-4b8e-9a01-3d5e7f901201' }],
    ['an account connector', { accountConnector: '1874' }],
    ['an account connector and an HTTP method', { accountConnector: '1874', http: 'POST' }],
  ] as const)('only what it is aimed at: %s', async ([, on], { sandbox, client }) => {
    sandbox.fail({ fault: refused, on });
    const stores = 'account/connectors/1874/methods/9c2d7e10-5f3a-4b8e-9a01-3d5e7f901201';
    expect((await client.ask('POST', stores, read)).status).toBe(401);
    expect((await client.ask('POST', call, read)).status).toBe(200);
  });

  test('one account and not another', async ({ sandbox, client }) => {
    sandbox.fail({ fault: refused, on: { account: 'demo-globex' } });
    expect((await client.ask('GET', 'account/connectors', { account: 'demo-globex' })).status).toBe(401);
    expect((await client.ask('GET', 'account/connectors')).status).toBe(200);
  });

  test('by chance, and the same requests for the same seed', async () => {
    const run = async (seed: number) => {
      await using sandbox = await startSandbox({ seed });
      const client = await clientOf(sandbox);
      sandbox.fail({ fault: refused, chance: 0.5 });
      return await statuses(() => client.ask('GET', crm), 20);
    };
    const first = await run(7);
    expect(new Set(first)).toEqual(new Set([200, 401]));
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a write before it does its work, or after, as asked', async ({ sandbox, client }) => {
    const create = `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03/body`;
    const count = async () =>
      at((await client.ask('POST', `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07`, { body: {} })).json, 'total');
    const before = await count();
    const fault = sandbox.fail({ fault: { name: 'reset' }, on: create });
    await expect(client.ask('POST', create, { body: { Body: { LastName: 'A' } } })).rejects.toThrow('fetch failed');
    expect(await count()).toBe(before);

    fault.remove();
    sandbox.fail({ fault: { name: 'reset' }, on: create, applied: true });
    await expect(client.ask('POST', create, { body: { Body: { LastName: 'B' } } })).rejects.toThrow('fetch failed');
    expect(await count()).toBe(Number(before) + 1);
  });

  test('no refusal with a success', async ({ sandbox, client }) => {
    const create = `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03/body`;
    sandbox.fail({ fault: { name: 'empty' }, on: create });
    expect((await client.ask('POST', create, { body: { Body: { LastName: 'A' } } })).status).toBe(200);
    sandbox.revokeTokens();
    expect((await client.ask('POST', create, { body: {} })).status).toBe(401);
  });

  test('no account connector of a partner integration with an unknown IP address', async ({ sandbox, client }) => {
    const body = { Name: 'Own app', AuthValue: 'key', IsPartnerIntegrationConnector: true };
    const { json } = await client.ask('POST', 'connectors/MailChimp/install', { body });
    sandbox.fail({ fault: { name: 'ip-refused' }, on: 'methods/' });
    const method = 'methods/9c2d7e10-5f3a-4b8e-9a01-3d5e7f901201';
    expect((await client.ask('GET', `account/connectors/${String(at(json, 'Id'))}/${method}`)).status).toBe(200);
    expect((await client.ask('GET', `account/connectors/1874/${method}`)).status).toBe(403);
  });
});
