import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import type { Json } from '../../src/json.ts';
import { limits } from '../../src/limits.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { type Answer, callsTo, createGate, crm, post, test } from '../fixtures.ts';
import { callerToken, knownByToken } from '../tokens.ts';

const create = `mutation ($key: String, $name: String) {
  callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: $name }, idempotencyKey: $key)
}`;

const creations = (sandbox: Sandbox) => callsTo(sandbox).filter((call) => call.includes(crm.createContact)).length;

function marks({ body }: Answer): unknown {
  return (body as { readonly extensions?: { readonly idempotency?: unknown } }).extensions?.idempotency;
}

function failure({ body }: Answer) {
  expect(body.errors).toHaveLength(1);
  return body.errors?.[0]?.extensions ?? {};
}

const replayedAt = (path: string, outcome = 'APPLIED') => [{ path: [path], replayed: true, outcome }];

describe('a write with a key', () => {
  test.for([
    ['callConnectorMethod', '{ LastName: "A" }', ''],
    ['callConnectorMethodResponse', '{ LastName: "A" }', '{ status body records file { name } location }'],
  ] as const)(
    '%s is sent once, and its answer is given again',
    async ([field, fields, selection], { ask, sandbox }) => {
      const write = `mutation { ${field}(accountConnectorId: 1873, method: "Create Contact", fields: ${fields}, idempotencyKey: "k") ${selection} }`;
      const first = await ask(write);
      expect(first.body.errors).toBeUndefined();
      expect(marks(first)).toBeUndefined();
      const second = await ask(write);
      expect(second.body.data).toEqual(first.body.data);
      expect(marks(second)).toEqual(replayedAt(field));
      expect(creations(sandbox)).toBe(1);
    },
  );

  test('with a body of its own is sent once', async ({ ask, sandbox }) => {
    const write = (lastName: string) =>
      ask(
        `mutation ($b: JSON!) { callConnectorMethodWithBody(accountConnectorId: 1873, method: "Create Contact", body: $b, idempotencyKey: "k") }`,
        { b: { LastName: lastName } },
      );
    const first = await write('A');
    expect(await write('A')).toMatchObject({ body: { data: first.body.data } });
    expect(failure(await write('B'))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(creations(sandbox)).toBe(1);
  });

  test('that is typed is sent once, and its whole response too', async ({ ask, sandbox }) => {
    const write = `mutation { made: northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "A" }, idempotencyKey: "k") { id json } }`;
    const first = await ask(write);
    const second = await ask(write);
    expect(second.body.data).toEqual(first.body.data);
    expect(marks(second)).toEqual(replayedAt('made'));
    expect(creations(sandbox)).toBe(1);
    const bulk = `mutation { northwindCrmCreateContactsBulkResponse(accountConnectorId: 1873, input: { records: [{ lastName: "B" }] }, idempotencyKey: "l") { status body } }`;
    const whole = await ask(bulk);
    expect(whole.body.errors).toBeUndefined();
    const calls = callsTo(sandbox).length;
    expect((await ask(bulk)).body.data).toEqual(whole.body.data);
    expect(callsTo(sandbox)).toHaveLength(calls);
  });

  test('is the same whatever is taken of its answer, and in whatever order it is said', async ({ ask, sandbox }) => {
    const write = (fields: string, more: string) =>
      ask(
        `mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: ${fields}, ${more}, idempotencyKey: "k") }`,
      );
    await write('{ LastName: "A", FirstName: "B" }', 'callKey: "1"');
    const again = await write('{ FirstName: "B", LastName: "A" }', 'select: ["LastName"], callKey: "2"');
    expect(again.body.data?.['callConnectorMethod']).toEqual([{ LastName: 'A' }]);
    expect(creations(sandbox)).toBe(1);
  });

  test('is the same in a new release, which has other numbers', async ({ ask, sandbox }) => {
    const first = await ask(create, { key: 'k', name: 'A' });
    sandbox.release('Northwind CRM', { upgrade: true });
    expect((await ask(create, { key: 'k', name: 'A' })).body.data).toEqual(first.body.data);
    expect(creations(sandbox)).toBe(1);
  });

  test.for([
    ['another value', { name: 'B' }, create],
    ['another method', { name: 'A' }, create.replace('"Create Contact"', '"Update Contact"')],
    ['a call of another account connector', { name: 'A' }, create.replace('1873', '1879')],
  ] as const)('is refused with %s: the key is of another call', async ([, variables, document], { ask, sandbox }) => {
    await ask(create, { key: 'k', name: 'A' });
    const calls = callsTo(sandbox).length;
    const refused = failure(await ask(document, { key: 'k', ...variables }));
    expect(refused).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', outcome: 'NOT_APPLIED', retriable: false });
    expect(callsTo(sandbox)).toHaveLength(calls);
  });

  test('is another with another key, and without one', async ({ ask, sandbox }) => {
    for (const key of ['k', 'l', null, null]) await ask(create, { key, name: 'A' });
    expect(creations(sandbox)).toBe(4);
  });

  test('of a method that only reads is sent once too', async ({ ask, sandbox }) => {
    const read = `mutation { callConnectorMethod(accountConnectorId: 1873, method: "List Contacts", idempotencyKey: "k") }`;
    sandbox.fail({ fault: { name: 'reset' }, on: crm.listContacts, times: 3 });
    expect(failure(await ask(read))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    // It has changed nothing, so it may be called again.
    const second = await ask(read);
    expect(second.body.errors).toBeUndefined();
    const calls = callsTo(sandbox).length;
    expect(marks(await ask(read))).toEqual(replayedAt('callConnectorMethod'));
    expect(callsTo(sandbox)).toHaveLength(calls);
  });

  test.for([
    ['', false],
    ['a b', false],
    ['ключ', false],
    ['x'.repeat(limits.idempotencyKeyCharacters), true],
    ['x'.repeat(limits.idempotencyKeyCharacters + 1), false],
    ['a"b\\c', true],
  ] as const)('takes the key %j: %s', async ([key, isTaken], { ask, sandbox }) => {
    const answer = await ask(create, { key, name: 'A' });
    if (isTaken) expect(answer.body.errors).toBeUndefined();
    else expect(failure(answer)).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'NOT_APPLIED' });
    expect(creations(sandbox)).toBe(isTaken ? 1 : 0);
  });

  test('is logged as answered from the ledger, and is no upstream call', async ({ ask, lines }) => {
    for (let times = 0; times < 2; times++) await ask(create, { key: 'a-secret-key', name: 'A' });
    const calls = lines.filter(({ msg }) => msg === 'call');
    expect(calls.map(({ outcome, replayed }) => [outcome, replayed])).toEqual([
      ['OK', undefined],
      ['OK', true],
    ]);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ upstreamCalls }) => upstreamCalls)).toEqual([
      expect.any(Number),
      0,
    ]);
    expect(JSON.stringify(lines)).not.toContain('a-secret-key');
  });
});

