import { describe, expect } from 'vitest';
import { test } from './fixtures.ts';

const call = '{ accountConnector(id: 1873) { name call(method: "Count Contacts") { records } } }';
const listing = '/connectors/Northwind CRM/methods';
const method = (more: object) => JSON.stringify([{ Id: 1, Name: 'Count Contacts', MethodType: 'Action', ...more }]);

describe('a listing that is not what it should be', () => {
  test.for([
    ['not a list', '{"Message":"hello"}', 'UPSTREAM_INVALID'],
    ['a list of numbers', '[1]', 'UPSTREAM_INVALID'],
    ['methods without a name', '[{"Id":1}]', 'UPSTREAM_INVALID'],
    ['methods without an id', '[{"Name":"x"}]', 'UPSTREAM_INVALID'],
    ['cut off', '[{"Id":1,"Name":"Count Con', 'UPSTREAM_INVALID'],
    ['empty', '[]', 'METHOD_NOT_FOUND'],
    ['nothing', '', 'UPSTREAM_INVALID'],
  ] as const)('%s', async ([, body, code], { ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'answer', status: 200, body }, on: listing });
    const answer = await ask(call);
    expect(answer.body.errors).toMatchObject([{ path: ['accountConnector', 'call'], extensions: { code } }]);
  });

  test('20 MB of it', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'huge', megabytes: 20 }, on: listing });
    expect((await ask(call)).body.errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_INVALID', limitBytes: 8_000_000 } },
    ]);
  });

  test('only Id and Name are needed of a method; it is then taken for a write', async ({ ask, sandbox }) => {
    sandbox.fail({
      fault: { name: 'answer', status: 200, body: '[{"Id":1571284,"Name":"Count Contacts"}]' },
      on: listing,
    });
    const { body } = await ask('mutation { callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts") }');
    expect(body).toEqual({ data: { callConnectorMethod: [{ total: 4 }] } });
  });

  test('keys of unexpected types are told by their place, and no value is', async ({ ask, sandbox }) => {
    sandbox.fail({
      fault: {
        name: 'answer',
        status: 200,
        body: method({ Parameters: [{ Id: 1, Name: 'marker', IsOptional: 'marker' }] }),
      },
      on: listing,
    });
    const { body, text } = await ask(call);
    expect(body.errors?.[0]?.message).toContain('0.Parameters.0.IsOptional');
    expect(text).not.toContain('marker');
  });

  test('one method that cannot be read costs no other anything, and is told', async ({ ask, sandbox, lines }) => {
    const listed = [
      { Id: 1571284, Name: 'Count Contacts', MethodType: 'Action' },
      { Id: 7, Name: 'Get Marker', Parameters: [{ Id: 1, Name: 'marker', IsOptional: 'secret marker' }] },
      { Id: 8, Name: 5 },
      null,
    ];
    sandbox.fail({ fault: { name: 'answer', status: 200, body: JSON.stringify(listed) }, on: listing });
    expect((await ask(call)).body.data).toMatchObject({ accountConnector: { call: { records: [{ total: 4 }] } } });

    const missing = await ask('{ accountConnector(id: 1873) { call(method: "Get Marker") { records } } }');
    expect(missing.body.errors).toMatchObject([
      {
        message:
          'Cyclr lists the method "Get Marker" in a shape that cannot be read: Parameters.0.IsOptional is not as expected.',
        extensions: { code: 'METHOD_NOT_FOUND' },
      },
    ]);
    const told = lines.filter((line) => JSON.stringify(line).includes('Methods of a connector'));
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toContain('3 methods cannot be read and are left out: \\"Get Marker\\" (7)');
    const warned = await ask('{ accountConnector(id: 1873) { methods { name } methodsWarning } }');
    expect(warned.body.data).toEqual({
      accountConnector: {
        methods: [{ name: 'Count Contacts' }],
        methodsWarning: expect.stringContaining('3 methods cannot be read and are left out: "Get Marker" (7)'),
      },
    });
    expect(JSON.stringify([told, missing, warned.body])).not.toContain('secret marker');
  });

  test('a parameter of a negative number is filled by Cyclr: not asked for, not taken', async ({ ask, sandbox }) => {
    const filled = {
      Id: -1,
      Name: 'Fields',
      TargetName: 'Fields',
      TargetType: 'MergeField',
      IsOptional: false,
    };
    const body = method({ Id: 1571284, Parameters: [filled] });
    sandbox.fail({ fault: { name: 'answer', status: 200, body }, on: listing });
    const { body: read } = await ask(
      '{ accountConnector(id: 1873) { method(method: "Count Contacts") { inputSchema parameters { id optional } } call(method: "Count Contacts") { records } } }',
    );
    expect(read.errors).toBeUndefined();
    expect(read.data).toMatchObject({
      accountConnector: {
        method: {
          inputSchema: { properties: { parameters: { properties: {} } } },
          parameters: [{ id: '-1', optional: true }],
        },
        call: { records: [{ total: 4 }] },
      },
    });
    const refused = await ask(
      '{ accountConnector(id: 1873) { call(method: "Count Contacts", parameters: { Fields: "Id" }) { records } } }',
    );
    expect(refused.body.errors?.[0]?.extensions['problems']).toEqual([
      {
        path: ['parameters', 'Fields'],
        message: 'Cyclr fills in the parameter "Fields" itself. Leave it out.',
        suggestions: [],
      },
    ]);
  });

  test('locations that contradict each other stop neither the call nor the schema', async ({ ask, sandbox }) => {
    const fields = ['a', 'a.b', '[a].c', '[].d', '__proto__.e', 'constructor'].map((Location, index) => ({
      Id: index,
      Name: `F${index}`,
      Location,
    }));
    sandbox.fail({
      fault: {
        name: 'answer',
        status: 200,
        body: method({ Id: 1571284, RequestFields: fields, ResponseFields: fields }),
      },
      on: listing,
    });
    const { body } = await ask(
      '{ accountConnector(id: 1873) { method(method: "Count Contacts") { inputSchema } call(method: "Count Contacts") { records } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({ accountConnector: { call: { records: [{ total: 4 }] } } });
  });
});

