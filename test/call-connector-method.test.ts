import { describe, expect } from 'vitest';
import { callsTo, crm, post, test } from './fixtures.ts';

const call = /* GraphQL */ `
  mutation Call(
    $id: ID!
    $method: String!
    $parameters: JSONObject
    $fields: JSONObject
    $mergeFields: JSONObject
    $select: [String!]
    $callKey: String
  ) {
    callConnectorMethod(
      accountConnectorId: $id
      method: $method
      parameters: $parameters
      fields: $fields
      mergeFields: $mergeFields
      select: $select
      callKey: $callKey
    )
  }
`;

const john = { Id: 1001, FirstName: 'John', LastName: 'Doe', Name: 'John Doe', Email: 'john.doe@example.com' };
const jane = { Id: 1002, FirstName: 'Jane', LastName: 'Doe', Name: 'Jane Doe', Email: 'jane.doe@example.com' };

const byNumber = { parameters: { '400123': 'true' }, fields: { '24718360': 'Doe' } };
const byName = { parameters: { 'Active Only': true }, fields: { LastName: 'Doe' } };

describe('the first call', () => {
  test.for([
    ['an identifier and numbers', { method: crm.searchContacts, ...byNumber }],
    ['an identifier and names', { method: crm.searchContacts, ...byName }],
    ['a number and numbers', { method: '1571282', ...byNumber }],
    ['a name, in any case', { method: 'search contacts', ...byName }],
  ] as const)('by %s answers with John Doe and Jane Doe', async ([, variables], { ask }) => {
    const { body } = await ask(call, { id: crm.id, ...variables });
    expect(body).toEqual({ data: { callConnectorMethod: [john, jane] } });
  });

  test('in numbers makes no upstream call but its own', async ({ ask, sandbox }) => {
    await ask(call, { id: crm.id, method: crm.searchContacts, ...byNumber });
    expect(sandbox.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /oauth/token',
      `POST /v1.0/account/connectors/1873/methods/${crm.searchContacts}`,
    ]);
  });

  test('sends what was given, keyed by numbers, for the account of the request', async ({ ask, sandbox }) => {
    await ask(call, { id: crm.id, method: crm.searchContacts, ...byName, mergeFields: { CyclrObjectName: 'Contact' } });
    const sent = sandbox.received.find(({ path }) => path.endsWith(crm.searchContacts));
    expect(sent?.account).toBe('demo-acme');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      Parameters: { '400123': true },
      Fields: { '24718360': 'Doe' },
      Mergefields: { CyclrObjectName: 'Contact' },
    });
  });

  test('keeps only selected paths', async ({ ask }) => {
    const { body } = await ask(call, {
      id: crm.id,
      method: crm.searchContacts,
      ...byName,
      select: ['Name', 'Id', 'Nowhere'],
    });
    expect(body.data).toEqual({
      callConnectorMethod: [
        { Id: 1001, Name: 'John Doe' },
        { Id: 1002, Name: 'Jane Doe' },
      ],
    });
  });
});

describe('records', () => {
  test.for([
    ['a root list', '1876', 'List Users', [{ profile: { name: 'John Doe' } }, { profile: { name: 'Jane Doe' } }]],
    ['a list of scalars', '1876', 'List Segment Names', ['beta', 'eu']],
    ['the list that response fields point into', '1874', 'List Stores', [{ id: 'store_001' }, { id: 'store_002' }]],
    ['a nested list', '1875', 'List Invoices', [{ Id: '130' }, { Id: '131' }]],
    ['text', '1877', 'Download File', [expect.stringMatching(/^Name,Email\r\n/)]],
  ] as const)('%s', async ([, id, method, records], { ask }) => {
    const { body } = await ask(call, {
      id,
      method,
      ...(method === 'Download File' && { parameters: { path: 'x.csv' } }),
    });
    expect(body.data?.['callConnectorMethod']).toMatchObject(records);
  });

  test.for([
    ['null', '1876', 'Get Status', {}],
    ['an empty body', '1876', 'Track Event', { user_id: '1', name: 'x' }],
  ] as const)('%s is none', async ([, id, method, fields], { ask }) => {
    expect((await ask(call, { id, method, fields })).body).toEqual({ data: { callConnectorMethod: [] } });
  });

  test('204 is none', async ({ ask }) => {
    const { body } = await ask(call, { id: crm.id, method: 'Delete Contact', parameters: { ContactId: 1003 } });
    expect(body).toEqual({ data: { callConnectorMethod: [] } });
  });

  test('a 64-bit id keeps its digits from the third-party app to the caller, and back', async ({ ask, sandbox }) => {
    const { text } = await ask(call, { id: '1876', method: 'List Users' });
    expect(text).toContain('"id":9223372036854775807');

    await ask(
      'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Get Contact", parameters: { ContactId: 9223372036854775807 }) }',
    );
    expect(sandbox.received.at(-1)?.body).toContain(':9223372036854775807}');
  });

  test('a variable keeps its digits too', async ({ gateway, sandbox }) => {
    await post(
      gateway,
      `{"query":${JSON.stringify(call)},"variables":{"id":"1873","method":"Get Contact","parameters":{"ContactId":12345678901234567890}}}`,
    );
    expect(sandbox.received.at(-1)?.body).toContain(':12345678901234567890}');
  });
});

