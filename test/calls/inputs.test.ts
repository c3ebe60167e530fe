import { describe, expect } from 'vitest';
import { callsTo, crm, test } from '../fixtures.ts';

const call = /* GraphQL */ `
  mutation ($id: ID!, $method: String!, $fields: JSONObject, $parameters: JSONObject) {
    callConnectorMethod(accountConnectorId: $id, method: $method, fields: $fields, parameters: $parameters)
  }
`;
const explain = /* GraphQL */ `
  query ($id: ID!, $method: String!, $fields: JSONObject) {
    accountConnector(id: $id) {
      explain(method: $method, fields: $fields) {
        path
        body
        resolved
        notes
      }
    }
  }
`;
const ledger = '1875';
const lines = [
  { Amount: 12.5, SalesItemLineDetail: { ItemRef: { value: '11' } } },
  { Amount: 7, SalesItemLineDetail: { ItemRef: { value: '3' } } },
];

describe('an invoice of two lines', () => {
  const fields = { CustomerRef: { value: 24 }, Line: lines, Tags: 'new' };
  const stored = { CustomerRef: { value: '24' }, Line: lines, Tags: ['new'] };

  test('is created by fields, and listed with both', async ({ ask, sandbox }) => {
    const created = await ask(call, { id: ledger, method: 'Create Invoice', fields });
    expect(created.body.errors).toBeUndefined();
    expect(sandbox.received.at(-1)?.path).toMatch(/\/methods\/22cdac42-7938-4433-8446-c1a234144203\/body$/);
    const listed = await ask('{ accountConnector(id: 1875) { call(method: "List Invoices") { records } } }');
    expect(listed.body.data).toMatchObject({
      accountConnector: { call: { records: expect.arrayContaining([expect.objectContaining(stored)]) } },
    });
  });

  test('is explained: the path, the body, and what Cyclr does not add', async ({ ask, sandbox }) => {
    const { body } = await ask(explain, { id: ledger, method: 'Create Invoice', fields });
    expect(body.data).toMatchObject({
      accountConnector: {
        explain: {
          path: expect.stringMatching(/\/body$/),
          body: { Parameters: {}, Mergefields: {}, Body: JSON.stringify(stored) },
          resolved: { fields: expect.objectContaining({}) },
          notes: [expect.stringContaining('Cyclr adds no defaults and no hidden fields')],
        },
      },
    });
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('keeps every digit', async ({ ask, sandbox }) => {
    const literal = `mutation { callConnectorMethod(accountConnectorId: 1875, method: "Create Invoice", fields: { CustomerRef: { value: "24" }, Line: [{ Amount: 12345678901234567.89 }, { Amount: 9.99 }] }) }`;
    expect((await ask(literal)).text).toContain('12345678901234567.89');
    expect(sandbox.received.at(-1)?.body).toContain(
      String.raw`\"Line\":[{\"Amount\":12345678901234567.89},{\"Amount\":9.99}]`,
    );
  });
});

test('hidden fields whose value the listing tells are in a body of several rows', async ({ ask, sandbox }) => {
  const fields = { records: [{ LastName: 'A' }, { LastName: 'B' }] };
  const { body } = await ask(call, { id: crm.id, method: 'Create Contacts (Bulk)', fields });
  expect(body.errors).toBeUndefined();
  const sent = JSON.parse(sandbox.received.at(-1)?.body ?? '') as { Body: string };
  expect(JSON.parse(sent.Body)).toEqual({
    records: [
      { LastName: 'A', attributes: { type: 'Contact' } },
      { LastName: 'B', attributes: { type: 'Contact' } },
    ],
  });
});

describe('an input that the listing asks for', () => {
  test('is named beside the app’s own refusal', async ({ ask }) => {
    const { body } = await ask(call, { id: ledger, method: 'Create Invoice', fields: { Line: [{ Amount: 1 }] } });
    expect(body.errors).toMatchObject([
      {
        message: expect.stringContaining('The listing asks for "CustomerRef.value", which the call did not give.'),
        extensions: { code: 'THIRD_PARTY_ERROR', missing: ['CustomerRef.value'], outcome: 'REFUSED' },
      },
    ]);
  });

  test('is named beside Cyclr’s', async ({ ask }) => {
    const { body } = await ask(call, { id: crm.id, method: 'Get Contact' });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', missing: ['ContactId'] } }]);
  });

  test('is not, where it is given, hidden, or in a body of the caller’s own', async ({ ask }) => {
    const { body } = await ask(
      'mutation { callConnectorMethodWithBody(accountConnectorId: 1875, method: "Create Invoice", body: {}) }',
    );
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'THIRD_PARTY_ERROR' });
    expect(body.errors?.[0]?.extensions).not.toHaveProperty('missing');
  });
});

