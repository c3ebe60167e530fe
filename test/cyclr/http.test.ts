import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { noRules } from '../../src/connectors/method-rules.ts';
import { expect, test as base } from 'vitest';
import { createTokens } from '../../src/cyclr/token.ts';
import { pathOf } from '../../src/cyclr/path.ts';
import type { CyclrRequest } from '../../src/cyclr/send.ts';
import { type Connect, overHttp } from '../../src/cyclr/transport.ts';
import { GatewayError } from '../../src/errors.ts';
import type { AccountId } from '../../src/ids.ts';
import { Secret } from '../../src/secret.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on loopback whose answer each test gives. */
const test = base.extend<{ serve: (answer: Answer) => Promise<string> }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  serve: async ({}, use) => {
    await using stack = new AsyncDisposableStack();
    await use(async (answer) => {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      stack.defer(() => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(() => resolve()));
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
  },
});

const account = 'demo-acme' as AccountId;
const { signal } = new AbortController();
const request: CyclrRequest = {
  method: 'POST',
  path: '/v1.0/x',
  account,
  body: '{}',
  about: {},
  rules: noRules,
  endsAt: Infinity,
  repeatable: false,
  reachesApp: true,
  signal,
  requestId: 'request-1',
};

function http(url: string, maxAnswerBytes = 1000) {
  return overHttp({ url, connections: 2, maxAnswerBytes, timeoutMs: 60_000 });
}

test('a base URL keeps its path, and the request its id', async ({ serve }) => {
  const url = await serve((seen, response) => response.end([seen.url, seen.headers['x-request-id']].join(' ')));
  await using wire = http(`${url}/tenant/`);
  const { bytes } = await wire.send(request);
  expect(bytes.toString()).toBe('/tenant/v1.0/x request-1');
});

test('a request that waits for a connection ends with its signal, and is not sent over one that comes later', async () => {
  const connections: Parameters<Connect>[1][] = [];
  const connect: Connect = (_options, callback) => void connections.push(callback);
  await using wire = overHttp({
    url: 'http://127.0.0.1:1',
    connections: 1,
    maxAnswerBytes: 1000,
    timeoutMs: 60_000,
    connect,
  });
  const leaving = new AbortController();
  const sent = wire.send({ ...request, signal: leaving.signal });
  await expect.poll(() => connections.length).toBe(1);
  leaving.abort(new GatewayError('TIMEOUT', 'The request did not end in time.'));
  await expect(sent).rejects.toMatchObject({ code: 'TIMEOUT', effect: 'NONE' });

  const [near, far] = duplexPair();
  const written: unknown[] = [];
  far.on('data', (piece) => written.push(piece));
  connections[0]?.(null, near as unknown as Socket);
  await new Promise(setImmediate);
  expect(written).toEqual([]);
});

test('what fails before there is a connection was not sent, whatever it is', async () => {
  const connect: Connect = (_options, callback) =>
    callback(Object.assign(new Error('no route'), { code: 'ENETUNREACH' }), null);
  await using wire = overHttp({
    url: 'http://127.0.0.1:1',
    connections: 1,
    maxAnswerBytes: 1000,
    timeoutMs: 60_000,
    connect,
  });
  await expect(wire.send(request)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    effect: 'NONE',
    unsent: 'NOT_CONNECTED',
  });
});

test('compressed answers are read', async ({ serve }) => {
  const url = await serve((_seen, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('hello')));
  await using wire = http(url);
  expect((await wire.send(request)).bytes.toString()).toBe('hello');
});