describe('identical calls', () => {
  const write = (alias: string, callKey = '') =>
    `${alias}: callConnectorMethod(accountConnectorId: "1873", method: "${crm.createContact}", fields: { LastName: "New" }${callKey && `, callKey: "${callKey}"`})`;

  test('that come one after the other are each sent: aliased writes are two writes', async ({ ask, sandbox }) => {
    const { body } = await ask(`mutation { ${write('a')} ${write('b')} }`);
    expect(body.data).toMatchObject({ a: [{ Id: 1005 }], b: [{ Id: 1006 }] });
    expect(callsTo(sandbox)).toHaveLength(2);
  });

  test('that run at the same time, in a batched request, are sent once', async ({ gateway, sandbox }) => {
    const { text } = await post(gateway, [
      { query: `mutation { ${write('a')} }` },
      { query: `mutation { ${write('b')} }` },
      { query: `mutation { ${write('c')} }` },
    ]);
    const [a, b, c] = JSON.parse(text) as { data: Record<string, unknown> }[];
    expect(a?.data['a']).toMatchObject([{ Id: 1005 }]);
    expect(b?.data['b']).toEqual(a?.data['a']);
    expect(c?.data['c']).toEqual(a?.data['a']);
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  test('with different callKeys are sent apart', async ({ gateway, sandbox }) => {
    await post(gateway, [{ query: `mutation { ${write('a', '1')} }` }, { query: `mutation { ${write('b', '2')} }` }]);
    expect(callsTo(sandbox)).toHaveLength(2);
  });

  test('are the same whatever the order of their keys, by name or by number', async ({ gateway, sandbox }) => {
    const variables = [
      { parameters: { '400123': 'true' }, fields: { '24718360': 'Doe', Email: 'x' } },
      { parameters: { activeOnly: 'true' }, fields: { Email: 'x', 'Last Name': 'Doe' } },
    ];
    await post(
      gateway,
      variables.map((one) => ({ query: call, variables: { id: '1873', method: crm.searchContacts, ...one } })),
    );
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  test('of two HTTP requests share nothing', async ({ gateway, sandbox }) => {
    await Promise.all([
      post(gateway, { query: `mutation { ${write('a')} }` }),
      post(gateway, { query: `mutation { ${write('b')} }` }),
    ]);
    expect(callsTo(sandbox)).toHaveLength(2);
  });

  test('that read are sent once whenever they are asked, until a write makes them stale', async ({ ask, sandbox }) => {
    const read = (alias: string) =>
      `${alias}: callConnectorMethod(accountConnectorId: "1873", method: "Count Contacts")`;
    const { body } = await ask(`mutation { ${read('a')} ${read('b')} ${write('c')} ${read('d')} }`);
    expect(body.data).toMatchObject({ a: [{ total: 4 }], b: [{ total: 4 }], d: [{ total: 5 }] });
    expect(callsTo(sandbox)).toHaveLength(3);
  });

  test('a write forgets nothing of another account connector', async ({ ask, sandbox }) => {
    const read = (alias: string) => `${alias}: callConnectorMethod(accountConnectorId: "1874", method: "List Stores")`;
    await ask(`mutation { ${read('a')} ${write('b')} ${read('c')} }`);
    expect(callsTo(sandbox).filter((one) => one.startsWith('1874'))).toHaveLength(1);
  });
});

describe('calls that run at the same time', () => {
  test('fail alone', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'answer', status: 422, body: '{"message":"No"}' }, on: crm.listContacts });
    const { body } = await ask(
      '{ accountConnectors(name: "Sales") { a: call(method: "Count Contacts") { records } } accountConnector(id: 1873) { b: call(method: "List Contacts") { records } } }',
    );
    expect(body.data).toMatchObject({
      accountConnectors: [{ a: { records: [{ total: 4 }] } }],
      accountConnector: { b: null },
    });
    expect(body.errors).toMatchObject([{ path: ['accountConnector', 'b'], extensions: { code: 'THIRD_PARTY_ERROR' } }]);
  });

  test('of writes one after the other, a failed one takes nothing of the others', async ({ ask, sandbox }) => {
    sandbox.fail({
      fault: { name: 'answer', status: 423, body: '{"message":"Locked"}' },
      on: crm.createContact,
      skip: 1,
      times: 1,
    });
    const create = (name: string) =>
      `callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "${name}" }, select: ["LastName"])`;
    const { body } = await ask(`mutation { a: ${create('A')} b: ${create('B')} c: ${create('C')} }`);
    expect(body.data).toEqual({ a: [{ LastName: 'A' }], b: null, c: [{ LastName: 'C' }] });
    expect(body.errors).toMatchObject([{ path: ['b'], extensions: { code: 'THIRD_PARTY_ERROR', outcome: 'REFUSED' } }]);
  });
});

