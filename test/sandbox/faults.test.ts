import { describe, expect, test as base } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { createGate } from '../fixtures.ts';
import { type Client, createSandboxClient } from '../audits/client.ts';

const test = base.extend<{ sandbox: Sandbox; client: Client }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  sandbox: async ({}, use) => {
    await using sandbox = await startSandbox({ control: true });
    await use(sandbox);
  },
  client: async ({ sandbox }, use) => use(await createSandboxClient(sandbox)),
});

const search = 'account/connectors/1873/methods/6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11';
const count = 'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07';

describe('faults', () => {
  test.for([
    ['unauthorized', 401, /denied/],
    ['ip-refused', 403, /Unknown client IP Address/],
    ['rate-limited', 429, /Too many/],
    ['html', 503, /<!DOCTYPE html>/],
    ['dead-credentials', 400, /Failed to authenticate the connector/],
  ] as const)('%s', async ([name, status, text], { sandbox, client }) => {
    sandbox.fail({ fault: { name }, times: 1 });
    const answer = await client.ask('POST', count, { body: {} });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await client.ask('POST', count, { body: {} })).status).toBe(200);
  });

  test.for(['reset', 'truncated'] as const)('%s cuts the connection', async (name, { sandbox, client }) => {
    sandbox.fail({ fault: { name }, times: 1 });
    await expect(client.ask('POST', count, { body: {} })).rejects.toThrow(/fetch failed|terminated/);
  });

  test('broken-json, gzip, content-type, drip and answer', async ({ sandbox, client }) => {
    for (const name of ['broken-json', 'gzip', 'content-type', 'drip'] as const)
      sandbox.fail({ fault: { name, ...(name === 'drip' && { ms: 0 }) }, times: 1 });
    sandbox.fail({ fault: { name: 'answer', status: 418, body: '"teapot"' }, times: 1 });
    expect((await client.ask('POST', count, { body: {} })).json).toBeUndefined();
    expect((await client.ask('POST', count, { body: {} })).headers.get('content-encoding')).toBe('gzip');
    expect((await client.ask('POST', count, { body: {} })).headers.get('content-type')).toBe('text/plain');
    expect((await client.ask('POST', count, { body: {} })).json).toEqual({ total: 4 });
    expect((await client.ask('POST', count, { body: {} })).json).toBe('teapot');
  });

  test('huge', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'huge', megabytes: 3 }, times: 1 });
    expect((await client.ask('POST', count, { body: {} })).text.length).toBeGreaterThan(3_000_000);
  });

  test('hang answers nobody, a gate when it opens; others are not held up', async ({ sandbox, client }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: search, times: 1 });
    const held = client.ask('POST', search, { body: {} });
    expect((await client.ask('POST', count, { body: {} })).status).toBe(200);
    gate.open();
    expect((await held).status).toBe(200);

    sandbox.fail({ fault: { name: 'hang' }, on: search, times: 1 });
    const left = new AbortController();
    const hanging = fetch(`${sandbox.url}/v1.0/${search}`, { method: 'POST', signal: left.signal });
    await expect.poll(() => sandbox.received.length).toBeGreaterThan(3);
    left.abort();
    await expect(hanging).rejects.toThrow(/abort/);
    await expect.poll(() => sandbox.abandoned).toEqual([`POST /v1.0/${search}`]);
  });

  test('befall only the path they are of, and as often as they say', async ({ sandbox, client }) => {
    sandbox.fail({ fault: { name: 'html' }, on: search, times: 2 });
    const statuses = [];
    for (const path of [search, count, search, search])
      statuses.push((await client.ask('POST', path, { body: {} })).status);
    expect(statuses).toEqual([503, 200, 503, 200]);
  });
});