describe('custom fields of the account connector', () => {
  const customFieldsAsked = (received: readonly { readonly path: string }[]) =>
    received.filter(({ path }) => path.endsWith('/fields')).length;

  test.for([['Nickname__c'], ['nickname'], ['70001']])('are given as %j', async ([key], { ask, sandbox }) => {
    const { body } = await ask(call, {
      id: crm.id,
      method: 'Create Contact',
      fields: { LastName: 'Moe', [key ?? '']: 'Mo' },
    });
    expect(body.errors).toBeUndefined();
    const sent = JSON.parse(sandbox.received.at(-1)?.body ?? '') as { Fields: object };
    expect(sent.Fields).toMatchObject({ '70001': 'Mo' });
    expect(customFieldsAsked(sandbox.received)).toBe(1);
  });

  test('are asked for once a request, and not at all by a call that needs none', async ({ ask, sandbox }) => {
    const one = (alias: string, key: string) =>
      `${alias}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "${alias}", ${key}: "x" })`;
    await ask(`mutation { ${one('a', 'FirstName')} }`);
    expect(customFieldsAsked(sandbox.received)).toBe(0);
    await ask(`mutation { ${one('a', 'Nickname')} ${one('b', 'Nickname')} ${one('c', 'Nicknam')} }`);
    expect(customFieldsAsked(sandbox.received)).toBe(1);
  });

  test('are meant by “did you mean”, and told by inputSchema', async ({ ask }) => {
    const { body } = await ask(call, { id: crm.id, method: 'Create Contact', fields: { Nicknam: 'x' } });
    expect(body.errors?.[0]?.extensions['problems']).toMatchObject([{ suggestions: ['Nickname', 'Nickname__c'] }]);
    const schema = await ask('{ accountConnector(id: 1873) { method(method: "Create Contact") { inputSchema } } }');
    expect(schema.body.data).toMatchObject({
      accountConnector: {
        method: {
          inputSchema: {
            properties: { fields: { properties: { Nickname__c: { title: 'Nickname' } }, required: ['LastName'] } },
          },
        },
      },
    });
  });

  test('that cannot be had leave the rest as it is', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'answer', status: 200, body: '7' }, on: '/fields' });
    const { body } = await ask(call, { id: crm.id, method: 'Create Contact', fields: { Nickname: 'x' } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('inputSchema(withChoices: true)', () => {
  const query =
    '{ accountConnector(id: 1873) { method(method: "Create Contact") { plain: inputSchema inputSchema(withChoices: true) } } }';

  test('has the choices that a trigger looks up', async ({ ask }) => {
    const { body } = await ask(query);
    expect(body).toMatchObject({
      data: {
        accountConnector: {
          method: {
            plain: { properties: { fields: { properties: { OwnerId: { type: expect.anything() } } } } },
            inputSchema: {
              properties: {
                fields: {
                  properties: {
                    OwnerId: {
                      title: 'Owner',
                      oneOf: expect.arrayContaining([{ const: expect.any(String), title: expect.any(String) }]),
                    },
                    Stage: { enum: ['Lead', 'Customer', 'Former Customer'] },
                  },
                },
              },
            },
          },
        },
      },
    });
  });

  test('says which it could not look up', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'html' }, on: '/triggers/' });
    const { body } = await ask(query);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      accountConnector: {
        method: { inputSchema: { $comment: 'The choices of "Lookup Owners" were not looked up.' } },
      },
    });
  });
});
