import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { limits } from '../src/limits.ts';
import type { Sandbox } from '../src/sandbox/server.ts';
import { callsTo, crm, test as base } from './fixtures.ts';

/** A fiftieth of what is allowed by default, which `subgraph.test.ts` holds: the same is told of smaller answers. */
const most = limits.answerCharacters / 50;

const test = base.extend({
  config: async ({ env }, use) => use({ ...parseConfig(env), limits: { ...limits, answerCharacters: most } }),
});

/** Has the third-party app answer with this. */
function answering(sandbox: Sandbox, method: string, records: readonly unknown[]): void {
  const body = JSON.stringify({ records });
  sandbox.fail({ fault: { name: 'answer', status: 200, body, contentType: 'application/json' }, on: method });
}

/** A text of so many hundredths of what is allowed. */
const hundredths = (count: number) => 'x'.repeat((count * most) / 100);
const aliased = (count: number, field: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => field(at)).join(' ');
const over = [{ extensions: { code: 'LIMIT_EXCEEDED', limit: most } }];

describe('what aliases multiply', () => {
  test.for([
    ['a record as it came', (at: number) => `a${at}: json`],
    ['a long text of a record', (at: number) => `a${at}: lastName`],
  ] as const)('%s, of typed records', async ([, field], { ask, sandbox }) => {
    answering(sandbox, crm.listContacts, [{ Id: 1, LastName: hundredths(12) }]);
    const typed = (count: number) =>
      `{ accountConnector(id: 1873) { northwindCrm { listContacts { ${aliased(count, field)} } } } }`;
    expect((await ask(typed(8))).body.errors).toBeUndefined();
    expect((await ask(typed(9))).body.errors).toMatchObject(over);
  });

  test('untyped records and bodies, by the part that is answered', async ({ ask, sandbox }) => {
    answering(sandbox, crm.listContacts, [
      { Id: 1, LastName: hundredths(6) },
      { Id: 2, LastName: hundredths(6) },
    ]);
    const untyped = (fields: string) =>
      `{ accountConnector(id: 1873) { call(method: "List Contacts") { ${fields} } } }`;
    for (const [within, beyond] of [
      [aliased(8, (at) => `a${at}: records`), aliased(9, (at) => `a${at}: records`)],
      [aliased(8, (at) => `a${at}: body`), aliased(9, (at) => `a${at}: body`)],
      [aliased(16, (at) => `a${at}: records(first: 1)`), aliased(17, (at) => `a${at}: records(first: 1)`)],
    ] as const) {
      expect((await ask(untyped(within))).body.errors).toBeUndefined();
      expect((await ask(untyped(beyond))).body.errors).toMatchObject(over);
    }
    const small = aliased(40, (at) => `a${at}: records(select: ["Id"]) b${at}: records(first: 0)`);
    expect((await ask(untyped(small.slice(0, small.indexOf('a25'))))).body.errors).toBeUndefined();
  });
});

describe('a write that was done', () => {
  const bulk = '0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d06';
  const write = (fields: string) =>
    `mutation { northwindCrmCreateContactsBulk(accountConnectorId: "1873", input: { records: [{ lastName: "x" }] }) { ${fields} } }`;

  test('is answered however many records it gives', async ({ ask, sandbox }) => {
    const count = most / 100 / 2;
    answering(
      sandbox,
      bulk,
      Array.from({ length: count }, (_, at) => ({ Id: at })),
    );
    const { body } = await ask(write('id'));
    expect(body.errors).toBeUndefined();
    expect(body.data?.['northwindCrmCreateContactsBulk']).toHaveLength(count);
  });

  test('says so where only what is asked of it is too much', async ({ ask, sandbox }) => {
    answering(sandbox, bulk, [{ Id: 1, LastName: hundredths(12) }]);
    const { body } = await ask(write(aliased(9, (at) => `a${at}: json`)));
    expect(body.errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED', outcome: 'UNCERTAIN', retriable: false } },
    ]);
    expect(callsTo(sandbox)).toHaveLength(1);
  });
});
