import { describe, expect } from 'vitest';
import { parseScenario } from '../../src/sandbox/server.ts';
import { listOf } from '../audits/client.ts';
import { callByName, calls, test } from './fixtures.ts';

const does = 'account/connectors/1873/methods/1571282';

describe('a call', () => {
  test('answers with the third-party app’s own body, however the method is named and asked', async ({ client }) => {
    const inputs = { Parameters: { 400123: 'true' }, Fields: { 24718360: 'Doe' } };
    const doe = {
      records: [
        { Id: 1001, FirstName: 'John', LastName: 'Doe', Name: 'John Doe', Email: expect.any(String) },
        { Id: 1002, FirstName: 'Jane', LastName: 'Doe', Name: 'Jane Doe', Email: expect.any(String) },
      ],
    };
    for (const path of [calls.search, does, does.replace('methods', 'test'), calls.search.toUpperCase(), `${does}/`])
      expect((await client.ask('POST', path, { body: inputs })).json).toEqual(doe);
    expect(listOf(((await client.ask('GET', does)).json as { records: unknown }).records)).toHaveLength(4);
  });

  test.for([
    ['a number that is no method’s', '999999999', 404],
    ['another connector’s number', '1690411', 404],
    ['a number that is too long', '99999999999', 400],
    ['an identifier that is nobody’s', '11111111-2222-4333-8444-555555555555', 404],
    ['an identifier with a digit too many', '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e110', 400],
    ['a name', 'Search Contacts', 400],
  ] as const)('of %s is refused, by /test and /body too', async ([, which, status], { client }) => {
    for (const path of [`methods/${which}`, `test/${which}`, `methods/${which}/body`]) {
      const answer = await client.ask('POST', `account/connectors/1873/${path}`, { body: {} });
      expect([path, answer.status]).toEqual([path, status]);
      expect(Object.keys(answer.json as object)).toEqual(['Message']);
    }
  });

  test.for([
    ['Parameter', { Parameters: { 24718360: 'Doe' } }],
    ['Field', { Fields: { 400123: 'true' } }],
  ] as const)('with the number of another kind of input is refused: %s', async ([kind, body], { client }) => {
    const { status, json } = await client.ask('POST', does, { body });
    expect(status).toBe(400);
    expect(json).toEqual({ Message: expect.stringMatching(new RegExp(`^${kind} with ID '\\d+' does not belong`)) });
  });

  test('without a merge field that it needs is refused; hidden fields need nothing', async ({ client }) => {
    expect((await client.ask('POST', calls.get, { body: {} })).text).toMatch(
      /^\{"Message":"Parameter '.*' is required\."\}$/,
    );
    expect((await client.ask('POST', does, { body: {} })).status).toBe(200);
  });

  test('of a webhook is refused', async ({ client }) => {
    const hook = listOf((await client.ask('GET', 'connectors/Hookline/methods')).json).find(
      ({ MethodType }) => MethodType === 'Webhook',
    );
    const { status } = await client.ask('POST', `account/connectors/1878/methods/${hook?.['Id'] as number}`, {
      body: {},
    });
    expect(status).toBe(400);
  });

  test('that is a write changes what the third-party app holds, for that account connector alone', async ({
    client,
  }) => {
    const globex = async () =>
      (await client.ask('POST', calls.count.replace('1873', '2873'), { account: 'demo-globex', body: {} })).json;
    const before = await globex();
    const method = async (name: string) =>
      listOf((await client.ask('GET', 'connectors/5101/methods')).json).find(({ Name }) => Name === name) ?? {};
    const create = await method('Create Contact');
    const field = (name: string) =>
      String(listOf(create['RequestFields']).find(({ Location }) => Location === name)?.['Id']);
    const body = {
      Fields: { [field('FirstName')]: 'Ada', [field('LastName')]: 'L', [field('Email')]: 'ada.new@example.com' },
    };
    const created = await client.ask('POST', `account/connectors/1873/methods/${create['Id'] as number}`, { body });
    expect(created.status).toBe(200);
    expect((await client.ask('POST', calls.count, { body: {} })).json).toEqual({ total: 5 });
    expect(await globex()).toEqual(before);
  });
});

