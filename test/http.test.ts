import { describe, expect } from 'vitest';
import type { Gateway } from '../src/gateway.ts';
import { post, test } from './fixtures.ts';
import { test as served } from './http/served.ts';

const get = (path: string, headers: Record<string, string> = {}) => new Request(`http://gateway${path}`, { headers });

describe('health', () => {
  test('/health says the process lives, /ready that it can work', async ({ gateway }) => {
    for (const [path, facts] of [
      ['/health', {}],
      [
        '/ready',
        { breakers: { cyclr: 'CLOSED', accountConnectors: 0 }, calls: { active: 0, waiting: 0 }, bytesInFlight: 0 },
      ],
    ] as const) {
      const response = await gateway.fetch(get(path));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok', ...facts });
    }
  });

  served('an answer has no header of another: each is whole, and has an id of its own', async ({ port }) => {
    const asked = ['/health', '/ready', '/', '/health', '/ready', '/nowhere', '/ready'];
    const ids = new Set<string | null>();
    for (const path of asked) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
      const text = await response.text();
      expect(text.length).toBe(Number(response.headers.get('content-length')));
      if (path === '/ready') expect(JSON.parse(text)).toMatchObject({ status: 'ok', bytesInFlight: 0 });
      ids.add(response.headers.get('x-request-id'));
    }
    expect(ids.size).toBe(asked.length);
  });

  test('/ready says why not: no token can be had', async ({ gateway, sandbox }) => {
    sandbox.fail({ fault: { name: 'html', status: 503 }, on: '/oauth/token' });
    const response = await gateway.fetch(get('/ready'));
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unavailable', code: 'UPSTREAM_UNAVAILABLE' });
    expect((await gateway.fetch(get('/health'))).status).toBe(200);
  });

  for (const [asks, then] of [
    ['false', 200],
    ['true', 503],
  ] as const) {
    test.extend({ env: { READY_ASKS_CYCLR: asks } })(
      `/ready is ${then} when Cyclr goes away later, with READY_ASKS_CYCLR=${asks}`,
      async ({ gateway, sandbox, clock }) => {
        expect((await gateway.fetch(get('/ready'))).status).toBe(200);
        sandbox.fail({ fault: { name: 'html', status: 503 }, on: '/oauth/token' });
        clock.pass(60_000);
        let status: number | undefined;
        void gateway.fetch(get('/ready')).then((response) => ({ status } = response));
        // A token is asked for again after a moment.
        await expect.poll(() => (clock.pass(100), status)).toBe(then);
      },
    );
  }

  test('/ready goes red on the way out, and requests are still answered', async ({ gateway, ask }) => {
    gateway.retire();
    expect((await gateway.fetch(get('/ready'))).status).toBe(503);
    expect((await ask('{ accountConnectors { id } }')).status).toBe(200);
  });

  test.for(['/', '/nowhere', '/graphql/x', '/x/health'])('there is nothing at %s', async (path, { gateway }) => {
    expect((await gateway.fetch(get(path))).status).toBe(404);
  });
});

