import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseCatalogConfig } from '../../src/catalog/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import type { Fault, Sandbox } from '../../src/sandbox/server.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { type Answer, type Ask, callsTo, crm, post, test as base } from '../fixtures.ts';

const rule = {
  read: 'Search Contacts',
  fields: { LastName: { from: 'fields.LastName' } },
  match: { LastName: 'fields.LastName' },
  key: 'Id',
  afterSeconds: 60,
};

interface Given {
  /** The rule of the write. */
  readonly reconcile: Record<string, unknown>;
}

const test = base.extend<Given & { looking: Gateway; at: Sandbox; asked: Ask }>({
  reconcile: rule,
  looking: async ({ config, lines, reconcile }, use) => {
    const source = { rules: [{ connector: 'Northwind CRM', methods: ['Create Contact*'], reconcile }] };
    const { rules } = parseCatalogConfig(JSON.stringify(source), 'connectors.config.json');
    const log = createLog((line) => void lines.push(JSON.parse(line) as Record<string, unknown>));
    await using gateway = await createGateway(config, { log, rules });
    await use(gateway);
  },
  at: async ({ looking }, use) => use(looking.sandbox ?? expect.fail()),
  asked: async ({ looking }, use) => use((query, variables) => post(looking, { query, variables })),
});

const create = `mutation ($key: String, $name: String) {
  callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: $name }, idempotencyKey: $key)
}`;
const outcome = `{ writeOutcome(idempotencyKey: "k") { outcome evidence response { status records } } }`;

const told = ({ body }: Answer) => body.data?.['writeOutcome'] as Record<string, unknown>;
const records = ({ body }: Answer) => body.data?.['callConnectorMethod'];
const failure = ({ body }: Answer) => body.errors?.[0]?.extensions;
const marks = ({ body }: Answer) => (body as { extensions?: { idempotency?: unknown } }).extensions?.idempotency;
const count = (sandbox: Sandbox, method: string) => callsTo(sandbox).filter((call) => call.includes(method)).length;
const creations = (sandbox: Sandbox) => count(sandbox, crm.createContact);
const reads = (sandbox: Sandbox) => count(sandbox, crm.searchContacts);

/** Loses the answer of the next write, which is done or not. */
function lose(sandbox: Sandbox, { applied }: { readonly applied: boolean }): void {
  sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, applied, times: 1 });
}

