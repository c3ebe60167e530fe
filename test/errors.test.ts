import { describe, expect } from 'vitest';
import type { Fault } from '../src/sandbox/server.ts';
import { type Answer, callsTo, crm, post, test } from './fixtures.ts';

const write = `mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "${crm.createContact}", fields: $f) }`;
const create =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) }';
const read = '{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }';

function failure({ body }: Answer) {
  const [error] = body.errors ?? [];
  expect(error?.extensions).toMatchObject({ requestId: expect.any(String), retriable: expect.any(Boolean) });
  return { message: error?.message ?? '', extensions: error?.extensions ?? {} };
}

describe('inputs that do not fit', () => {
  test.for([
    ['an unknown account connector', '999', 'List Contacts', {}, 'NOT_FOUND', /no account connector 999/],
    ['an unknown account connector, in numbers', '999', crm.listContacts, {}, 'NOT_FOUND', /no account connector 999/],
    ['an account connector that is no number', '../1873', crm.listContacts, {}, 'BAD_USER_INPUT', /must be digits/],
    ['an unknown method', '1873', 'List Contcts', {}, 'METHOD_NOT_FOUND', /Did you mean "List Contacts"/],
    ['an unknown identifier', '1873', '00000000-0000-4000-8000-000000000000', {}, 'METHOD_NOT_FOUND', /no method/],
    ['an unknown number', '1873', '999999999', {}, 'METHOD_NOT_FOUND', /no method/],
    ['a malformed identifier', '1873', '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11x', {}, 'METHOD_NOT_FOUND', /no method/],
    ['a name that several methods have', '1873', 'List', {}, 'METHOD_AMBIGUOUS', /Deals.*Companies|Companies.*Deals/s],
    ['a webhook', '1878', 'New Order', {}, 'BAD_USER_INPUT', /cannot be called/],
    ['a number that is not the method’s', '1873', crm.searchContacts, { '9': 1 }, 'BAD_USER_INPUT', /'9'/],
    ['a name that is not the method’s', '1873', 'Search Contacts', { actveOnly: 1 }, 'BAD_USER_INPUT', /Did you mean/],
  ] as const)('%s', async ([, id, method, parameters, code, message], { ask }) => {
    const { extensions, message: told } = failure(
      await ask(
        'mutation ($id: ID!, $method: String!, $p: JSONObject) { callConnectorMethod(accountConnectorId: $id, method: $method, parameters: $p) }',
        {
          id,
          method,
          p: parameters,
        },
      ),
    );
    expect(extensions['code']).toBe(code);
    expect(told).toMatch(message);
  });

  test.for([
    ['../../accounts', 'x'],
    ['1873%2e%2e', 'x'],
    ['1873', '../../../accounts'],
    ['1873', '%2e%2e'],
    ['1873', 'x?y=z'],
    ['1873', 'x\r\nX-Cyclr-Account: demo-globex'],
    ['1873\0', 'x'],
  ] as const)('%j, %j changes no path', async ([id, method], { ask, sandbox }) => {
    await ask(
      'mutation ($id: ID!, $method: String!) { callConnectorMethod(accountConnectorId: $id, method: $method) }',
      { id, method },
    );
    const paths = sandbox.received.map(({ path }) => path);
    expect(
      paths.filter(
        (path) =>
          !/^\/(?:oauth\/token|v1\.0\/account\/connectors\/1873|v1\.0\/connectors\/Northwind%20CRM\/methods)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  test.for(['"text"', '1', '[1]', 'true'])('%s where an object belongs', async (literal, { ask, gateway }) => {
    const asLiteral = await ask(
      `mutation { callConnectorMethod(accountConnectorId: 1873, method: "x", fields: ${literal}) }`,
    );
    const asVariable = await post(
      gateway,
      `{"query":"mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: \\"x\\", fields: $f) }","variables":{"f":${literal}}}`,
    );
    for (const answer of [asLiteral, asVariable]) {
      const { extensions, message } = failure(answer);
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(extensions['code']);
      expect(message).toMatch(/object/);
    }
  });

  test('everything wrong is told at once', async ({ ask }) => {
    const { extensions } = failure(
      await ask(
        'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Search Contacts", parameters: { a: 1, activeOnly: 1, "400123": 2 }, fields: { b: 1 }) }'.replace(
          '"400123"',
          'Active_Only',
        ),
      ),
    );
    expect(extensions['problems']).toMatchObject([
      { path: ['parameters', 'a'] },
      { path: ['parameters', 'Active_Only'] },
      { path: ['fields', 'b'] },
    ]);
  });

  test('a write is refused in a query', async ({ ask, sandbox }) => {
    const { extensions } = failure(
      await ask(
        '{ accountConnector(id: 1873) { call(method: "Create Contact", fields: { LastName: "x" }) { records } } }',
      ),
    );
    expect(extensions['code']).toBe('METHOD_NOT_READABLE');
    expect(sandbox.received.filter(({ body }) => body.includes('"Fields"'))).toEqual([]);
  });
});

describe('an upstream that fails', () => {
  type Case = readonly [string, Fault, string, boolean, string];
  const silent: readonly Case[] = [
    ['hangs', { name: 'hang' }, 'TIMEOUT', true, 'UNCERTAIN'],
    ['drips', { name: 'drip', ms: 50 }, 'TIMEOUT', true, 'UNCERTAIN'],
  ];
  const cases: readonly Case[] = [
    ['resets the connection', { name: 'reset' }, 'UPSTREAM_UNAVAILABLE', true, 'UNCERTAIN'],
    ['answers 503 as HTML', { name: 'html', status: 503 }, 'UPSTREAM_UNAVAILABLE', true, 'UNCERTAIN'],
    ['breaks off', { name: 'truncated' }, 'UPSTREAM_INVALID', true, 'UNCERTAIN'],
    ['sends broken JSON', { name: 'broken-json' }, 'UPSTREAM_INVALID', true, 'UNCERTAIN'],
    ['sends too much', { name: 'huge', megabytes: 9 }, 'UPSTREAM_INVALID', false, 'UNCERTAIN'],
    ['refuses the token', { name: 'unauthorized' }, 'CONNECTOR_NOT_AUTHENTICATED', false, 'REFUSED'],
    ['does not know the IP address', { name: 'ip-refused' }, 'IP_NOT_ALLOWED', false, 'NOT_APPLIED'],
    ['takes no more calls', { name: 'rate-limited', retryAfter: '30' }, 'RATE_LIMITED', true, 'NOT_APPLIED'],
    ['has dead credentials', { name: 'dead-credentials' }, 'CONNECTOR_NOT_AUTHENTICATED', false, 'NOT_APPLIED'],
    [
      'refuses',
      { name: 'answer', status: 422, body: '{"message":"Last name is too short"}' },
      'THIRD_PARTY_ERROR',
      false,
      'REFUSED',
    ],
  ];

  test.for(cases)('%s: a read says so', async ([, fault, code, retriable], { ask, sandbox }) => {
    sandbox.fail({ fault, on: crm.listContacts });
    const { extensions } = failure(await ask(read));
    expect(extensions).toMatchObject({ code, retriable });
    expect(extensions).not.toHaveProperty('outcome');
  });

  test.for(cases)(
    '%s: a write says what became of it',
    async ([, fault, code, retriable, outcome], { ask, sandbox }) => {
      sandbox.fail({ fault, on: crm.createContact });
      const { extensions } = failure(await ask(create));
      expect(extensions).toMatchObject({ code, outcome, retriable: retriable && outcome === 'NOT_APPLIED' });
    },
  );

  test.for(cases)(
    '%s: a write stated in numbers says the same',
    async ([, fault, code, , outcome], { ask, sandbox }) => {
      sandbox.fail({ fault, on: crm.createContact });
      expect(failure(await ask(write, { f: { '24718004': 'x' } })).extensions).toMatchObject({ code, outcome });
    },
  );

  describe('or is silent', () => {
    const upstream = test.extend<{ waitFor: (asked: Promise<Answer>) => Promise<Answer> }>({
      /** Waits for the answer to a call that the sandbox has, until the gateway gives up. */
      waitFor: async ({ clock, config, sandbox }, use) =>
        use(async (asked) => {
          await expect.poll(() => callsTo(sandbox)).toHaveLength(1);
          clock.pass(config.upstreamTimeoutMs);
          return asked;
        }),
    });

    upstream.for(silent)('%s: a read says so', async ([, fault, code, retriable], { ask, sandbox, waitFor }) => {
      sandbox.fail({ fault, on: crm.listContacts });
      expect(failure(await waitFor(ask(read))).extensions).toMatchObject({ code, retriable });
    });

    upstream.for(silent)(
      '%s: a write says what became of it',
      async ([, fault, code, , outcome], { ask, sandbox, waitFor }) => {
        sandbox.fail({ fault, on: crm.createContact });
        expect(failure(await waitFor(ask(create))).extensions).toMatchObject({ code, outcome, retriable: false });
      },
    );
  });

  test('an HTML page is an error of a read, and the answer of a write', async ({ ask, sandbox }) => {
    for (const on of [crm.listContacts, crm.createContact]) sandbox.fail({ fault: { name: 'html', status: 200 }, on });
    expect(failure(await ask(read)).extensions).toMatchObject({ code: 'UPSTREAM_INVALID' });
    expect((await ask(create)).body.data?.['callConnectorMethod']).toEqual([expect.stringContaining('<html>')]);
  });

  test('a token that Cyclr refuses everywhere is the operator’s to mend', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'unauthorized' }, on: '/v1.0/' });
    for (const document of [read, create]) {
      expect(failure(await ask(document)).extensions).toMatchObject({ code: 'UPSTREAM_CREDENTIALS' });
    }
    expect(failure(await ask(write, { f: { '24718004': 'x' } })).extensions).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      outcome: 'NOT_APPLIED',
    });
  });

  test('ten calls that the app answers with an unclear 401 renew the token once', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'unauthorized' }, on: crm.createContact });
    for (let call = 0; call < 10; call++) await ask(create);
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.createContact))).toHaveLength(11);
    expect(sandbox.counts.get('POST /oauth/token')).toBe(2);
  });

  test('ten calls that the app answers with its own 401 are ten calls, and renew no token', async ({
    ask,
    sandbox,
  }) => {
    sandbox.fail({ fault: { name: 'answer', status: 401, body: '{"error":"invalid_token"}' }, on: crm.createContact });
    for (let call = 0; call < 10; call++) await ask(create);
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.createContact))).toHaveLength(10);
    expect(sandbox.counts.get('POST /oauth/token')).toBe(1);
  });

  test('a read does not come back before Retry-After', async ({ ask, sandbox }) => {
    const fault: Fault = { name: 'answer', status: 503, body: '', headers: { 'retry-after': '120' } };
    sandbox.fail({ fault, on: crm.listContacts });
    expect(failure(await ask(read)).extensions).toMatchObject({ retryAfterSeconds: 120, retriable: true });
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.listContacts))).toHaveLength(1);
  });

  test('a read is tried again, a write never', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'html' }, on: crm.listContacts, times: 2 });
    sandbox.fail({ fault: { name: 'html' }, on: crm.createContact, times: 1 });
    expect((await ask(read)).body.errors).toBeUndefined();
    expect(failure(await ask(create)).extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.listContacts))).toHaveLength(3);
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.createContact))).toHaveLength(1);
  });

  test('a token that is refused once is renewed, and a write sent again', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'unauthorized' }, on: crm.createContact, times: 1 });
    expect((await ask(create)).body.errors).toBeUndefined();
    expect(sandbox.received.filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
  });

  test('Retry-After and who limits are told', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'rate-limited', retryAfter: '30' }, on: crm.listContacts });
    expect(failure(await ask(read)).extensions).toMatchObject({ by: 'Cyclr', retryAfterSeconds: 30 });
  });

  test('a sleeping account connector says which one to reconnect', async ({ ask }) => {
    const { extensions } = failure(
      await ask('mutation { callConnectorMethod(accountConnectorId: 1879, method: "List Contacts") }'),
    );
    expect(extensions).toMatchObject({ code: 'CONNECTOR_NOT_AUTHENTICATED', accountConnectorId: '1879' });
  });

  test.for(['status', 'text'] as const)(
    'a third-party 404, relayed as %s, is the third-party app’s',
    async (relay, { ask, sandbox }) => {
      sandbox.relay = relay;
      const { extensions, message } = failure(
        await ask(
          '{ accountConnector(id: 1873) { call(method: "Get Contact", parameters: { ContactId: 5 }) { records } } }',
        ),
      );
      expect(extensions).toMatchObject({ code: 'THIRD_PARTY_ERROR', status: 404, message: 'There is no record 5' });
      expect(message).not.toMatch(/HTTP Request|Authorization/);
    },
  );
});

describe('a request id', () => {
  test('is taken over, sent upstream, told in the answer, the error and the log', async ({ ask, sandbox, lines }) => {
    const answer = await ask('{ accountConnector(id: "x") { id } }', {}, { 'x-request-id': 'my-request_1' });
    expect(answer.headers.get('x-request-id')).toBe('my-request_1');
    expect(failure(answer).extensions['requestId']).toBe('my-request_1');
    await ask('{ accountConnectors { id } }', {}, { 'x-request-id': 'my-request_2' });
    expect(sandbox.received.find(({ path }) => path.startsWith('/v1.0'))?.requestId).toBe('my-request_2');
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
      { requestId: 'my-request_1' },
      { requestId: 'my-request_2' },
    ]);
  });

  test.for(['with space', 'x'.repeat(65), 'ünïcode', ''])('is made anew for %j', async (id, { gateway }) => {
    const answer = await gateway.fetch(
      new Request('http://gateway/health', { headers: { 'x-request-id': encodeURI(id).slice(0, 70) } }),
    );
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });
});