describe('bodies', () => {
  test('a batch may have 10 operations, and not 11', async ({ gateway }) => {
    const batch = (length: number) =>
      post(
        gateway,
        Array.from({ length }, () => ({ query: '{ __typename }' })),
      );
    expect((await batch(10)).status).toBe(200);
    const refused = await batch(11);
    expect(refused.status).toBe(413);
    const failure = { extensions: { code: 'LIMIT_EXCEEDED', limit: 10, found: 11 } };
    // For each of them, so that a client can tell which it belongs to.
    expect(JSON.parse(refused.text)).toMatchObject(Array.from({ length: 11 }, () => ({ errors: [failure] })));
    const huge = await batch(101);
    expect([huge.status, huge.body.errors?.[0]?.extensions['found']]).toEqual([413, 101]);
  });

  test('a body may be as large as the limit, and not a byte larger', async ({ gateway, config }) => {
    const body = (size: number) => {
      const empty = '{"query":"{ __typename }","extensions":{"x":""}}';
      return `{"query":"{ __typename }","extensions":{"x":"${'x'.repeat(size - empty.length)}"}}`;
    };
    expect((await post(gateway, body(config.maxBodyBytes))).status).toBe(200);
    const refused = await post(gateway, body(config.maxBodyBytes + 1));
    expect(refused.status).toBe(413);
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 1_000_000 });
  });

  test.for([
    ['not JSON', '{'],
    ['a scalar', '"x"'],
    ['null', 'null'],
    ['an empty body', ''],
  ] as const)('%s is refused', async ([, body], { gateway }) => {
    const answer = await post(gateway, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ requestId: expect.any(String) });
  });

  test.for([
    'text/plain',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('%s is not taken', async (contentType, { gateway }) => {
    expect((await post(gateway, '{"query":"{ __typename }"}', { 'content-type': contentType })).status).toBe(415);
  });

  test.for(['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8'])(
    '%s is',
    async (contentType, { gateway }) => {
      expect((await post(gateway, '{"query":"{ __typename }"}', { 'content-type': contentType })).status).toBe(200);
    },
  );

  test('a mutation by GET is refused, a query answered', async ({ gateway }) => {
    const url = (query: string) =>
      get(`/graphql?query=${encodeURIComponent(query)}`, {
        accept: 'application/json',
        'graphql-require-preflight': '1',
      });
    expect((await gateway.fetch(url('{ __typename }'))).status).toBe(200);
    expect(
      (await gateway.fetch(url('mutation { callConnectorMethod(accountConnectorId: 1, method: "x") }'))).status,
    ).toBe(405);
  });
});

describe('a query by GET', () => {
  const ask = (gateway: Gateway, search: Record<string, string>) =>
    gateway.fetch(
      get(`/graphql?${new URLSearchParams(search)}`, { accept: 'application/json', 'graphql-require-preflight': '1' }),
    );
  const query = 'query ($id: ID!) { accountConnector(id: $id) { name } }';

  test('takes variables', async ({ gateway }) => {
    const answer = await ask(gateway, { query, variables: '{"id":"1873"}' });
    expect(await answer.json()).toEqual({ data: { accountConnector: { name: 'Sales CRM' } } });
  });

  test.for(['x', '[]', '1', '"x"', '{'])('whose variables are %s is refused', async (variables, { gateway }) => {
    const answer = await ask(gateway, { query, variables });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('answers', () => {
  test('no other origin is let in', async ({ gateway }) => {
    const preflight = await gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      }),
    );
    const answer = await gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'POST',
        headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      }),
    );
    for (const { headers } of [preflight, answer]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('one log line a request, with what is needed and nothing that was said', async ({ ask, lines }) => {
    await ask('query Mine { accountConnectors { id } }', { secret: 'marker' });
    await ask(
      'mutation { callConnectorMethod(accountConnectorId: 1873, method: "marker", fields: { marker: "marker" }) }',
    );
    expect(lines).toMatchObject([
      {
        msg: 'request',
        method: 'POST',
        path: '/graphql',
        status: 200,
        account: 'demo-acme',
        operations: ['Mine'],
        upstreamCalls: 1,
        ms: expect.any(Number),
      },
      { msg: 'request', operations: ['(mutation)'], codes: ['METHOD_NOT_FOUND'] },
    ]);
    expect(JSON.stringify(lines)).not.toContain('marker');
  });

  test('GraphQL’s own errors have a code and a request id too', async ({ ask }) => {
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query ($id: ID!) { accountConnector(id: $id) { id } }', 'BAD_USER_INPUT'],
    ] as const) {
      for (let time = 0; time < 2; time++) {
        const { body, headers } = await ask(query);
        expect(body.errors?.[0]?.extensions).toEqual({
          code,
          retriable: false,
          requestId: headers.get('x-request-id'),
        });
      }
    }
  });
});