describe('a write whose answer was lost', () => {
  test('and that was done is found by its read, and given again by its key', async ({ asked, at }) => {
    lose(at, { applied: true });
    expect(failure(await asked(create, { key: 'k', name: 'New' }))).toMatchObject({
      outcome: 'UNCERTAIN',
      retriable: true,
      retryAfterSeconds: 60,
    });
    expect(told(await asked(outcome))).toEqual({
      outcome: 'APPLIED',
      evidence: expect.stringMatching(/^"Search Contacts" found the record "\d+", which was not there before/),
      response: { status: 200, records: [expect.objectContaining({ LastName: 'New' })] },
    });
    const looked = reads(at);
    const again = await asked(create, { key: 'k', name: 'New' });
    expect(records(again)).toEqual([expect.objectContaining({ LastName: 'New', Id: expect.any(Number) })]);
    expect(marks(again)).toEqual([{ path: ['callConnectorMethod'], replayed: true, outcome: 'APPLIED' }]);
    // What is known is not looked for again.
    expect(reads(at)).toBe(looked);
    expect(creations(at)).toBe(1);
  });

  test('is found by the retry itself, typed too', async ({ asked, at }) => {
    const typed = `mutation { northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "New" }, idempotencyKey: "k") { id lastName } }`;
    lose(at, { applied: true });
    await asked(typed);
    const again = await asked(typed);
    expect(again.body.data).toEqual({ northwindCrmCreateContact: { id: expect.anything(), lastName: 'New' } });
    expect(marks(again)).toEqual([{ path: ['northwindCrmCreateContact'], replayed: true, outcome: 'APPLIED' }]);
    expect(creations(at)).toBe(1);
  });

  const inRows = {
    ...rule,
    fields: { LastName: { from: 'fields.[records].LastName' } },
    match: { LastName: 'fields.[records].LastName' },
  };
  test.extend<Given>({ reconcile: inRows }).for([
    ['a row', 'fields', '{ records: [{ LastName: "New" }] }'],
    ['a body of its own', 'body', '{ records: [{ LastName: "New" }] }'],
  ] as const)('by %s is found where its own records stand', async ([, argument, value], { asked, at }) => {
    const write = `mutation { callConnectorMethodResponse(accountConnectorId: 1873, method: "Create Contacts (Bulk)", ${argument}: ${value}, idempotencyKey: "k") { body } }`;
    at.fail({ fault: { name: 'reset' }, on: { method: 'Create Contacts (Bulk)' }, applied: true, times: 1 });
    expect(failure(await asked(write))).toMatchObject({ outcome: 'UNCERTAIN' });
    expect((await asked(write)).body.data).toMatchObject({
      callConnectorMethodResponse: { body: { records: [{ LastName: 'New' }] } },
    });
  });

  test('is told apart from records that were there before', async ({ asked, at }) => {
    // The demo has two of this name.
    lose(at, { applied: true });
    await asked(create, { key: 'k', name: 'Doe' });
    const again = await asked(create, { key: 'k', name: 'Doe' });
    expect(records(again)).toEqual([expect.objectContaining({ Name: 'Doe' })]);
    expect(creations(at)).toBe(1);
  });

  test('and that was not done is sent again by its key, when the app has had its time to show it', async ({
    asked,
    at,
    clock,
  }) => {
    lose(at, { applied: false });
    await asked(create, { key: 'k', name: 'New' });
    clock.pass(59_000);
    expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
    expect(failure(await asked(create, { key: 'k', name: 'New' }))).toMatchObject({
      outcome: 'UNCERTAIN',
      retriable: true,
      retryAfterSeconds: 1,
    });
    expect(creations(at)).toBe(1);
    clock.pass(1000);
    expect(told(await asked(outcome))).toMatchObject({
      outcome: 'NOT_APPLIED',
      evidence: expect.stringMatching(/^"Search Contacts" found no such record 60 s after .* within 60 s\.$/),
      response: null,
    });
    const again = await asked(create, { key: 'k', name: 'New' });
    expect(records(again)).toEqual([expect.objectContaining({ LastName: 'New' })]);
    expect(marks(again)).toBeUndefined();
    expect(creations(at)).toBe(2);
  });

  test('and that comes to light after all is not sent again', async ({ asked, at, clock }) => {
    lose(at, { applied: false });
    await asked(create, { key: 'k', name: 'New' });
    clock.pass(60_000);
    expect(told(await asked(outcome))).toMatchObject({ outcome: 'NOT_APPLIED' });
    // The app was slower than it says.
    await asked(create, { key: null, name: 'New' });
    const again = await asked(create, { key: 'k', name: 'New' });
    expect(marks(again)).toEqual([{ path: ['callConnectorMethod'], replayed: true, outcome: 'APPLIED' }]);
    expect(creations(at)).toBe(2);
    expect(told(await asked(outcome))).toMatchObject({ outcome: 'APPLIED' });
  });

  test('stays uncertain where two records could be it', async ({ asked, at, clock }) => {
    lose(at, { applied: true });
    await asked(create, { key: 'k', name: 'New' });
    await asked(create, { key: null, name: 'New' });
    clock.pass(3_600_000);
    for (let times = 0; times < 2; times++) {
      expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
      expect(failure(await asked(create, { key: 'k', name: 'New' }))).toMatchObject({
        outcome: 'UNCERTAIN',
        retriable: false,
      });
    }
    expect(creations(at)).toBe(2);
  });

  const failing: Fault = { name: 'app-refuses', status: 422 };

  test('stays uncertain where the read before it failed, and the write is sent all the same', async ({ asked, at }) => {
    at.fail({ fault: failing, on: crm.searchContacts, times: 1 });
    lose(at, { applied: true });
    await asked(create, { key: 'k', name: 'New' });
    expect(creations(at)).toBe(1);
    expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
  });

  test('is looked for again where the read after it failed', async ({ asked, at }) => {
    lose(at, { applied: true });
    await asked(create, { key: 'k', name: 'New' });
    at.fail({ fault: failing, on: crm.searchContacts, times: 1 });
    expect(failure(await asked(create, { key: 'k', name: 'New' }))).toMatchObject({
      outcome: 'UNCERTAIN',
      retriable: true,
      retryAfterSeconds: 5,
    });
    expect(records(await asked(create, { key: 'k', name: 'New' }))).toEqual([expect.anything()]);
    expect(creations(at)).toBe(1);
  });
});