test('an account connector without most of its keys is still one', async ({ ask, sandbox }) => {
  const body = JSON.stringify({ Id: 1873, Name: 'Sales CRM', Connector: { Id: 5101, Name: 'Northwind CRM' } });
  sandbox.fail({ fault: { name: 'answer', status: 200, body }, on: '/account/connectors/1873' });
  const answer = await ask(
    '{ accountConnector(id: 1873) { name description authenticated connector { version categories authTypes } } }',
  );
  expect(answer.body.data).toEqual({
    accountConnector: {
      name: 'Sales CRM',
      description: null,
      authenticated: false,
      connector: { version: null, categories: [], authTypes: [] },
    },
  });
});

test('inputs of the wrong shape are told by their path', async ({ ask }) => {
  const { body } = await ask(
    'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1875, method: "Create Invoice", fields: $f) }',
    {
      f: { CustomerRef: { valu: '24' }, Line: [{ Amount: 1 }, { Amont: 2 }], CurrencyRef: 'USD' },
    },
  );
  expect(body.errors?.[0]?.extensions['problems']).toMatchObject([
    { path: ['fields', 'CustomerRef', 'valu'], suggestions: ['value'] },
    { path: ['fields', 'Line', 1, 'Amont'], suggestions: ['Amount'] },
    { path: ['fields', 'CurrencyRef'] },
  ]);
});

test('nested inputs build the body that the third-party app gets', async ({ ask, sandbox }) => {
  await ask(
    'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1875, method: "Create Invoice", fields: $f) }',
    {
      f: {
        CustomerRef: { value: '24' },
        Line: [{ Amount: 35.5, SalesItemLineDetail: { ItemRef: { value: 'x' } } }],
        Tags: ['a', 'b'],
      },
    },
  );
  const { body } = await ask('mutation { callConnectorMethod(accountConnectorId: 1875, method: "List Invoices") }');
  expect(body.data?.['callConnectorMethod']).toContainEqual(
    expect.objectContaining({
      CustomerRef: { value: '24' },
      Line: [{ Amount: 35.5, SalesItemLineDetail: { ItemRef: { value: 'x' } } }],
      Tags: ['a', 'b'],
    }),
  );
  expect(sandbox.received.length).toBeGreaterThan(0);
});