describe('several writes with one key', () => {
  const aliased = (...names: readonly string[]) =>
    `mutation { ${names.map((name) => `${name}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "A" }, idempotencyKey: "k")`).join(' ')} }`;

  test('in one operation are one', async ({ ask, sandbox }) => {
    const { body, ...rest } = await ask(aliased('a', 'b'));
    expect(body.data?.['b']).toEqual(body.data?.['a']);
    expect(marks({ body, ...rest })).toEqual(replayedAt('b'));
    expect(creations(sandbox)).toBe(1);
  });

  test('at the same moment in a batch are one, and each operation has its own marks', async ({ gateway, sandbox }) => {
    const operation = { query: aliased('a') };
    const first = (await post(gateway, [operation, operation])).body as unknown as Answer['body'][];
    expect(first[0]?.data).toEqual(first[1]?.data);
    expect(creations(sandbox)).toBe(1);
    const other = { query: create, variables: { key: 'l', name: 'B' } };
    const second = (await post(gateway, [other, operation, other])).body as unknown as Answer['body'][];
    expect(second.map((body) => marks({ body } as Answer))).toEqual([undefined, replayedAt('a'), undefined]);
    expect(creations(sandbox)).toBe(2);
  });

  test('at the same moment that differ are one write and one refusal', async ({ gateway, sandbox }) => {
    const operations = ['A', 'B'].map((name) => ({ query: create, variables: { key: 'k', name } }));
    const answers = (await post(gateway, operations)).body as unknown as Answer['body'][];
    expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual([undefined, 'IDEMPOTENCY_KEY_REUSED']);
    expect(creations(sandbox)).toBe(1);
  });

  test('while the first is on its way: the second is told so', async ({ ask, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
    const first = ask(create, { key: 'k', name: 'A' });
    await expect.poll(() => creations(sandbox)).toBe(1);
    expect(failure(await ask(create, { key: 'k', name: 'A' }))).toMatchObject({
      code: 'IN_PROGRESS',
      outcome: 'IN_PROGRESS',
      retriable: true,
      retryAfterSeconds: expect.any(Number),
    });
    gate.open();
    const { body } = await first;
    expect((await ask(create, { key: 'k', name: 'A' })).body.data).toEqual(body.data);
    expect(creations(sandbox)).toBe(1);
  });
});

