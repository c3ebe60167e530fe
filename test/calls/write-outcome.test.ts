import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { type Fault, startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { type Answer, type Ask, callsTo, createGate, crm, post, test } from '../fixtures.ts';
import { callerToken, knownByToken } from '../tokens.ts';

const create = `mutation ($key: String!) {
  callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "A" }, idempotencyKey: $key)
}`;
const outcome = `query ($key: String!) {
  writeOutcome(idempotencyKey: $key) { idempotencyKey outcome ledger evidence response { status body records(select: ["LastName"]) } }
}`;

const told = ({ body }: Answer) => body.data?.['writeOutcome'];

describe('what became of a write', () => {
  test('is null for a key that is not known', async ({ ask }) => {
    const { body } = await ask(outcome, { key: 'k' });
    expect(body).toEqual({ data: { writeOutcome: null } });
  });

  test('is its answer, where it was applied', async ({ ask, sandbox }) => {
    await ask(create, { key: 'k' });
    expect(told(await ask(outcome, { key: 'k' }))).toEqual({
      idempotencyKey: 'k',
      outcome: 'APPLIED',
      ledger: 'MEMORY',
      evidence: expect.stringMatching(/answered with status 20\d/),
      response: {
        status: expect.any(Number),
        body: expect.objectContaining({ LastName: 'A' }),
        records: [{ LastName: 'A' }],
      },
    });
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  const failures: readonly (readonly [string, Fault, string, RegExp])[] = [
    [
      'the app refused it',
      { name: 'app-refuses', status: 422, body: '{"message":"Too short"}' },
      'REFUSED',
      /Too short/,
    ],
    ['Cyclr did not take it', { name: 'ip-refused' }, 'NOT_APPLIED', /IP address/],
    ['its answer was lost', { name: 'reset' }, 'UNCERTAIN', /without an answer/],
  ];
  test.for(failures)('where %s is told with its reason', async ([, fault, expected, reason], { ask, sandbox }) => {
    sandbox.fail({ fault, on: crm.createContact, applied: true });
    await ask(create, { key: 'k' });
    expect(told(await ask(outcome, { key: 'k' }))).toMatchObject({
      outcome: expected,
      evidence: expect.stringMatching(reason),
      response: null,
    });
  });

  test('is a refusal with its body, where the app refused in an answer of success', async ({ ask, sandbox }) => {
    const body = '{"ok":false,"error":"channel_not_found"}';
    sandbox.fail({ fault: { name: 'answer', status: 200, body }, on: crm.createContact });
    await ask(create, { key: 'k' });
    const asked = `{ writeOutcome(idempotencyKey: "k") { outcome evidence response { body } } }`;
    expect(told(await ask(asked))).toMatchObject({
      outcome: 'REFUSED',
      evidence: expect.stringMatching(/channel_not_found/),
      response: { body: JSON.parse(body) as unknown },
    });
  });

  test('is that it is in progress, until it has ended', async ({ ask, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
    const asked = ask(create, { key: 'k' });
    await expect.poll(() => callsTo(sandbox)).toHaveLength(1);
    expect(told(await ask(outcome, { key: 'k' }))).toMatchObject({
      outcome: 'IN_PROGRESS',
      evidence: null,
      response: null,
    });
    gate.open();
    await asked;
    expect(told(await ask(outcome, { key: 'k' }))).toMatchObject({ outcome: 'APPLIED' });
  });

  test('is an error for what is no key', async ({ ask }) => {
    const { body } = await ask(outcome, { key: 'a b' });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test.extend({ env: { LEDGER_ANSWER_BYTES: '10' } })(
    'is told without an answer that was not kept',
    async ({ ask }) => {
      await ask(create, { key: 'k' });
      expect(told(await ask(outcome, { key: 'k' }))).toMatchObject({
        outcome: 'APPLIED',
        evidence: expect.stringMatching(/not kept/),
        response: null,
      });
    },
  );
});

describe('what became of somebody else’s write', () => {
  const secret = 'a secret of more than 32 characters';
  const policy = {
    rules: [
      { name: 'Sales works in its CRM', effect: 'allow', roles: ['sales'] },
      { name: 'Readers read', effect: 'allow', roles: ['reader'], kind: 'READ' },
    ],
  };
  const many = test.extend<{ guarded: Gateway; askAs: (claims: Record<string, unknown>) => Ask }>({
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
    guarded: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'outcome-'));
      await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
      await using sandbox = await startSandbox();
      const env = {
        CYCLR_API_URL: sandbox.url,
        CYCLR_CLIENT_ID: 'sandbox',
        CYCLR_CLIENT_SECRET: 'sandbox',
        ...knownByToken(secret),
        POLICY_FILE: join(folder, 'policy.json'),
      };
      await using gateway = await createGateway(parseConfig(env), { log: silentLog });
      await use(gateway);
      await rm(folder, { recursive: true });
    },
    askAs: async ({ guarded }, use) =>
      use((claims) => async (query, variables) => {
        const all = { sub: 'ann', cyclr_account_id: 'demo-acme', roles: ['sales'], ...claims };
        const authorization = `Bearer ${await callerToken(secret, all)}`;
        return post(guarded, { query, variables }, { authorization });
      }),
  });

  many('is not told: another caller and another account know no such key', async ({ askAs }) => {
    expect((await askAs({})(create, { key: 'k' })).body.errors).toBeUndefined();
    for (const claims of [{ sub: 'bob' }, { cyclr_account_id: 'demo-globex' }, { sub: undefined }]) {
      expect((await askAs(claims)(outcome, { key: 'k' })).body).toEqual({ data: { writeOutcome: null } });
    }
    expect(told(await askAs({})(outcome, { key: 'k' }))).toMatchObject({ outcome: 'APPLIED' });
  });

  many('is told without its answer to one who may no longer call the method', async ({ askAs }) => {
    await askAs({})(create, { key: 'k' });
    const { body, text } = await askAs({ roles: ['reader'] })(outcome, { key: 'k' });
    expect(body.data?.['writeOutcome']).toMatchObject({ outcome: 'APPLIED', response: null });
    expect(body.errors).toMatchObject([{ path: ['writeOutcome', 'response'], extensions: { code: 'FORBIDDEN' } }]);
    expect(text).not.toContain('LastName');

    const refused = create.replace('LastName: "A"', 'FirstName: "A"');
    await askAs({})(refused, { key: 'r' });
    expect(told(await askAs({})(outcome, { key: 'r' }))).toMatchObject({ evidence: expect.stringMatching(/LastName/) });
    const hidden = await askAs({ roles: ['reader'] })(outcome, { key: 'r' });
    expect(hidden.body.data?.['writeOutcome']).toMatchObject({ outcome: 'REFUSED', evidence: null });
    expect(hidden.text).not.toContain('LastName');
  });
});
