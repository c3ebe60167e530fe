import { describe, expect } from 'vitest';
import { limits } from '../src/limits.ts';
import { callsTo, createGate, crm, post, test } from './fixtures.ts';

const list = (id: string | number) => `{ accountConnector(id: ${id}) { call(method: "List Contacts") { status } } }`;
const create = (id: string | number) =>
  `mutation { callConnectorMethod(accountConnectorId: ${id}, method: "Create Contact", fields: { LastName: "x" }) }`;
const other = { 'x-cyclr-account': 'demo-globex' };
const codes = (errors: readonly { readonly extensions: Record<string, unknown> }[] | undefined) =>
  errors?.map(({ extensions }) => extensions['code']);

describe('an application that hangs', () => {
  test('takes its own places and no more: its account, and all others, are answered', async ({
    gateway,
    ask,
    sandbox,
  }) => {
    // What is listed is known, so that all that follows is calls.
    await ask(list(1873));
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.getContact });
    const reads = (request: number) =>
      Array.from(
        { length: 47 },
        (_, at) => `c${at}: call(method: "Get Contact", parameters: { ContactId: "${request * 47 + at}" }) { status }`,
      ).join(' ');
    const hanging = Array.from({ length: 6 }, (_, at) =>
      post(gateway, { query: `{ accountConnector(id: 1873) { ${reads(at)} } }` }),
    );
    const hung = () => callsTo(sandbox).filter((call) => call.endsWith(crm.getContact)).length;
    await expect.poll(hung).toBe(limits.accountConnectorCalls);

    expect((await ask(create(2873), {}, other)).body.errors).toBeUndefined();
    expect(
      (await ask('{ accountConnector(id: "1874") { call(method: "List Stores") { status } } }')).body,
    ).toMatchObject({ data: { accountConnector: { call: { status: 200 } } } });
    expect(hung()).toBe(limits.accountConnectorCalls);
    gate.open();
    const answers = await Promise.all(hanging);
    // Those that would wait beyond the limit were refused at once; all others were sent.
    const refused = answers.flatMap(({ body }) => codes(body.errors) ?? []);
    expect(new Set(refused)).toEqual(new Set(['THIRD_PARTY_ERROR']));
    expect(hung()).toBe(6 * 47);
  });

  test('is sent nothing for a moment once its calls fail one after the other', async ({
    ask,
    sandbox,
    lines,
    clock,
  }) => {
    await ask(list(1873));
    sandbox.fail({
      fault: { name: 'answer', status: 503, body: '{"error":"We are closed."}' },
      on: { accountConnector: '1873', method: 'Create Contact' },
    });
    for (let at = 0; at < limits.breakerFailures; at++) {
      expect((await ask(create(1873))).body.errors).toMatchObject([
        { extensions: { code: 'THIRD_PARTY_ERROR', outcome: 'UNCERTAIN' } },
      ]);
    }
    const before = callsTo(sandbox).length;
    expect((await ask(create(1873))).body.errors).toMatchObject([
      {
        message: expect.stringContaining('1873'),
        extensions: { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED', retriable: true, retryAfterSeconds: 1 },
      },
    ]);
    expect((await ask(list(1873))).body.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(callsTo(sandbox)).toHaveLength(before);
    expect((await ask(create(2873), {}, other)).body.errors).toBeUndefined();

    clock.pass(limits.breakerOpenMs);
    expect((await ask(list(1873))).body.errors).toBeUndefined();
    const changes = lines.filter(({ msg }) => msg === 'breaker');
    expect(changes).toMatchObject([
      { level: 'warn', breaker: 'account connector', state: 'OPEN', account: 'demo-acme', accountConnectorId: '1873' },
      { level: 'info', state: 'HALF_OPEN' },
      { level: 'info', state: 'CLOSED' },
    ]);
  });
});

test('a rate limit of an application pauses its account connector alone', async ({ ask, sandbox, clock }) => {
  await ask(list(1873));
  sandbox.fail({
    fault: { name: 'answer', status: 429, body: '{"message":"Slow down."}', headers: { 'retry-after': '60' } },
    on: crm.createContact,
    times: 1,
  });
  expect((await ask(create(1873))).body.errors).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', by: 'third-party app', retryAfterSeconds: 60 } },
  ]);
  const before = callsTo(sandbox).length;
  expect((await ask(create(1873))).body.errors).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', by: 'third-party app', outcome: 'NOT_APPLIED', retriable: true } },
  ]);
  expect(callsTo(sandbox)).toHaveLength(before);
  expect((await ask('{ accountConnector(id: "1874") { call(method: "List Stores") { status } } }')).body.errors).toBe(
    undefined,
  );
  expect((await ask(create(2873), {}, other)).body.errors).toBeUndefined();
  clock.pass(60_000);
  expect((await ask(create(1873))).body.errors).toBeUndefined();
});

test('a read that is rate-limited comes back when it was told to, and a write does not', async ({
  ask,
  sandbox,
  clock,
}) => {
  await ask(list(1873));
  const limited = {
    name: 'answer',
    status: 429,
    body: '{"message":"Slow down."}',
    headers: { 'retry-after': '2' },
  } as const;
  sandbox.fail({ fault: limited, on: crm.listContacts, times: 1 });
  const before = callsTo(sandbox).length;
  const answer = ask('{ accountConnector(id: 1873) { call(method: "List Contacts") { status } } }');
  await expect.poll(() => callsTo(sandbox).length).toBe(before + 1);
  await new Promise(setImmediate);
  clock.pass(1999);
  expect(callsTo(sandbox)).toHaveLength(before + 1);
  clock.pass(200);
  expect((await answer).body.errors).toBeUndefined();
  expect(callsTo(sandbox)).toHaveLength(before + 2);
});
