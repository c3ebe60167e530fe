import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { callsTo, crm, post, test } from '../fixtures.ts';
import { committed } from './run.ts';

describe('a typed read', () => {
  test('is a field with a type of its own', async ({ ask }) => {
    const { body } = await ask('{ accountConnector(id: "1874") { mailChimp { listStores(count: 10) { id name } } } }');
    expect(body).toEqual({
      data: {
        accountConnector: {
          mailChimp: {
            listStores: [
              { id: 'store_001', name: "Freddie's Merchandise" },
              { id: 'store_002', name: "Freddie's Outlet" },
            ],
          },
        },
      },
    });
  });

  test('and a generic read of the same thing are one upstream call', async ({ ask, sandbox }) => {
    const { body } = await ask(`{
      one: accountConnector(id: 1873) { northwindCrm { getContact(contactId: 1001) { name } } }
      other: accountConnector(id: 1873) {
        call(method: "Get Contact", parameters: { ContactId: 1001 }) { records(select: ["Name"]) }
        again: northwindCrm { getContact(contactId: "1001") { email json } }
      }
    }`);
    expect(body).toMatchObject({
      data: {
        one: { northwindCrm: { getContact: { name: 'John Doe' } } },
        other: {
          call: { records: [{ Name: 'John Doe' }] },
          again: { getContact: { email: 'john.doe@example.com', json: { Id: 1001, Stage: 'Customer' } } },
        },
      },
    });
    expect(callsTo(sandbox)).toEqual([`1873 ${crm.getContact}`]);
  });

  test('takes parameters and fields side by side', async ({ ask, sandbox }) => {
    const { body } = await ask(
      '{ accountConnector(id: 1873) { northwindCrm { searchContacts(activeOnly: true, lastName: "Doe") { id firstName } } } }',
    );
    expect(body.data).toEqual({
      accountConnector: {
        northwindCrm: {
          searchContacts: [
            { id: '1001', firstName: 'John' },
            { id: '1002', firstName: 'Jane' },
          ],
        },
      },
    });
    const { body: sent } = sandbox.received.find(({ path }) => path.endsWith(crm.searchContacts)) ?? {};
    expect(JSON.parse(sent ?? '')).toEqual({
      Parameters: { '400123': true },
      Fields: { '24718360': 'Doe' },
      Mergefields: {},
    });
  });

  test('is null on an account connector of another application, and asks for nothing', async ({ ask, sandbox }) => {
    const { body } = await ask('{ accountConnector(id: 1873) { mailChimp { listStores { id } } } }');
    expect(body).toEqual({ data: { accountConnector: { mailChimp: null } } });
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('of one version is null on an account connector of another', async ({ ask }) => {
    const { body } = await ask('{ accountConnectors(connector: "LedgerBooks") { ledgerBooks { __typename } } }');
    expect(body.data).toEqual({ accountConnectors: [{ ledgerBooks: { __typename: 'LedgerBooksConnector' } }] });
  });

  test('that fails is null by itself', async ({ ask }) => {
    const { body } = await ask(
      '{ accountConnector(id: 1873) { northwindCrm { getContact(contactId: 9) { id } countContacts { total } } } }',
    );
    expect(body).toMatchObject({
      data: { accountConnector: { northwindCrm: { getContact: null, countContacts: { total: expect.any(Number) } } } },
      errors: [
        {
          path: ['accountConnector', 'northwindCrm', 'getContact'],
          extensions: { code: 'THIRD_PARTY_ERROR', status: 404 },
        },
      ],
    });
  });

  test('goes on after a new release, with no change of the document', async ({ ask, sandbox }) => {
    const document = '{ accountConnector(id: 1873) { northwindCrm { searchContacts(lastName: "Lovelace") { id } } } }';
    const before = await ask(document);
    sandbox.release('Northwind CRM');
    const after = await ask(document);
    expect(before.body).toEqual({ data: { accountConnector: { northwindCrm: { searchContacts: [{ id: '1003' }] } } } });
    expect(after.body).toEqual(before.body);
  });

  test('is one where a catalog says so against the name, by the generic way too', async ({ ask }) => {
    const { body } = await ask(`{ accountConnector(id: 1873) {
      northwindCrm { listDeals { title value } }
      methods(category: "Deals") { name kind }
    } }`);
    expect(body.data).toEqual({
      accountConnector: {
        northwindCrm: { listDeals: [{ title: 'Big one', value: 125000.5 }] },
        methods: [{ name: 'List', kind: 'READ' }],
      },
    });
  });
});

describe('a typed record', () => {
  test('nests along locations: objects, lists of objects, lists of values', async ({ ask }) => {
    const { body } = await ask(`{
      ledger: accountConnector(id: 1875) { ledgerBooks { getEstimate(estimateId: "41") {
        estimate { id txnDate currencyRef { value } line { id amount salesItemLineDetail { itemRef { value } } } }
      } } }
      pulse: accountConnector(id: 1876) { pulseAnalytics {
        listUsers { profile { name } events { name scores { value } } segments }
        listSegmentNames { value json }
      } }
    }`);
    expect(body).toEqual({
      data: {
        ledger: {
          ledgerBooks: {
            getEstimate: {
              estimate: {
                id: '41',
                txnDate: '2026-03-01',
                currencyRef: { value: 'USD' },
                line: [
                  { id: '1', amount: 35, salesItemLineDetail: { itemRef: { value: '11' } } },
                  { id: '2', amount: 227.23, salesItemLineDetail: { itemRef: { value: '3' } } },
                ],
              },
            },
          },
        },
        pulse: {
          pulseAnalytics: {
            listUsers: [
              {
                profile: { name: 'John Doe' },
                events: [
                  { name: 'Signed in', scores: { value: 0.5 } },
                  { name: 'Paid', scores: { value: 1 } },
                ],
                segments: ['beta', 'eu'],
              },
              { profile: { name: 'Jane Doe' }, events: [], segments: [] },
            ],
            listSegmentNames: [
              { value: 'beta', json: 'beta' },
              { value: 'eu', json: 'eu' },
            ],
          },
        },
      },
    });
  });

  test('has null and FIELD_TYPE_MISMATCH where a value would lose something, and the value in json', async ({
    ask,
  }) => {
    const { body } = await ask(
      '{ accountConnector(id: 1875) { ledgerBooks { listInvoices { docNumber paid totalAmt json } } } }',
    );
    const path = ['accountConnector', 'ledgerBooks', 'listInvoices', 0, 'docNumber'];
    expect(body.errors).toMatchObject([
      {
        path,
        message: expect.stringContaining('"QueryResponse.[Invoice].DocNumber" cannot be given as Int'),
        extensions: { code: 'FIELD_TYPE_MISMATCH', location: 'QueryResponse.[Invoice].DocNumber' },
      },
    ]);
    expect(body.data).toMatchObject({
      accountConnector: {
        ledgerBooks: {
          listInvoices: [
            { docNumber: null, paid: false, totalAmt: 362.07, json: { DocNumber: 'INV-1037' } },
            { docNumber: 1038, paid: true, totalAmt: 85, json: { Paid: 'true' } },
          ],
        },
      },
    });
  });

  test('fails value by value, however many do not fit', async ({ ask, sandbox }) => {
    const deals = Array.from({ length: 15 }, (_, index) => ({ Id: index, Title: 'A deal', Value: { no: 'number' } }));
    sandbox.fail({
      fault: { name: 'answer', status: 200, body: JSON.stringify({ records: deals }) },
      on: { method: 'List' },
    });
    const { body } = await ask('{ accountConnector(id: 1873) { northwindCrm { listDeals { id title value } } } }');
    expect(body.data).toEqual({
      accountConnector: {
        northwindCrm: { listDeals: deals.map(({ Id }) => ({ id: String(Id), title: 'A deal', value: null })) },
      },
    });
    expect(body.errors?.map(({ path }) => path)).toEqual(
      deals.map(({ Id }) => ['accountConnector', 'northwindCrm', 'listDeals', Id, 'value']),
    );
  });

  test('that should be one and is several is the first, and its response has all of them', async ({ ask, sandbox }) => {
    const fault = { name: 'answer', status: 201, body: '[{ "Id": 1 }, { "Id": 2 }]' } as const;
    sandbox.fail({ fault, on: crm.getContact });
    sandbox.fail({ fault, on: crm.createContact });
    const asked = '{ id response { status records(select: ["Id"]) } }';
    const expected = { id: '1', response: { status: 201, records: [{ Id: 1 }, { Id: 2 }] } };
    const read = await ask(`{ accountConnector(id: 1873) { northwindCrm { getContact(contactId: 1) ${asked} } } }`);
    expect(read.body).toEqual({ data: { accountConnector: { northwindCrm: { getContact: expected } } } });
    const write = await ask(
      `mutation { northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "X" }) ${asked} }`,
    );
    expect(write.body).toEqual({ data: { northwindCrmCreateContact: expected } });
  });

  test('has the response that it came in, which is asked for once', async ({ ask, sandbox }) => {
    const { body } = await ask(
      `{ accountConnector(id: 1875) { ledgerBooks { listInvoices { response { status body } } } } }`,
    );
    const response = { status: 200, body: { QueryResponse: expect.objectContaining({}) } };
    expect(body.data).toMatchObject({
      accountConnector: { ledgerBooks: { listInvoices: expect.arrayContaining([{ response }]) } },
    });
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  test('keeps every digit of an id', async ({ ask }) => {
    const { text } = await ask('{ accountConnector(id: 1876) { pulseAnalytics { listUsers { id json } } } }');
    expect(text).toContain('"id":"9223372036854775807"');
    expect(text).toContain('"id":9223372036854775807');
  });
});

describe('a typed write', () => {
  const add = (store: string, extra = '') =>
    `mailChimpAddCustomer(accountConnectorId: "1874", input: {
      storeId: "${store}", id: "cust_9", emailAddress: "new@example.com", address: { city: "Leeds" }
    }${extra}) { id address { city } json }`;

  test('is a mutation of its own with one input', async ({ ask }) => {
    const { body } = await ask(`mutation { ${add('store_001')} }`);
    expect(body).toMatchObject({
      data: {
        mailChimpAddCustomer: {
          id: 'cust_9',
          address: { city: 'Leeds' },
          json: { email_address: 'new@example.com', address: { city: 'Leeds' } },
        },
      },
    });
  });

  test('and a read behind it in the request sees what it did', async ({ gateway }) => {
    const { body } = await post(gateway, {
      query: `mutation {
        before: northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "Newcomer", stage: LEAD }) { id json }
        after: callConnectorMethod(accountConnectorId: 1873, method: "Search Contacts", fields: { LastName: "Newcomer" })
      }`,
    });
    expect(body).toMatchObject({
      data: { before: { json: { LastName: 'Newcomer' } }, after: [{ LastName: 'Newcomer' }] },
    });
  });

  test('sends choices as the third-party app writes them', async ({ ask, sandbox }) => {
    await ask(
      `mutation { northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "X", stage: FORMER_CUSTOMER }) { id } }`,
    );
    expect(sandbox.received.find(({ path }) => path.endsWith(crm.createContact))?.body).toContain('"Former Customer"');
  });

  test('of another application is refused before it is sent', async ({ ask, sandbox }) => {
    const { body } = await ask(
      'mutation { mailChimpDeleteCustomer(accountConnectorId: 1873, input: { storeId: "s", customerId: "c" }) { json } }',
    );
    expect(body.errors).toMatchObject([
      {
        path: ['mailChimpDeleteCustomer'],
        message: expect.stringContaining(
          'Expected an account connector of MailChimp; 1873 is an account connector of Northwind CRM.',
        ),
        extensions: { code: 'BAD_USER_INPUT', problems: [{ path: ['accountConnectorId'] }] },
      },
    ]);
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('of an account connector that is not there is NOT_FOUND', async ({ ask }) => {
    const { body } = await ask(
      'mutation { mailChimpDeleteCustomer(accountConnectorId: 1, input: { storeId: "s", customerId: "c" }) { json } }',
    );
    expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('of an invoice with two lines is one write, and the invoice is listed with both', async ({ ask, sandbox }) => {
    const { body } = await ask(`mutation { ledgerBooksCreateInvoice(accountConnectorId: 1875, input: {
      customerRef: { value: "24" }
      line: [
        { amount: 12345678901234567.89, salesItemLineDetail: { itemRef: { value: "11" } } }
        { amount: "9.990", salesItemLineDetail: { itemRef: { value: "3" } } }
      ]
      tags: "new"
    }) { id line { salesItemLineDetail { itemRef { value } } } } }`);
    expect(body.errors).toBeUndefined();
    expect(sandbox.received.at(-1)?.path).toMatch(/\/body$/);
    expect(sandbox.received.at(-1)?.body).toContain(String.raw`\"Amount\":12345678901234567.89`);
    const itemRefs = ['11', '3'].map((value) => ({ salesItemLineDetail: { itemRef: { value } } }));
    expect(body.data).toMatchObject({ ledgerBooksCreateInvoice: { line: itemRefs } });
    const listed = await ask(
      '{ accountConnector(id: 1875) { ledgerBooks { listInvoices { line { salesItemLineDetail { itemRef { value } } } } } } }',
    );
    expect(listed.body.data).toMatchObject({
      accountConnector: { ledgerBooks: { listInvoices: expect.arrayContaining([{ line: itemRefs }]) } },
    });
  });

  test('that answers with a list has a mutation for everything that came', async ({ ask, sandbox }) => {
    const answer = { new_members: [], errors: [{ email: 'a@x.com', error: 'is already a list member' }] };
    sandbox.fail({
      fault: { name: 'answer', status: 207, body: JSON.stringify(answer) },
      on: { method: 'Create Contacts (Bulk)' },
    });
    const { body } = await ask(`mutation {
      northwindCrmCreateContactsBulkResponse(accountConnectorId: 1873, input: { records: [{ lastName: "A" }] }) { status body }
    }`);
    expect(body).toEqual({ data: { northwindCrmCreateContactsBulkResponse: { status: 207, body: answer } } });
  });

  test('that answers with one record, or with nothing, has one too', async ({ ask, sandbox }) => {
    sandbox.fail({ fault: { name: 'answer', status: 204, body: '' }, on: { method: 'Create Contact' } });
    const input = '(accountConnectorId: 1873, input: { lastName: "A" })';
    const { body } = await ask(`mutation {
      northwindCrmCreateContact${input} { id }
      northwindCrmCreateContactResponse${input} { status body records }
    }`);
    expect(body).toEqual({
      data: {
        northwindCrmCreateContact: null,
        northwindCrmCreateContactResponse: { status: 204, body: null, records: [] },
      },
    });
  });

  test('is refused unsent where a path of its response is none', async ({ ask, sandbox }) => {
    const { body } = await ask(`mutation {
      northwindCrmCreateContact(accountConnectorId: 1873, input: { lastName: "X" }) { response { records(select: ["a..b"]) } }
    }`);
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    const misspelt = await ask(`mutation {
      northwindCrmCreateContactResponse(accountConnectorId: 1873, input: { lastName: "X" }) { records(select: ["lastname"]) }
    }`);
    expect(misspelt.body.errors).toMatchObject([{ extensions: { problems: [{ suggestions: ['LastName'] }] } }]);
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('takes any number of rows: one, several and none', async ({ ask, sandbox }) => {
    const bulk = (rows: string) =>
      `mutation { northwindCrmCreateContactsBulk(accountConnectorId: 1873, input: { records: ${rows} }) { lastName } }`;
    const one = await ask(bulk('[{ lastName: "Single" }]'));
    expect(one.body.data).toEqual({ northwindCrmCreateContactsBulk: [{ lastName: 'Single' }] });
    expect(sandbox.received.at(-1)?.path).not.toMatch(/\/body$/);
    const two = await ask(bulk('[{ lastName: "A" }, { lastName: "B" }]'));
    expect(two.body.data).toEqual({ northwindCrmCreateContactsBulk: [{ lastName: 'A' }, { lastName: 'B' }] });
    const none = await ask(bulk('[]'));
    expect(none.body.errors).toBeUndefined();
    expect(JSON.parse(sandbox.received.at(-1)?.body ?? '')).toMatchObject({ Body: '{"records":[]}' });
  });
});

describe('a gateway', () => {
  const log = createLog(() => undefined);
  const stores = { query: '{ accountConnector(id: 1874) { mailChimp { listStores { id } listLists { id } } } }' };

  test('refuses by policy what it refuses by name', async () => {
    await using files = await temporary();
    const policy = join(files.directory, 'policy.json');
    await writeFile(
      policy,
      JSON.stringify({
        rules: [
          { name: 'all', effect: 'allow', roles: ['*'] },
          { name: 'no stores', effect: 'deny', roles: ['*'], methods: ['List Stores'] },
        ],
      }),
    );
    await using gateway = await createGateway(parseConfig({ POLICY_FILE: policy }), { log });
    const { body } = await post(gateway, stores);
    expect(body).toMatchObject({
      data: { accountConnector: { mailChimp: { listStores: null, listLists: [{}, {}] } } },
      errors: [{ path: ['accountConnector', 'mailChimp', 'listStores'], extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('takes catalogs from another directory, and does not start on one that cannot be used', async () => {
    await using files = await temporary();
    const CATALOG_DIR = join(files.directory, 'catalogs');
    await expect(createGateway(parseConfig({ CATALOG_DIR }))).rejects.toThrow(CATALOG_DIR);

    await cp(committed.catalogs, CATALOG_DIR, { recursive: true });
    const file = join(CATALOG_DIR, 'mailchimp.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"field": "listStores"', '"field": "shops"'));
    await using gateway = await createGateway(parseConfig({ CATALOG_DIR }), { log });
    const { body } = await post(gateway, { query: '{ accountConnector(id: 1874) { mailChimp { shops { id } } } }' });
    expect(body).toMatchObject({ data: { accountConnector: { mailChimp: { shops: [{}, {}] } } } });

    await writeFile(file, text.replace('"field": "listStores"', '"field": "list stores"'));
    await expect(createGateway(parseConfig({ CATALOG_DIR }))).rejects.toThrow(
      /mailchimp\.json cannot be used:\n {2}line \d+: method \d+, "List Stores" of MailChimp: field must be a GraphQL name/,
    );
  });

  test('without catalogs has the generic way alone', async () => {
    await using gateway = await createGateway(parseConfig({}), { log, catalogs: [] });
    const { body } = await post(gateway, stores);
    expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });
});

async function temporary() {
  const directory = await mkdtemp(join(tmpdir(), 'typed-'));
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}