describe('a write with a key that failed', () => {
  const twice = async (ask: (key: string) => Promise<Answer>) => [await ask('k'), await ask('k')] as const;

  test('with a lost answer is never sent again', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, applied: true, times: 1 });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    expect(failure(first)).toMatchObject({ outcome: 'UNCERTAIN', retriable: false });
    expect(failure(second)).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'UNCERTAIN',
      retriable: false,
      replayed: true,
    });
    expect(second.body.errors?.[0]?.message).toMatch(/not sent again/);
    expect(marks(second)).toEqual(replayedAt('callConnectorMethod', 'UNCERTAIN'));
    expect(creations(sandbox)).toBe(1);
  });

  test('with an answer that nobody can read is never sent again', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'broken-json' }, on: crm.createContact, times: 1 });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    for (const answer of [first, second]) {
      expect(failure(answer)).toMatchObject({ code: 'UPSTREAM_INVALID', outcome: 'UNCERTAIN' });
    }
    expect(creations(sandbox)).toBe(1);
  });

  test('because Cyclr did not take it is sent again', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'ip-refused' }, on: crm.createContact, times: 1 });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    expect(failure(first)).toMatchObject({ outcome: 'NOT_APPLIED' });
    expect(second.body.errors).toBeUndefined();
    expect(marks(second)).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
  });

  test('because a token had ended is sent again within the same try', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'unauthorized' }, on: crm.createContact, times: 1 });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    expect(first.body.errors).toBeUndefined();
    expect(second.body.data).toEqual(first.body.data);
    expect(creations(sandbox)).toBe(2);
  });

  test('because the app refused it is told the same again', async ({ ask, sandbox }) => {
    sandbox.fail({
      fault: { name: 'app-refuses', status: 422, body: '{"message":"Last name is too short"}' },
      on: crm.createContact,
      times: 1,
    });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    const { requestId: _first, ...told } = failure(first);
    const { requestId: _second, ...again } = failure(second);
    expect(again).toEqual({ ...told, replayed: true });
    expect(second.body.errors?.[0]?.message).toBe(first.body.errors?.[0]?.message);
    expect(marks(second)).toEqual(replayedAt('callConnectorMethod', 'REFUSED'));
    expect(creations(sandbox)).toBe(1);
  });

  test('because the app limits its rate is sent again', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'rate-limited', by: 'app', retryAfter: '0' }, on: crm.createContact, times: 1 });
    const [first, second] = await twice((key) => ask(create, { key, name: 'A' }));
    expect(failure(first)).toMatchObject({ outcome: 'REFUSED', retriable: true });
    expect(second.body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
  });

  test('inside an answer of success is told the same again, with its body', async ({ ask, sandbox }) => {
    const body = '{"ok":false,"error":"channel_not_found"}';
    sandbox.fail({ fault: { name: 'answer', status: 200, body }, on: crm.createContact, times: 1 });
    const write = `mutation { callConnectorMethodResponse(accountConnectorId: 1873, method: "Create Contact", idempotencyKey: "k") { body records } }`;
    for (const times of [1, 2]) {
      const answer = await ask(write);
      expect(answer.text).toContain('channel_not_found');
      expect(failure(answer)).toMatchObject({ code: 'THIRD_PARTY_ERROR', outcome: 'REFUSED' });
      expect(marks(answer)).toEqual(times === 1 ? undefined : replayedAt('callConnectorMethodResponse', 'REFUSED'));
    }
    expect(creations(sandbox)).toBe(1);
  });

  const forgetful = test.extend({ env: { ACCOUNT_CONNECTOR_TTL_MS: '1' } });

  forgetful('before it was planned tells what the key has done already', async ({ ask, sandbox }) => {
    await ask(create, { key: 'k', name: 'A' });
    sandbox.fail({ fault: { name: 'html', status: 503 }, on: '/account/connectors/1873' });
    expect(failure(await ask(create, { key: 'k', name: 'A' }))).toMatchObject({ outcome: 'APPLIED' });
    expect(failure(await ask(create, { key: 'l', name: 'A' }))).toMatchObject({ outcome: 'NOT_APPLIED' });
    expect(failure(await ask(create, { key: 'k', name: 'B' }))).toMatchObject({ outcome: 'NOT_APPLIED' });
  });

  test('by its inputs leaves the key free', async ({ ask, sandbox }) => {
    const wrong = create.replace('LastName', 'LstName');
    expect(failure(await ask(wrong, { key: 'k', name: 'A' }))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await ask(create, { key: 'k', name: 'A' })).body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(1);
  });

  test('when its deadline had passed is uncertain', async ({ ask, sandbox, clock, config }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: crm.createContact, times: 1 });
    const first = ask(create, { key: 'k', name: 'A' });
    await expect.poll(() => creations(sandbox)).toBe(1);
    clock.pass(config.upstreamTimeoutMs);
    expect(failure(await first)).toMatchObject({ code: 'TIMEOUT', outcome: 'UNCERTAIN' });
    expect(failure(await ask(create, { key: 'k', name: 'A' }))).toMatchObject({
      code: 'TIMEOUT',
      outcome: 'UNCERTAIN',
    });
    expect(creations(sandbox)).toBe(1);
  });
});