test('an answer may be as large as the limit, and not a byte larger, compressed or not', async ({ serve }) => {
  for (const compress of [false, true]) {
    for (const [size, fits] of [
      [1000, true],
      [1001, false],
    ] as const) {
      const url = await serve((_seen, response) => {
        const body = Buffer.alloc(size, 'x');
        if (compress) response.setHeader('content-encoding', 'gzip').end(gzipSync(body));
        else response.end(body);
      });
      await using wire = http(url);
      if (fits) await expect(wire.send(request)).resolves.toMatchObject({ status: 200 });
      else await expect(wire.send(request)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', effect: 'UNKNOWN' });
    }
  }
});

test('a redirect is not followed', async ({ serve }) => {
  const other = await serve((_seen, response) => response.end('stolen'));
  const url = await serve((_seen, response) => response.writeHead(307, { location: other }).end());
  await using wire = http(url);
  expect((await wire.send(request)).status).toBe(307);
});

test('nobody there: unavailable, and never reached the third-party app', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await using wire = http(`http://127.0.0.1:${port}`);
  await expect(wire.send(request)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', effect: 'NONE' });
});

test('a connection that is cut before the answer: unavailable, and may have been applied', async ({ serve }) => {
  const url = await serve((seen) => seen.socket.destroy());
  await using wire = http(url);
  await expect(wire.send(request)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', effect: 'UNKNOWN' });
});

test('an answer that is cut off is invalid', async ({ serve }) => {
  const url = await serve((seen, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"records":', () => seen.socket.destroy());
  });
  await using wire = http(url);
  await expect(wire.send(request)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', effect: 'UNKNOWN' });
});

test('a try ends with its time, whatever the server has sent, and by the rules of its method', async ({ serve }) => {
  const silent = await serve(() => undefined);
  const broken = await serve((_seen, response) => void response.writeHead(200, { 'content-length': '100' }).write('{'));
  for (const url of [silent, broken]) {
    await using wire = overHttp({ url, connections: 1, maxAnswerBytes: 1000, timeoutMs: 50 });
    await expect(wire.send(request)).rejects.toMatchObject({ code: 'TIMEOUT', effect: 'UNKNOWN' });
    await using patient = http(url);
    for (const sooner of [{ rules: { ...noRules, timeoutMs: 50 } }, { endsAt: Date.now() + 50 }])
      await expect(patient.send({ ...request, ...sooner })).rejects.toMatchObject({ code: 'TIMEOUT' });
  }
});

test("a caller who leaves ends the request, with the signal's reason, before the answer and within it", async ({
  serve,
}) => {
  const closed: Promise<unknown>[] = [];
  const leaving = new AbortController();
  const url = await serve((seen, response) => {
    closed.push(new Promise((resolve) => seen.socket.once('close', resolve)));
    response.writeHead(200, { 'content-length': '100' });
    response.write('{', () => setImmediate(() => leaving.abort(reason)));
  });
  const reason = new GatewayError('TIMEOUT', 'The request did not end in time.');
  await using wire = http(url);
  await expect(wire.send({ ...request, signal: leaving.signal })).rejects.toMatchObject({
    message: reason.message,
    effect: 'UNKNOWN',
  });
  await Promise.all(closed);
  await expect(wire.send({ ...request, signal: leaving.signal })).rejects.toBe(reason);
  expect(closed).toHaveLength(1);
});

test('what is told before an answer is not the answer', async ({ serve }) => {
  const url = await serve((_seen, response) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    response.end('hello');
  });
  await using wire = http(url);
  expect(await wire.send(request)).toMatchObject({ status: 200, bytes: Buffer.from('hello') });
});

test('no value leaves its segment of the path', () => {
  for (const value of ['', '.', '..', 'a\0b', '\ud800']) {
    expect(() => pathOf`/v1.0/connectors/${value}/methods`).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error,
    );
  }
  for (const value of ['../x', '%2e%2e', 'a/b', 'a?b=c', 'a#b', 'a\r\nX: y', 'Access CRM', 'a\\b', '%2fetc']) {
    const { pathname, search } = new URL(pathOf`/v1.0/connectors/${value}/methods`, 'http://cyclr');
    expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'v1.0', 'connectors', value, 'methods']);
    expect(search).toBe('');
  }
});

test('whatever the values, a path has the segments of its template', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      let path: string;
      try {
        path = pathOf`/v1.0/${a}/methods/${b}`;
      } catch {
        return;
      }
      expect(new URL(path, 'http://cyclr').pathname.split('/').map(decodeURIComponent)).toEqual([
        '',
        'v1.0',
        a,
        'methods',
        b,
      ]);
    }),
  );
});

function grantingServer(serve: (answer: Answer) => Promise<string>, lifetimeSeconds = 1000) {
  const asked: string[] = [];
  const url = serve((seen, response) => {
    let body = '';
    seen.on('data', (chunk: Buffer) => (body += chunk.toString()));
    seen.on('end', () => {
      asked.push(new URLSearchParams(body).get('scope') ?? 'no scope');
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          access_token: `token-${asked.length}`,
          token_type: 'bearer',
          expires_in: lifetimeSeconds,
          '.refresh': 'False',
        }),
      );
    });
  });
  return { asked, url };
}

const options = { clientId: 'id', clientSecret: new Secret('shh'), timeoutMs: 5000, maxAccounts: 2 };

test('a token is asked for once for all who wait, and for each account apart', async ({ serve }) => {
  const { asked, url } = grantingServer(serve);
  await using tokens = createTokens({ ...options, tokenUrl: await url });
  await Promise.all([...Array(20).keys()].map((index) => tokens.of((index % 2 ? 'a' : 'b') as AccountId, signal)));
  expect(asked.toSorted()).toEqual(['account:a', 'account:b']);
});