describe('control over HTTP', () => {
  const control = async (sandbox: Sandbox, method: string, what: string, body?: object) => {
    const response = await fetch(`${sandbox.url}/sandbox/${what}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('adds and clears faults, counts, and begins anew', async ({ sandbox, client }) => {
    await control(sandbox, 'POST', 'faults', { fault: 'answer', status: 409, body: 'no', on: count, times: 5 });
    expect((await client.ask('POST', count, { body: {} })).status).toBe(409);
    await control(sandbox, 'DELETE', 'faults');
    expect((await client.ask('POST', count, { body: {} })).status).toBe(200);
    const { body } = await control(sandbox, 'GET', 'requests');
    expect(body['counts']).toMatchObject({ 'POST /v1.0/account/connectors/:id/methods/:id': 2 });
    await control(sandbox, 'POST', 'reset');
    expect((await control(sandbox, 'GET', 'requests')).body['counts']).toEqual({});
    expect((await client.ask('POST', count, { body: {} })).status).toBe(401);
  });

  test('a header befalls the request that carries it', async ({ sandbox }) => {
    const response = await fetch(`${sandbox.url}/v1.0/connectors`, { headers: { 'x-sandbox-fault': 'rate-limited' } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await fetch(`${sandbox.url}/v1.0/connectors`, { headers: { 'x-sandbox-fault': 'nonsense' } })).status).toBe(
      400,
    );
  });

  test('an unknown fault is refused with the known ones', async ({ sandbox }) => {
    const { status, body } = await control(sandbox, 'POST', 'faults', { fault: 'nonsense' });
    expect(status).toBe(400);
    expect(body['Message']).toMatch(/latency, hang/);
  });

  test('is not there unless it was asked for', async () => {
    await using sandbox = await startSandbox();
    expect((await control(sandbox, 'GET', 'requests')).status).toBe(401);
    expect(
      (await fetch(`${sandbox.url}/v1.0/connectors`, { headers: { 'x-sandbox-fault': 'rate-limited' } })).status,
    ).toBe(401);
  });
});

describe('releases', () => {
  test('a newer one has other numbers under the same identifiers; the old ones are then refused', async ({
    sandbox,
    client,
  }) => {
    const numbers = { Parameters: { '400123': 'true' }, Fields: { '24718360': 'Doe' } };
    expect((await client.ask('POST', search, { body: numbers })).status).toBe(200);
    const released = await fetch(`${sandbox.url}/sandbox/releases`, {
      method: 'POST',
      body: '{"connector":"Northwind CRM"}',
    });
    expect(await released.json()).toEqual({ connector: 'Northwind CRM', live: 5240 });
    expect((await client.ask('POST', search, { body: numbers })).status).toBe(400);
    // The old release's own method goes on taking its own numbers.
    expect((await client.ask('POST', 'account/connectors/1873/methods/1571282', { body: numbers })).status).toBe(200);

    const methods = async (of: string) =>
      (await client.ask('GET', `connectors/${of}/methods`)).json as { Id: number; MethodUniqueIdentifier: string }[];
    const [older, newer] = [await methods('5101'), await methods('5240')];
    expect(newer.map((one) => one.MethodUniqueIdentifier)).toEqual(older.map((one) => one.MethodUniqueIdentifier));
    expect(newer.filter(({ Id }) => older.some((one) => one.Id === Id))).toEqual([]);
    expect(await methods('Northwind CRM')).toEqual(newer);
  });
});

describe('a third-party refusal', () => {
  test('comes back as it was, or retold', async ({ sandbox, client }) => {
    const missing = 'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d02';
    const body = { Parameters: { '400101': 5 } };
    const passed = await client.ask('POST', missing, { body });
    expect([passed.status, passed.text]).toEqual([404, '{"code":"NOT_FOUND","message":"There is no record 5"}']);
    sandbox.relay = 'text';
    const retold = await client.ask('POST', missing, { body });
    expect(retold.status).toBe(500);
    expect((retold.json as { Message: string }).Message).toMatch(
      /^404 Not Found\r\n\{.*\}\r\n\r\n\r\nHTTP Request:\r\n/,
    );
  });
});

test('a token ends with its lifetime', async () => {
  await using sandbox = await startSandbox({ tokenLifetimeSeconds: 0 });
  const client = await createSandboxClient(sandbox);
  expect((await client.ask('GET', 'connectors')).status).toBe(401);
});