describe('an answer over the limit', () => {
  const limited = test.extend({ env: { LEDGER_ANSWER_BYTES: '200' } });

  limited('is not kept, and its write is not sent again', async ({ ask, sandbox }) => {
    const write = (name: string, key: string) => ask(create, { key, name });
    const body = JSON.stringify({ Id: 1, Note: 'x'.repeat(200) });
    sandbox.fail({ fault: { name: 'answer', status: 201, body }, on: crm.createContact, times: 1 });
    expect((await write('A', 'k')).body.errors).toBeUndefined();
    const again = await write('A', 'k');
    expect(failure(again)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      outcome: 'APPLIED',
      retriable: false,
      found: body.length,
    });
    expect(marks(again)).toEqual(replayedAt('callConnectorMethod'));
    expect((await write('A', 'l')).body.errors).toBeUndefined();
    expect((await write('A', 'l')).body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
  });
});

describe('a ledger that is full', () => {
  const full = test.extend({ env: { LEDGER_ENTRIES: '1' } });

  full('refuses further keys unsent, and keeps what it has', async ({ ask, sandbox }) => {
    await ask(create, { key: 'k', name: 'A' });
    const refused = await ask(create, { key: 'l', name: 'A' });
    expect(failure(refused)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED', retriable: true });
    expect(refused.body.errors?.[0]?.message).toMatch(/LEDGER_ENTRIES/);
    expect(marks(await ask(create, { key: 'k', name: 'A' }))).toEqual(replayedAt('callConnectorMethod'));
    expect((await ask(create, { name: 'A' })).body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
  });
});

describe('the header Idempotency-Key', () => {
  const write = `mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "A" }) }`;
  const withHeader = (value: string) => ({ 'idempotency-key': value });

  test.for(['"8e03978e"', '8e03978e', '  "8e03978e" ', String.raw`"a\"b\\c"`])(
    '%s is the key of a single write',
    async (value, { ask, sandbox }) => {
      const first = await ask(write, {}, withHeader(value));
      const second = await ask(write, {}, withHeader(value));
      expect(second.body.data).toEqual(first.body.data);
      expect(marks(second)).toEqual(replayedAt('callConnectorMethod'));
      expect(creations(sandbox)).toBe(1);
    },
  );

  test('is the same key as the argument, in quotes and without', async ({ ask, sandbox }) => {
    const argument = `mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "A" }, idempotencyKey: "k") }`;
    await ask(write, {}, withHeader('"k"'));
    for (const headers of [withHeader('k'), withHeader('"k"'), undefined]) {
      expect(marks(await ask(argument, {}, headers))).toEqual(replayedAt('callConnectorMethod'));
    }
    expect(creations(sandbox)).toBe(1);
  });

  test('is of a typed write too', async ({ ask, sandbox }) => {
    const typed = `mutation { northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "A" }) { id } }`;
    await ask(typed, {}, withHeader('"k"'));
    expect(marks(await ask(typed, {}, withHeader('"k"')))).toEqual(replayedAt('northwindCrmCreateContact'));
    expect(creations(sandbox)).toBe(1);
  });

  test.for(['', '""', '"a', 'a b', '"a b"', '"a", "b"', 'a, b', '"a";q=1', 'x'.repeat(256), String.raw`"a\b"`])(
    'is refused as %j, and nothing is sent',
    async (value, { ask, sandbox }) => {
      const refused = await ask(write, {}, withHeader(value));
      expect(refused.status).toBe(400);
      expect(failure(refused)).toMatchObject({ code: 'BAD_REQUEST', retriable: false });
      expect(creations(sandbox)).toBe(0);
    },
  );

  test.for([
    ['two writes', `mutation { a: ${write.slice(10, -1)} b: ${write.slice(10, -1)} }`],
    ['a query', '{ accountConnectors { id } }'],
    ['a query beside a mutation', `query Q { accountConnectors { id } } ${write.replace('mutation', 'mutation M')}`],
    ['no field of its own', 'mutation { __typename }'],
  ] as const)('is refused with %s, and nothing is sent', async ([, query], { gateway, sandbox }) => {
    const named = query.startsWith('query Q') ? { operationName: 'Q' } : {};
    const refused = await post(gateway, { query, ...named }, withHeader('"k"'));
    expect(refused.status).toBe(400);
    expect(failure(refused)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(sandbox.received).toEqual([]);
  });

  test('is refused with a batch, also of one operation', async ({ gateway, sandbox }) => {
    const refused = await post(gateway, [{ query: write }], withHeader('"k"'));
    expect(refused.status).toBe(400);
    expect(sandbox.received).toEqual([]);
  });

  test('is refused beside an argument with another key', async ({ ask, sandbox }) => {
    const refused = failure(await ask(create, { key: 'l', name: 'A' }, withHeader('"k"')));
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'NOT_APPLIED' });
    expect(creations(sandbox)).toBe(0);
  });

  test('may be sent by pages of allowed origins', async ({ gateway }) => {
    const { headers } = await gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:3000', 'access-control-request-headers': 'idempotency-key' },
      }),
    );
    expect(headers.get('access-control-allow-headers')).toMatch(/\bidempotency-key\b/);
  });
});