describe('an invoice of two lines', () => {
  const invoice = {
    CustomerRef: { value: '24' },
    Line: [
      { Amount: 12.5, SalesItemLineDetail: { ItemRef: { value: '11' } } },
      { Amount: 'long', SalesItemLineDetail: { ItemRef: { value: '3' } } },
    ],
  };
  const ledger = { accountConnector: 1875, connector: 'LedgerBooks' };

  test('goes through /body as it is, and is listed with both lines', async ({ client }) => {
    const methods = listOf((await client.ask('GET', 'connectors/LedgerBooks/methods')).json);
    const create = methods.find(({ Name }) => Name === 'Create Invoice');
    const path = `account/connectors/1875/methods/${create?.['MethodUniqueIdentifier'] as string}/body`;
    const body = JSON.stringify(invoice).replace('"long"', '12345678901234567.89');
    const created = await client.ask('POST', path, { body: { Body: body } });
    expect(created).toMatchObject({ status: 200, json: { CustomerRef: { value: '24' } } });
    expect(created.text).toContain('"Amount":12345678901234567.89');

    const { text, json } = await callByName(client, { ...ledger, method: 'List Invoices' });
    expect(json).toMatchObject({
      QueryResponse: { Invoice: [{ Id: '130' }, { Id: '131' }, { Paid: false, Line: [invoice.Line[0], {}] }] },
    });
    expect(text).toContain('"Amount":12345678901234567.89,"SalesItemLineDetail":{"ItemRef":{"value":"3"}}');
  });

  test('is refused in the words of the app without its customer, and is then not listed', async ({ client }) => {
    const before = await callByName(client, { ...ledger, method: 'List Invoices' });
    const methods = listOf((await client.ask('GET', 'connectors/LedgerBooks/methods')).json);
    const create = methods.find(({ Name }) => Name === 'Create Invoice');
    const path = `account/connectors/1875/methods/${create?.['Id'] as number}/body`;
    const refused = await client.ask('POST', path, { body: { Body: { Line: invoice.Line } } });
    expect(refused.status).toBe(422);
    expect((await callByName(client, { ...ledger, method: 'List Invoices' })).text).toBe(before.text);
  });
});

const echo = parseScenario(
  JSON.stringify({
    connectors: [
      {
        Name: 'Echo',
        methods: [
          {
            Id: 1,
            Name: 'Echo',
            Parameters: [{ Id: 1, Name: 'p', IsOptional: true, DefaultValue: 'hidden' }],
            RequestFields: [
              { Id: 1, Name: 'flag', Location: 'flag', DataType: 'Boolean', DefaultValue: 'false' },
              { Id: 2, Name: 'count', Location: 'count', DataType: 'Integer', DefaultValue: '7' },
              { Id: 3, Name: 'a', Location: 'a' },
              { Id: 4, Name: 'ab', Location: 'a.b' },
              { Id: 5, Name: 'row', Location: '[rows].x' },
            ],
            answer: {
              kind: 'canned',
              body: {
                p: '{{Parameters.p}}',
                flag: '{{Fields.flag}}',
                count: '{{Fields.count}}',
                object: '{{Mergefields.CyclrObjectName}}',
                text: 'a={{Fields.a}} b={{Fields.a.b}}',
              },
            },
          },
          {
            Id: 2,
            Name: 'Keep',
            RequestFields: [{ Id: 6, Name: 'row', Location: '[rows].x' }],
            answer: { kind: 'insert', of: 'kept', from: 'rows' },
          },
        ],
      },
    ],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'A',
        accountConnectors: [{ Id: 1, Name: 'E', connector: 'Echo', AuthValue: 'x' }],
      },
    ],
  }),
  'scenario.json',
);

describe('inputs', () => {
  const echoing = test.extend({ options: { scenario: echo } });
  const path = 'account/connectors/1/methods/1';

  echoing('that are not given have their defaults, as what they are declared to be', async ({ client }) => {
    expect((await client.ask('POST', path, { body: {} })).json).toEqual({
      p: 'hidden',
      flag: false,
      count: 7,
      object: null,
      text: 'a= b=',
    });
  });

  echoing('may be texts or numbers, and keep their type and digits', async ({ client }) => {
    const body =
      "{Parameters: {1: 'mine'}, Fields: {1: true, 2: 12345678901234567890, 3: 'A'}, mergefields: {CyclrObjectName: 'Lead'}}";
    expect((await client.ask('POST', path, { body })).text).toBe(
      '{"p":"mine","flag":true,"count":12345678901234567890,"object":"Lead","text":"a=A b="}',
    );
  });

  echoing('that contradict each other are refused', async ({ client }) => {
    const { status, json } = await client.ask('POST', path, { body: { Fields: { 3: 1, 4: 2 } } });
    expect([status, json]).toEqual([400, { Message: expect.stringMatching(/No body can be built/) }]);
  });

  echoing('for a list build its rows', async ({ client }) => {
    const { json } = await client.ask('POST', 'account/connectors/1/methods/2', {
      body: { Fields: { 6: ['a', 'b'] } },
    });
    expect(json).toEqual([expect.objectContaining({ x: 'a' }), expect.objectContaining({ x: 'b' })]);
  });

  echoing.for(['Body', 'body', 'Content'])(
    '/body takes the body as text or as it is, under %s',
    async (key, { client }) => {
      for (const value of ['{"rows":[{"x":"1"}]}', "{rows: [{x: '1'}]}", { rows: [{ x: '1' }] }]) {
        const { json } = await client.ask('POST', 'account/connectors/1/methods/2/body', { body: { [key]: value } });
        expect(json).toMatchObject({ x: '1' });
      }
    },
  );
});