test('a token is renewed a minute before its end, once for all who wait', async ({ serve }) => {
  const { asked, url } = grantingServer(serve);
  let now = 0;
  await using tokens = createTokens({ ...options, tokenUrl: await url, now: () => now });
  await tokens.of(account, signal);
  now = 939_999;
  await tokens.of(account, signal);
  expect(asked).toHaveLength(1);
  now = 940_000;
  const old = await Promise.all([tokens.of(account, signal), tokens.of(account, signal)]);
  expect(old.map(({ value }) => value.reveal())).toEqual(['token-1', 'token-1']);
  await expect.poll(async () => (await tokens.of(account, signal)).value.reveal()).toBe('token-2');
  expect(asked).toHaveLength(2);
});

test('while its renewal fails a token is used until its end, and then the failure is told', async ({ serve }) => {
  let [now, answered, isAway] = [0, 0, false];
  const url = await serve((_seen, response) => {
    answered += 1;
    response.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json' });
    response.end('{"access_token":"t","token_type":"bearer","expires_in":1000}');
  });
  await using tokens = createTokens({ ...options, tokenUrl: url, now: () => now, random: () => 0 });
  const token = await tokens.of(account, signal);
  isAway = true;
  now = 950_000;
  expect(await tokens.of(account, signal)).toBe(token);
  await expect.poll(() => answered).toBe(3);
  now = 994_999;
  expect(await tokens.of(account, signal)).toBe(token);
  now = 996_000;
  await expect(tokens.of(account, signal)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', unsent: 'HELD_BACK' });
});

test('after a failure no token is asked for until a moment has passed', async ({ serve }) => {
  let [now, answered] = [0, 0];
  const url = await serve((_seen, response) => {
    answered += 1;
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
  });
  await using tokens = createTokens({ ...options, tokenUrl: url, now: () => now, random: () => 0 });
  for (const at of [0, 99, 100, 299, 300]) {
    now = at;
    await expect(tokens.of(account, signal)).rejects.toMatchObject({ code: 'UPSTREAM_CREDENTIALS' });
  }
  expect(answered).toBe(3);
});

test('however long no token could be had, it is asked for again within two seconds', async ({ serve }) => {
  let [now, isAway] = [0, true];
  const url = await serve((_seen, response) => {
    response.writeHead(isAway ? 400 : 200, { 'content-type': 'application/json' });
    response.end(isAway ? '{"error":"invalid_client"}' : '{"access_token":"t","token_type":"bearer","expires_in":100}');
  });
  await using tokens = createTokens({ ...options, tokenUrl: url, now: () => now, random: () => 0.999 });
  for (now = 0; now < 60_000; now += 500) await tokens.of(account, signal).catch(() => undefined);
  isAway = false;
  now += 2000;
  await expect(tokens.of(account, signal)).resolves.toBeDefined();
});

test('a token endpoint that breaks off its answer is away, and has refused nothing', async ({ serve }) => {
  const url = await serve((_seen, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"access_token":', () => response.destroy());
  });
  await using tokens = createTokens({ ...options, tokenUrl: url });
  await expect(tokens.of(account, signal)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
});

test('a forgotten token is asked for again, but not when a newer one is there', async ({ serve }) => {
  const { asked, url } = grantingServer(serve);
  await using tokens = createTokens({ ...options, tokenUrl: await url });
  const first = await tokens.of(account, signal);
  tokens.forget(account, first);
  const second = await tokens.of(account, signal);
  expect(second.value.reveal()).toBe('token-2');
  tokens.forget(account, first);
  expect(await tokens.of(account, signal)).toBe(second);
  expect(asked).toHaveLength(2);
});

test('no more tokens are kept than accounts are allowed', async ({ serve }) => {
  const { asked, url } = grantingServer(serve);
  await using tokens = createTokens({ ...options, tokenUrl: await url });
  for (const id of ['a', 'b', 'a', 'b', 'c', 'a'] as AccountId[]) await tokens.of(id, signal);
  expect(asked).toEqual(['account:a', 'account:b', 'account:c', 'account:a']);
});

test.for([
  [400, '{"error":"invalid_client"}', 'UPSTREAM_CREDENTIALS'],
  [403, 'Forbidden', 'UPSTREAM_CREDENTIALS'],
  [200, '{"access_token":""}', 'UPSTREAM_CREDENTIALS'],
  [200, '<html>', 'UPSTREAM_CREDENTIALS'],
  [503, '<html>', 'UPSTREAM_UNAVAILABLE'],
] as const)(
  'a token endpoint that answers %i %s: %s, and the failure is not kept',
  async ([status, body, code], { serve }) => {
    let bad = true;
    const url = await serve((_seen, response) => {
      response.writeHead(bad ? status : 200, { 'content-type': 'application/json' });
      response.end(bad ? body : '{"access_token":"t","token_type":"bearer","expires_in":100}');
    });
    let now = 0;
    await using tokens = createTokens({ ...options, tokenUrl: url, now: () => now });
    await expect(tokens.of(account, signal)).rejects.toMatchObject({ code });
    [bad, now] = [false, 1000];
    await expect(tokens.of(account, signal)).resolves.toBeDefined();
  },
);