describe('a write is not looked for', () => {
  test('by more than can be kept with it', async ({ asked, at }) => {
    await asked(create, { key: 'k', name: 'x'.repeat(1000) });
    expect(reads(at)).toBe(1);
    await asked(create, { key: 'l', name: 'x'.repeat(4000) });
    expect(reads(at)).toBe(1);
    expect(creations(at)).toBe(2);
  });

  test('without a key, or where it succeeds', async ({ asked, at }) => {
    await asked(create, { key: null, name: 'New' });
    expect(reads(at)).toBe(0);
    await asked(create, { key: 'k', name: 'Newer' });
    await asked(create, { key: 'k', name: 'Newer' });
    // Once before it was sent.
    expect(reads(at)).toBe(1);
  });

  test.extend<Given>({ reconcile: { ...rule, match: { Email: 'fields.Email' } } })(
    'where it does not give what the rule needs',
    async ({ asked, at, clock }) => {
      lose(at, { applied: true });
      await asked(create, { key: 'k', name: 'New' });
      clock.pass(3_600_000);
      expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
      expect(reads(at)).toBe(0);
    },
  );

  test.extend<Given>({ reconcile: { ...rule, read: 'Update Contact', fields: {} } })(
    'by a method that may write: the log says so, and the write goes on',
    async ({ asked, at, lines }) => {
      expect((await asked(create, { key: 'k', name: 'New' })).body.errors).toBeUndefined();
      expect(creations(at)).toBe(1);
      expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([
        { msg: expect.stringMatching(/the read of a rule/), error: 'Update Contact', code: 'METHOD_NOT_READABLE' },
      ]);
    },
  );

  test.extend<Given>({ reconcile: { ...rule, pageRecords: 2 } })(
    'with a conclusion from a page that is full',
    async ({ asked, at, clock }) => {
      lose(at, { applied: false });
      await asked(create, { key: 'k', name: 'Doe' });
      clock.pass(3_600_000);
      expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
      expect(creations(at)).toBe(1);
    },
  );

  test.extend<{ env: Record<string, string> }>({
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
    env: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'reconcile-'));
      const rules = [
        { name: 'Everything', effect: 'allow', roles: ['*'] },
        { name: 'But searches', effect: 'deny', roles: ['*'], methods: ['Search *'] },
      ];
      await writeFile(join(folder, 'policy.json'), JSON.stringify({ rules }));
      await use({ POLICY_FILE: join(folder, 'policy.json') });
      await rm(folder, { recursive: true });
    },
  })('by a read that its caller may not make', async ({ asked, at, clock }) => {
    lose(at, { applied: true });
    await asked(create, { key: 'k', name: 'New' });
    clock.pass(3_600_000);
    expect(told(await asked(outcome))).toMatchObject({ outcome: 'UNCERTAIN' });
    expect(reads(at)).toBe(0);
  });
});
