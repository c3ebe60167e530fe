import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect } from 'vitest';
import { createGateway, type Gateway } from '../src/gateway.ts';
import { createHttpServer } from '../src/http/server/server.ts';
import { closeUntaken } from '../src/http/server/taken.ts';
import { limits } from '../src/limits.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { crm, test as base } from './fixtures.ts';

const bytes = 4_000_000;
/** Five times over it is more than the buffers of the system take. */
const queryOf = (account: string, times: number) =>
  `{ accountConnector(id: ${account === 'demo-acme' ? 1873 : 2873}) { call(method: "List Contacts") { ${Array.from({ length: times }, (_, at) => `a${at}: body`).join(' ')} } } }`;

/** A gateway that holds two answers for a caller and three for all, behind a server. */
const test = base.extend<{ gateway: Gateway; port: number }>({
  gateway: async ({ config }, use) => {
    const few = { ...limits, callerBytesInFlight: 2 * bytes, bytesInFlight: 3 * bytes };
    await using gateway = await createGateway({ ...config, limits: few }, { log: silentLog, ...door });
    gateway.sandbox?.fail({
      fault: {
        name: 'answer',
        status: 200,
        body: JSON.stringify('x'.repeat(bytes)),
        contentType: 'application/json',
      },
      on: crm.listContacts,
    });
    await use(gateway);
  },
  port: async ({ gateway }, use) => {
    const server = createHttpServer(gateway.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

function send(port: number, times: number, account = 'demo-acme'): Socket {
  const body = JSON.stringify({ query: queryOf(account, times) });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nX-Cyclr-Account: ${account}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

/** What a caller gets who reads. */
async function taken(port: number, account?: string): Promise<string> {
  const text = (await send(port, 1, account).toArray()).join('');
  return /"code":"(\w+)"/.exec(text)?.[1] ?? /^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? text;
}

/** Asks, and reads nothing but the beginning. */
async function untaken(port: number, account?: string): Promise<Socket> {
  const socket = send(port, 5, account);
  await once(socket, 'readable');
  return socket;
}

describe('answers that nobody takes', () => {
  test('keep their caller from asking for more, and nobody else', async ({ port }) => {
    const held = [await untaken(port), await untaken(port)];
    expect(await taken(port)).toBe('RATE_LIMITED');
    expect(await taken(port, 'demo-globex')).toBe('200');
    for (const socket of held) socket.destroy();
    await expect.poll(() => taken(port)).toBe('200');
  });

  test('of several callers keep the gateway from asking for more than it has memory for', async ({ port }) => {
    const held = [await untaken(port), await untaken(port), await untaken(port, 'demo-globex')];
    expect(await taken(port, 'demo-globex')).toBe('UPSTREAM_UNAVAILABLE');
    held[2]?.destroy();
    await expect.poll(() => taken(port, 'demo-globex')).toBe('200');
    for (const socket of held) socket.destroy();
  });

  test('lose their connection in the end', async ({ gateway, clock }) => {
    const server = createHttpServer(gateway.listener);
    closeUntaken(server, 60_000);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socket = await untaken(port);
    const connections = () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    clock.pass(59_999);
    await new Promise(setImmediate);
    expect(await connections()).toBe(1);
    clock.pass(1);
    await once(socket.resume(), 'close');
    await new Promise((resolve) => server.close(resolve));
  });
});

test('answers that are taken are not counted', async ({ port }) => {
  for (let at = 0; at < 4; at++) expect(await taken(port)).toBe('200');
});