describe('keys of several callers', () => {
  const secret = 'a secret of more than 32 characters';
  const policy = {
    rules: [
      { name: 'Sales works in its CRM', effect: 'allow', roles: ['sales'] },
      { name: 'Readers read', effect: 'allow', roles: ['reader'], kind: 'READ' },
    ],
  };

  interface As {
    readonly subject: string | undefined;
    readonly account?: string;
    readonly role?: string;
  }

  const many = test.extend<{
    apart: { gateway: Gateway; sandbox: Sandbox };
    as: (who: As, id?: string) => Promise<Answer>;
  }>({
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
    apart: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'keys-'));
      await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
      await using sandbox = await startSandbox();
      const env = {
        CYCLR_API_URL: sandbox.url,
        CYCLR_CLIENT_ID: 'sandbox',
        CYCLR_CLIENT_SECRET: 'sandbox',
        ...knownByToken(secret),
        AUTH_ROUTER_SECRET: secret,
        POLICY_FILE: join(folder, 'policy.json'),
      };
      await using gateway = await createGateway(parseConfig(env), { log: silentLog });
      await use({ gateway, sandbox });
      await rm(folder, { recursive: true });
    },
    as: async ({ apart: { gateway } }, use) =>
      use(async ({ subject, account = 'demo-acme', role = 'sales' }, id = '1873') => {
        const token = await callerToken(secret, {
          ...(subject !== undefined && { sub: subject }),
          cyclr_account_id: account,
          roles: [role],
        });
        const variables: Record<string, Json> = { key: 'k', name: 'A' };
        const query = create.replace('1873', id);
        return post(gateway, { query, variables }, { authorization: `Bearer ${token}` });
      }),
  });

  many('are apart by who calls and for which account', async ({ as, apart }) => {
    await as({ subject: 'ann' });
    expect(marks(await as({ subject: 'bob' }))).toBeUndefined();
    expect(marks(await as({ subject: 'ann', account: 'demo-globex' }, '2873'))).toBeUndefined();
    expect(marks(await as({ subject: 'ann' }))).toEqual(replayedAt('callConnectorMethod'));
    expect(creations(apart.sandbox)).toBe(3);
    // A router has no subject, and is not a caller without one.
    expect(marks(await as({ subject: undefined }))).toBeUndefined();
    const ofRouter = { 'x-router-secret': secret, 'x-cyclr-account': 'demo-acme', 'x-cyclr-roles': 'sales' };
    const variables: Record<string, Json> = { key: 'k', name: 'A' };
    expect(marks(await post(apart.gateway, { query: create, variables }, ofRouter))).toBeUndefined();
    expect(creations(apart.sandbox)).toBe(5);
  });

  many('give no answer to a caller who may no longer call the method', async ({ as, apart }) => {
    const first = await as({ subject: 'ann' });
    const lost = await as({ subject: 'ann', role: 'reader' });
    expect(failure(lost)).toMatchObject({ code: 'FORBIDDEN', outcome: 'APPLIED' });
    expect(lost.body.data).toEqual({ callConnectorMethod: null });
    expect((await as({ subject: 'ann' })).body.data).toEqual(first.body.data);
    expect(creations(apart.sandbox)).toBe(1);
  });
});
