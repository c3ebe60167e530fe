/**
 * Attacks a gateway in production configuration, from outside, and prints what was refused how: `npm run attack`.
 * Everything is on loopback, bounded in number and time, and ends by itself. Exit code 1 when something got through.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { sandboxCredentials, startSandbox } from '../../src/sandbox/server.ts';

const jwtSecret = 'an attacker does not know this one, of 32+ characters';
const key = new TextEncoder().encode(jwtSecret);
const mostMs = 500;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
  readonly headers: Headers;
}

interface Attack {
  readonly name: string;
  /** What must come back: a status, and what its text must or must not hold. */
  readonly expected: { readonly status: number; readonly has?: RegExp; readonly hasNot?: RegExp };
  readonly send: () => Promise<Answer>;
  /** Slow on purpose: it is refused by time. */
  readonly takesMs?: number;
}

await using sandbox = await startSandbox();
const gateway = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli.ts'), 'serve', '--port', '0'], {
  env: {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: sandboxCredentials.clientId,
    CYCLR_CLIENT_SECRET: sandboxCredentials.clientSecret,
    AUTH_JWT_SECRET: jwtSecret,
    AUTH_ISSUER: 'issuer',
    AUTH_AUDIENCE: 'gateway',
    RATE_LIMIT_REQUESTS: '100000',
  },
});
const logged: string[] = [];
gateway.stdout.on('data', (chunk: Buffer) => logged.push(chunk.toString()));
gateway.stderr.on('data', (chunk: Buffer) => logged.push(chunk.toString()));

try {
  process.exitCode = (await run(await started(gateway))) ? 0 : 1;
} finally {
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
}

async function started(child: ChildProcess): Promise<string> {
  for (let waited = 0; waited < 100; waited++) {
    const [, url] = /"url":"([^"]+)"/.exec(logged.join('')) ?? [];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`The gateway ended: ${logged.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The gateway did not start within 10 s.');
}

interface Signing {
  readonly secret: Uint8Array;
  readonly issuer: string;
  readonly audience: string;
  readonly expires: string | number;
}

function sign(
  claims: Record<string, unknown>,
  { secret = key, issuer = 'issuer', audience = 'gateway', expires = '5m' }: Partial<Signing> = {},
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(secret);
}

