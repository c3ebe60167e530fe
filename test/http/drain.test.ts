import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test as base } from 'vitest';
import { createDrain, type Drain } from '../../src/http/server/drain.ts';
import { createHttpServer } from '../../src/http/server/server.ts';
import { createGate } from '../fixtures.ts';

interface Draining {
  readonly port: number;
  readonly drain: Drain;
  /** Lets the requests of `/slow` be answered. */
  readonly release: () => void;
  /** Resolves when the first of them has come. */
  readonly slow: Promise<void>;
}

const test = base.extend<{ draining: Draining }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  draining: async ({}, use) => {
    const [gate, arrival] = [createGate(), createGate()];
    const server = createHttpServer(({ url }, response) => {
      if (url !== '/slow') {
        response.end('answered');
        return;
      }
      arrival.open();
      void gate.opened.then(() => response.end('answered'));
    });
    const drain = createDrain(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ port, drain, release: gate.open, slow: arrival.opened });
    server.closeAllConnections();
  },
});

const forEver = 600_000;

async function ask(port: number, path: string, agent: Agent) {
  const [answer] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
  const text = (await answer.toArray()).join('');
  return { text, connection: answer.headers.connection };
}

test('before it, connections are kept', async ({ draining: { port } }) => {
  expect(await ask(port, '/', new Agent({ keepAlive: true }))).toEqual({ text: 'answered', connection: 'keep-alive' });
});

test('from its start, answers close their connections and new connections are still accepted', async ({
  draining: { port, drain },
}) => {
  const agent = new Agent({ keepAlive: true });
  await ask(port, '/', agent);
  drain.start();
  expect(await ask(port, '/', agent)).toEqual({ text: 'answered', connection: 'close' });
  expect(await ask(port, '/', new Agent())).toEqual({ text: 'answered', connection: 'close' });
});

test('its end answers what is on its way and what comes on an open connection, and refuses new ones', async ({
  draining: { port, drain, release, slow },
}) => {
  const idle = new Agent({ keepAlive: true, maxSockets: 1 });
  await ask(port, '/', idle);
  const answer = ask(port, '/slow', new Agent());
  await slow;
  const finished = drain.finish(forEver);

  expect(await ask(port, '/', idle)).toEqual({ text: 'answered', connection: 'close' });
  await expect(ask(port, '/', new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  release();
  expect(await answer).toMatchObject({ text: 'answered' });
  await finished;
});

test('its end closes connections that ask for nothing', async ({ draining: { port, drain } }) => {
  await ask(port, '/', new Agent({ keepAlive: true }));
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  await ask(port, '/', new Agent());
  await Promise.all([drain.finish(forEver), once(silent, 'close')]);
});

test('its end answers a request that arrives on a connection just accepted', async ({ draining: { port, drain } }) => {
  const late = connect(port, '127.0.0.1');
  await once(late, 'connect');
  const finished = drain.finish(forEver);
  await new Promise(setImmediate);
  late.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect((await late.toArray()).join('')).toMatch(/^HTTP\/1\.1 200 [^]*answered$/);
  await finished;
});

test('its end cuts off what takes longer than its deadline', async ({ draining: { port, drain, slow } }) => {
  const answer = ask(port, '/slow', new Agent());
  const cut = answer.then(
    () => 'answered',
    (error: NodeJS.ErrnoException) => error.code,
  );
  await slow;
  await drain.finish(1);
  expect(await cut).toBe('ECONNRESET');
});
