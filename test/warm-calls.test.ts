import { describe, expect } from 'vitest';
import type { Sandbox } from '../src/sandbox/server.ts';
import { crm, test } from './fixtures.ts';

/** What the sandbox received since it was asked last, as `GET account/connectors/1873`. */
function createSeen(sandbox: Sandbox): () => readonly string[] {
  let before = sandbox.received.length;
  return () => {
    const fresh = sandbox.received.slice(before).map(({ method, path }) => `${method} ${path.replace('/v1.0/', '')}`);
    before = sandbox.received.length;
    return fresh;
  };
}

const theCall = `POST account/connectors/${crm.id}/methods/${crm.searchContacts}`;
const theLookup = `GET account/connectors/${crm.id}`;

const byName = `mutation ($id: ID!) { callConnectorMethod(accountConnectorId: $id, method: "Search Contacts") }`;
const byQuery = `query ($id: ID!) { accountConnector(id: $id) { id call(method: "Search Contacts") { records } } }`;

describe('a call by name is one upstream call once its names are known', () => {
  test.for([
    ['mutation', byName],
    ['query', byQuery],
    [
      'query, through fragments',
      `query ($id: ID!) { account { accountConnector(id: $id) { ...Called } } } fragment Called on AccountConnector { call(method: "search contacts") { records } }`,
    ],
  ] as const)('%s', async ([, document], { ask, sandbox }) => {
    await ask(document, { id: crm.id });
    const seen = createSeen(sandbox);
    const { body } = await ask(document, { id: crm.id });
    expect(body.errors).toBeUndefined();
    expect(seen()).toEqual([theCall]);
  });

  test('a typed read too', async ({ ask, sandbox }) => {
    const typed = '{ accountConnector(id: "1874") { mailChimp { listStores { id } } } }';
    await ask(typed);
    const seen = createSeen(sandbox);
    expect((await ask(typed)).body.errors).toBeUndefined();
    expect(seen()).toHaveLength(1);
  });
});

test.for(['name', 'description', 'authenticated', 'connector { name }', 'methods { name }', 'customFields { name }'])(
  'what an account connector is now is asked of Cyclr: %s',
  async (field, { ask, sandbox }) => {
    await ask(byQuery, { id: crm.id });
    const seen = createSeen(sandbox);
    await ask(`{ accountConnector(id: "${crm.id}") { ${field} call(method: "Search Contacts") { status } } }`);
    expect(seen()).toContain(theLookup);
  },
);

test('whether an account connector is there is asked of Cyclr', async ({ ask, sandbox }) => {
  await ask(byQuery, { id: crm.id });
  const seen = createSeen(sandbox);
  await ask(`{ accountConnector(id: "${crm.id}") { id } }`);
  expect(seen()).toEqual([theLookup]);
});

describe('what is remembered is forgotten', () => {
  test.for([400, 401, 404] as const)('when Cyclr answers a call with %i', async (status, { ask, sandbox }) => {
    await ask(byName, { id: crm.id });
    sandbox.fail({ fault: { name: 'answer', status, body: '' }, on: crm.searchContacts });
    expect((await ask(byName, { id: crm.id })).body.errors).toHaveLength(1);
    sandbox.clearFaults();
    const seen = createSeen(sandbox);
    await ask(byName, { id: crm.id });
    // Where the failure could not be explained without it, it was asked for then.
    expect(seen().filter((one) => one === theLookup).length).toBe(status === 400 ? 1 : 0);
  });

  test('so that one that is gone is told as before', async ({ ask, sandbox }) => {
    await ask(byName, { id: crm.id });
    sandbox.fail({ fault: { name: 'answer', status: 404, body: '' }, on: `account/connectors/${crm.id}` });
    for (const document of [byName, byName]) {
      const { body } = await ask(document, { id: crm.id });
      expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
      expect(body.errors?.[0]?.message).toContain(`no account connector ${crm.id}`);
    }
    const read = await ask(byQuery, { id: crm.id });
    expect(read.body).toEqual({ data: { accountConnector: null } });
  });
});

describe('for a time', () => {
  const brief = test.extend({ env: { ACCOUNT_CONNECTOR_TTL_MS: '1000' } });

  brief('which a variable sets', async ({ clock, ask, sandbox }) => {
    await ask(byName, { id: crm.id });
    const seen = createSeen(sandbox);
    clock.pass(999);
    await ask(byName, { id: crm.id });
    expect(seen()).toEqual([theCall]);
    clock.pass(1);
    await ask(byName, { id: crm.id });
    expect(seen()).toEqual([theLookup, theCall]);
  });
});

test('and of no other account', async ({ ask, sandbox }) => {
  await ask(byName, { id: crm.id });
  const seen = createSeen(sandbox);
  const { body } = await ask(byName, { id: crm.id }, { 'x-cyclr-account': 'demo-globex' });
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect(seen()).toContain(theLookup);
});
