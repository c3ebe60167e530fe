import type { AddressInfo } from 'node:net';
import { setTimeout as passed } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { createHttpServer } from '../../src/http/server/server.ts';
import { test as withBrowser } from '../browser.ts';
import { createGate, crm, test as base } from '../fixtures.ts';
import { chromium, hasNginx } from '../needs.ts';
import { startNginx } from './nginx.ts';
import { askOnce, postWhile, rollOut, startReplica } from './replicas.ts';

/** A tenth of a second stands for ten: nginx keeps connections for less than the gateway does. */
const keepAliveMs = 650;
const keepAlive = '600ms';

const test = base.extend<{ url: string }>({
  url: async ({ gateway }, use) => {
    const server = createHttpServer(gateway.listener, { keepAliveMs });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    {
      await using nginx = await startNginx({ ports: [port], keepAlive });
      await use(nginx.url);
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

const post = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe.runIf(hasNginx)('behind nginx', () => {
  test('every POST over connections that were idle for a while is answered', async ({ url }) => {
    const statuses = new Set<string>();
    for (const idleMs of [0, 50, 300, 580, 600, 620, 650, 680, 700]) {
      await passed(idleMs);
      for (const status of await Promise.all(Array.from({ length: 8 }, () => askOnce(url)))) statuses.add(status);
    }
    expect([...statuses]).toEqual(['200']);
  });

  test('parts arrive as they are sent', async ({ url, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.listContacts, times: 1 });
    const query = '{ accountConnector(id: 1873) { name ... @defer { call(method: "List Contacts") { records } } } }';
    const { body, headers } = await post(`${url}/graphql`, query, { accept: 'multipart/mixed' });
    // nginx keeps X-Accel-Buffering for itself.
    expect(headers.get('cache-control')).toBe('no-store');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader() ?? expect.fail();
    let text = '';
    while (!text.includes('Sales CRM')) text += (await reader.read()).value ?? expect.fail();
    expect(text).not.toContain('records');
    gate.open();
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text).toContain('"Id":1001');
  });

  test('below a path the graph is found, and what is missing is told', async ({ url }) => {
    expect(await (await post(`${url}/api/graphql`, '{ __typename }')).json()).toEqual({
      data: { __typename: 'Query' },
    });
    const missing = await post(`${url}/api/api/graphql`, '{ __typename }');
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  test('a body over the limit of the gateway is refused by the gateway', async ({ url }) => {
    const response = await post(`${url}/graphql`, 'x'.repeat(1_100_000));
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] },
    ]);
  });

  test('a rollout of two replicas fails no request', async () => {
    await using stack = new AsyncDisposableStack();
    const replicas = [stack.use(await startReplica()), stack.use(await startReplica())];
    const nginx = stack.use(await startNginx({ ports: replicas.map(({ port }) => port) }));
    const statuses = await postWhile(nginx.url, () => rollOut(replicas, nginx, stack));
    const failed = [...statuses.keys()].filter((status) => status !== '200');
    expect(failed.length > 0 ? [...failed, await nginx.errors()] : failed).toEqual([]);
    expect(statuses.get('200')).toBeGreaterThan(0);
  });
});

describe.runIf(hasNginx && chromium)('GraphiQL below a path', () => {
  withBrowser(
    'is found, loads its files and asks the address that it was opened at',
    async ({ tab: page, gateway }) => {
      const server = createHttpServer(gateway.listener);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      {
        await using nginx = await startNginx({ ports: [port] });
        const asked = page.waitForRequest((request) => request.method() === 'POST');
        await page.goto(`${nginx.url}/api/`);
        expect((await asked).url()).toBe(`${nginx.url}/api/graphql`);
        expect((await (await asked).response())?.status()).toBe(200);
        await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  );
});