async function run(url: string): Promise<boolean> {
  const acme = { cyclr_account_id: 'demo-acme', sub: 'polite' };
  const token = await sign(acme);
  const forged = new TextEncoder().encode('the attacker’s own secret of 32+ characters');
  const none = new UnsecuredJWT(acme).setIssuer('issuer').setAudience('gateway').setExpirationTime('5m').encode();
  const polite = () => post('{"query":"{ accountConnectors { id } }"}', { authorization: `Bearer ${token}` });

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const startedAt = performance.now();
    const response = await fetch(url + path, { ...init, redirect: 'manual', signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    return { status: response.status, text, ms: performance.now() - startedAt, headers: response.headers };
  }
  const post = (body: string, headers: Record<string, string> = {}) =>
    ask('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body,
    });
  const as =
    (bearer: string, headers: Record<string, string> = {}) =>
    () =>
      post('{"query":"{ accountConnectors { id } }"}', { authorization: `Bearer ${bearer}`, ...headers });
  const query =
    (text: string, variables: object = {}) =>
    () =>
      post(JSON.stringify({ query: text, variables }), { authorization: `Bearer ${token}` });
  const many = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_one, index) => text(index)).join(' ');

  /** Bytes as they are, and what comes back. */
  const raw =
    (bytes: string, takesMs = 2000) =>
    async (): Promise<Answer> => {
      const startedAt = performance.now();
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      socket.write(bytes);
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      socket.on('error', () => undefined);
      await Promise.race([
        once(socket, 'close').catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, takesMs).unref()),
      ]);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0);
      return { status, text: heard, ms: performance.now() - startedAt, headers: new Headers() };
    };
  const head = (...lines: string[]) =>
    `${['POST /graphql HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Type: application/json', ...lines].join('\r\n')}\r\n\r\n`;
  const call = 'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts") }';
  const limit = { status: 400, has: /LIMIT_EXCEEDED/ };

  const attacks: readonly Attack[] = [
    // Who is there?
    {
      name: 'no token',
      expected: { status: 401, has: /UNAUTHENTICATED/ },
      send: () => post('{"query":"{ __typename }"}'),
    },
    { name: 'a token nobody signed (alg none)', expected: { status: 401 }, send: as(none) },
    { name: 'a token of another secret', expected: { status: 401 }, send: as(await sign(acme, { secret: forged })) },
    {
      name: 'an expired token',
      expected: { status: 401, has: /expired/i },
      send: as(await sign(acme, { expires: Math.floor(Date.now() / 1000) - 3600 })),
    },
    { name: 'a token of another issuer', expected: { status: 401 }, send: as(await sign(acme, { issuer: 'other' })) },
    {
      name: 'a token for another audience',
      expected: { status: 401 },
      send: as(await sign(acme, { audience: 'other' })),
    },
    { name: 'a token of 100 KB', expected: { status: 431 }, send: as('x'.repeat(100_000)) },
    {
      name: 'another account by header',
      expected: { status: 403, has: /FORBIDDEN/, hasNot: /2873/ },
      send: as(token, { 'x-cyclr-account': 'demo-globex' }),
    },
    {
      name: 'another account by argument',
      expected: { status: 200, has: /FORBIDDEN/, hasNot: /2873/ },
      send: query('{ account(id: "demo-globex") { accountConnectors { id } } }'),
    },
    {
      name: 'another account’s account connector',
      expected: { status: 200, has: /NOT_FOUND/ },
      send: query(call.replace('1873', '2873')),
    },
    {
      name: 'a router’s headers without a router',
      expected: { status: 401 },
      send: () => post('{"query":"{ __typename }"}', { 'x-router-secret': 'x', 'x-cyclr-account': 'demo-acme' }),
    },

    // What is there?
    {
      name: 'introspection',
      expected: { status: 400, hasNot: /callConnectorMethod/ },
      send: query('{ __schema { types { name } } }'),
    },
    {
      name: 'a misspelt field, for suggestions',
      expected: { status: 400, hasNot: /Did you mean/ },
      send: query('{ accountConector { id } }'),
    },
    {
      name: 'GraphiQL',
      expected: { status: 406, hasNot: /<html/i },
      send: () =>
        ask('/graphql?query={__typename}', { headers: { accept: 'text/html', 'graphql-require-preflight': '1' } }),
    },
    { name: 'other paths', expected: { status: 404 }, send: () => ask('/../../etc/passwd', {}) },

    // Too much
    { name: 'a body of 2 MB', expected: { status: 413 }, send: () => post(`{"query":"${'x'.repeat(2_000_000)}"}`) },
    { name: '100,000 tokens', expected: limit, send: query(`{ ${many(100_000, () => 'a')} }`) },
    { name: '1,000 aliases', expected: limit, send: query(`{ ${many(600, (index) => `a${index}: __typename`)} }`) },
    {
      name: 'fragments that double 60 times',
      expected: limit,
      send: query(
        `{ ...F0 } ${many(60, (index) => `fragment F${index} on Query { a: __typename ...F${index + 1} ...F${index + 1} }`)} fragment F60 on Query { __typename }`,
      ),
    },
    {
      name: 'fragments in a circle',
      expected: { status: 400 },
      send: query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    },
    { name: '300 levels', expected: limit, send: query(`{ ${'a { '.repeat(300)} a ${'}'.repeat(300)} }`) },
    { name: '500 directives', expected: limit, send: query(`{ __typename ${many(300, () => '@skip(if: false)')} }`) },
    {
      name: '11 operations in a batch',
      expected: { status: 413, has: /LIMIT_EXCEEDED/ },
      send: () =>
        post(JSON.stringify(Array.from({ length: 11 }, () => ({ query: '{ __typename }' }))), {
          authorization: `Bearer ${token}`,
        }),
    },
    {
      name: '20 writes in two operations',
      expected: limit,
      send: () =>
        post(
          JSON.stringify(
            Array.from({ length: 2 }, () => ({
              query: `mutation { ${many(10, (index) => `w${index}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "attack" }, callKey: "${index}")`)} }`,
            })),
          ),
          { authorization: `Bearer ${token}` },
        ),
    },
    {
      name: 'an argument of 300 KB',
      expected: { status: 400, has: /LIMIT_EXCEEDED/ },
      send: query(
        'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "x", fields: $f) }',
        { f: { a: 'x'.repeat(300_000) } },
      ),
    },
    {
      name: 'an argument of 10,000 levels',
      expected: { status: 400, has: /LIMIT_EXCEEDED/ },
      send: () =>
        post(
          `{"query":"mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: \\"x\\", fields: $f) }","variables":{"f":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}`,
          { authorization: `Bearer ${token}` },
        ),
    },
    { name: 'a name of 900,000 letters', expected: { status: 400 }, send: query(`{ ${'x'.repeat(900_000)} }`) },

    // Hostile values
    {
      name: '__proto__ as a key',
      expected: { status: 200, has: /BAD_USER_INPUT/ },
      send: () =>
        post(
          `{"query":"mutation ($p: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: \\"Count Contacts\\", parameters: $p) }","variables":{"p":{"__proto__":{"polluted":1}}}}`,
          { authorization: `Bearer ${token}` },
        ),
    },
    {
      name: 'a path for an id',
      expected: { status: 200, has: /BAD_USER_INPUT/ },
      send: query(call.replace('1873', '"../../accounts"')),
    },
    {
      name: 'line breaks in a method',
      expected: { status: 200, has: /METHOD_NOT_FOUND/ },
      send: query(call.replace('Count Contacts', 'x\\r\\nX-Cyclr-Account: demo-globex')),
    },
    {
      name: 'line breaks in the account header',
      expected: { status: 400 },
      send: raw(head('X-Cyclr-Account: a\rb', 'Content-Length: 2') + '{}'),
    },

    // HTTP
    {
      name: 'a mutation by GET',
      expected: { status: 405 },
      send: () =>
        ask(`/graphql?query=${encodeURIComponent(call)}`, {
          headers: { authorization: `Bearer ${token}`, 'graphql-require-preflight': '1' },
        }),
    },
    {
      name: 'a query by GET from a page',
      expected: { status: 403 },
      send: () => ask('/graphql?query=%7B__typename%7D', { headers: { authorization: `Bearer ${token}` } }),
    },
    {
      name: 'a form',
      expected: { status: 415 },
      send: () =>
        ask('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'query={__typename}',
        }),
    },
    {
      name: 'plain text',
      expected: { status: 415 },
      send: () =>
        ask('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: '{"query":"{__typename}"}',
        }),
    },
    { name: 'a compressed body', expected: { status: 415 }, send: () => post('x', { 'content-encoding': 'gzip' }) },
    { name: 'PUT', expected: { status: 405 }, send: () => ask('/graphql', { method: 'PUT', body: '{}' }) },
    {
      name: 'two lengths',
      expected: { status: 400 },
      send: raw(head('Content-Length: 2', 'Content-Length: 3') + '{}'),
    },
    {
      name: 'a length and chunks',
      expected: { status: 400 },
      send: raw(head('Content-Length: 2', 'Transfer-Encoding: chunked') + '0\r\n\r\n'),
    },
    {
      name: 'two Authorization headers',
      expected: { status: 400 },
      send: raw(head(`Authorization: Bearer ${token}`, 'Authorization: Bearer x', 'Content-Length: 2') + '{}'),
    },
    { name: 'headers of 20 KB', expected: { status: 431 }, send: raw(head(`X-Large: ${'x'.repeat(20_000)}`)) },
    {
      name: 'headers that never end',
      expected: { status: 408 },
      send: raw('POST /graphql HTTP/1.1\r\nHost: x\r\n', 14_000),
      takesMs: 14_000,
    },
    {
      name: 'another origin asks',
      expected: { status: 401, hasNot: /access-control/i },
      send: () => post('{"query":"{ __typename }"}', { origin: 'https://evil.example' }),
    },
  ];

  const before = memoryOf(gateway);
  const rows = await Promise.all(
    attacks.map(async (attack) => {
      // A polite caller beside every attack.
      const [answer, friend] = await Promise.all([attack.send().catch((error: unknown) => error as Error), polite()]);
      return { attack, answer, served: friend.status === 200 && friend.text.includes('"1873"') };
    }),
  );

  let allHeld = true;
  for (const { attack, answer, served } of rows) {
    const problems = answer instanceof Error ? [answer.message] : problemsOf(attack, answer);
    if (!served) problems.push('the polite caller beside it was not answered');
    allHeld &&= problems.length === 0;
    const got = answer instanceof Error ? 'no answer' : `${answer.status} in ${Math.round(answer.ms)} ms`;
    process.stdout.write(
      `${problems.length === 0 ? 'held ' : 'BROKE'}  ${attack.name.padEnd(42)} ${got}${problems.length === 0 ? '' : `: ${problems.join('; ')}`}\n`,
    );
  }

  const created = sandbox.received.filter(({ body }) => body.includes('attack')).length;
  const leaked = logged.join('').includes(token) || logged.join('').includes(jwtSecret);
  const memory = [before, memoryOf(gateway)];
  // The same again and again: what is kept of a hostile request would add up.
  for (let round = 0; round < 4; round++) {
    for (let wave = 0; wave < 10; wave++) {
      await Promise.all(
        attacks.filter(({ takesMs }) => takesMs === undefined).map(({ send }) => send().catch(() => undefined)),
      );
    }
    memory.push(memoryOf(gateway));
  }
  const alive = (await polite()).status === 200 && gateway.exitCode === null;
  process.stdout.write(
    `\nwrites that got through: ${created}; secrets in the log: ${leaked ? 'YES' : 'none'}; alive: ${alive ? 'yes' : 'NO'}; memory in MB: ${memory.join(', ')}\n`,
  );
  return allHeld && created === 0 && !leaked && alive;
}

function problemsOf({ expected, takesMs }: Attack, { status, text, ms }: Answer): string[] {
  const problems: string[] = [];
  if (status !== expected.status) problems.push(`expected ${expected.status}`);
  if (expected.has && !expected.has.test(text)) problems.push(`its answer lacks ${expected.has}`);
  if (expected.hasNot?.test(text)) problems.push(`its answer has ${expected.hasNot}`);
  // All attacks run at the same time on one machine: ten times the time that one alone may take.
  if (ms > (takesMs ?? mostMs * 10) + 1000) problems.push(`it took ${Math.round(ms)} ms`);
  if (/\bat .*\.ts:\d|node_modules/.test(text)) problems.push('its answer has a stack trace');
  return problems;
}

/** Resident memory in megabytes, where the system tells it. */
function memoryOf({ pid }: ChildProcess): string {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return String(Math.round(Number(kilobytes) / 1000));
  } catch {
    return '?';
  }
}