describe('what is wrong with a write is known before it is sent', () => {
  const isCall = ({ path }: { readonly path: string }) => path.includes('/methods/');

  test.for([[''], ['.'], ['a..b'], ['x'.repeat(501)]])('select: %j', async (select, { ask, sandbox }) => {
    const { body } = await ask(call, { id: crm.id, method: 'Create Contact', fields: { LastName: 'x' }, select });
    expect(body.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', outcome: 'NOT_APPLIED', problems: [{ path: ['select', 0] }] } },
    ]);
    expect(sandbox.received.filter(isCall)).toEqual([]);
  });

  test.for([
    ['Emial', ['Email']],
    ['email', ['Email']],
    ['records.Id', ['Id']],
  ] as const)('select: "%s", which is misspelt', async ([select, suggestions], { ask, sandbox }) => {
    const { body } = await ask(call, { id: crm.id, method: 'Search Contacts', select: ['Name', select] });
    const problem = { path: ['select', 1], suggestions };
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', problems: [problem] } }]);
    const read = `{ accountConnector(id: 1873) { call(method: "Search Contacts") { body records(select: ["${select}"]) } } }`;
    const asked = await ask(read);
    expect(asked.body.errors).toMatchObject([
      { path: ['accountConnector', 'call'], extensions: { problems: [{ suggestions }] } },
    ]);
    expect(sandbox.received.filter(isCall)).toEqual([]);
  });

  test('but not whether records have a key that no field lists', async ({ ask }) => {
    for (const key of ['Emails', 'Favourite__c', String.raw`\email\ `.trimEnd()]) {
      const { body } = await ask(call, { id: crm.id, method: 'Search Contacts', select: [key] });
      expect(body.errors).toBeUndefined();
    }
  });

  test('an account connector that is no number', async ({ ask }) => {
    const { body } = await ask(call, { id: 'x', method: 'Create Contact', fields: { LastName: 'x' } });
    expect(body.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', outcome: 'NOT_APPLIED', problems: [{ path: ['accountConnectorId'] }] } },
    ]);
  });

  test('the paths that are asked of its response', async ({ ask, sandbox }) => {
    const write = (field: string) =>
      `mutation { callConnectorMethodResponse(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) { status ${field} } }`;
    for (const field of ['records(select: ["a..b"])', 'records(first: -1)', 'records(at: "")']) {
      expect((await ask(write(field))).body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    expect(sandbox.received.filter(isCall)).toEqual([]);
  });
});

test('the whole answer of a write: records, body and status', async ({ ask }) => {
  const { body } = await ask(
    'mutation { callConnectorMethodResponse(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "Poe" }) { status body records(select: ["LastName"]) } }',
  );
  expect(body.data?.['callConnectorMethodResponse']).toMatchObject({
    status: expect.any(Number),
    body: { LastName: 'Poe' },
    records: [{ LastName: 'Poe' }],
  });
});

describe('state', () => {
  test('a created contact is listed', async ({ ask }) => {
    await ask(call, {
      id: crm.id,
      method: crm.createContact,
      fields: { FirstName: 'Mary', LastName: 'Moe', Email: 'mary@example.com' },
    });
    const { body } = await ask(call, { id: crm.id, method: 'List Contacts', select: ['Name'] });
    expect(body.data?.['callConnectorMethod']).toContainEqual({ Name: 'Mary Moe' });
  });

  test('a body of the caller’s own goes out as it stands', async ({ ask, sandbox }) => {
    const { body } = await ask(
      `mutation ($body: JSON!) { callConnectorMethodWithBody(accountConnectorId: 1873, method: "Create Contacts (Bulk)", body: $body, select: ["Name"]) }`,
      {
        body: {
          records: [
            { FirstName: 'A', LastName: 'B' },
            { FirstName: 'C', LastName: 'D' },
          ],
        },
      },
    );
    expect(body.data).toEqual({ callConnectorMethodWithBody: [{ Name: 'A B' }, { Name: 'C D' }] });
    expect(sandbox.received.at(-1)?.path).toMatch(/\/body$/);
  });
});
