import type { RouterName } from '../../examples/supergraph/programs.ts';

/** The same for every router, or what each of them makes of it. */
export type ByRouter<Value> = Value | Readonly<Record<RouterName, Value>>;

export interface ExpectedError {
  readonly code: ByRouter<string>;
  readonly path: ByRouter<readonly (string | number)[]>;
}

/** What a client sends through a router, and what it gets: the same data through each. */
export interface Operation {
  readonly title: string;
  readonly query: string;
  readonly data: unknown;
  readonly errors?: readonly ExpectedError[];
  /** How often Cyclr is asked for the account connectors. */
  readonly listed: ByRouter<number>;
  /** Methods called, as `1873 6f1f…`. */
  readonly calls?: ByRouter<readonly string[]>;
}

const searchContacts = '1873 6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11';
const countContacts = '1873 0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07';
const listStores = '1874 9c2d7e10-5f3a-4b8e-9a01-3d5e7f901201';
const doe = 'method: "Search Contacts", parameters: { activeOnly: true }, fields: { LastName: "Doe" }';

const names = ['Sales CRM', 'Newsletter Shop', 'Books', 'Product Analytics', 'Files', 'Order Hooks', 'Old CRM'];
const all = ['1873', '1874', '1875', '1876', '1877', '1878', '1879'].map((id) => ({ id }));

export const operations: readonly Operation[] = [
  {
    title: 'a query that crosses both subgraphs',
    query: `{
      customers(first: 2) {
        name
        accountConnector { name connector { name } }
        account { id accountConnectors { id } }
      }
    }`,
    data: {
      customers: [
        {
          name: 'Branch 1 of Acme',
          accountConnector: { name: 'Sales CRM', connector: { name: 'Northwind CRM' } },
          account: { id: 'demo-acme', accountConnectors: all },
        },
        {
          name: 'Branch 2 of Acme',
          accountConnector: { name: 'Newsletter Shop', connector: { name: 'MailChimp' } },
          account: { id: 'demo-acme', accountConnectors: all },
        },
      ],
    },
    // One sends the references of each place in a request of their own; the others all of them in one.
    listed: { apollo: 2, hive: 1, 'hive-rust': 1 },
  },
  {
    title: 'typed connectors behind a reference',
    query: '{ customers(first: 3) { accountConnector { mailChimp { listStores(count: 1) { name } } } } }',
    data: {
      customers: [
        { accountConnector: { mailChimp: null } },
        { accountConnector: { mailChimp: { listStores: [{ name: "Freddie's Merchandise" }] } } },
        { accountConnector: { mailChimp: null } },
      ],
    },
    listed: 1,
    calls: [listStores],
  },
  {
    title: 'an untyped call behind references',
    query: `{
      first: customer(id: "1") { accountConnector { call(${doe}) { records(select: ["Id"]) } } }
      eighth: customer(id: "8") { accountConnector { call(${doe}) { records(select: ["Id"]) } } }
    }`,
    data: {
      first: { accountConnector: { call: { records: [{ Id: 1001 }, { Id: 1002 }] } } },
      eighth: { accountConnector: { call: { records: [{ Id: 1001 }, { Id: 1002 }] } } },
    },
    listed: 0,
    // What is asked for at two places is called once where both come in one request.
    calls: { apollo: [searchContacts, searchContacts], hive: [searchContacts], 'hive-rust': [searchContacts] },
  },
  {
    title: 'fifty references',
    query: '{ customers { accountConnector { name } } }',
    data: {
      customers: Array.from({ length: 50 }, (_, index) => ({
        accountConnector: { name: names[index % names.length] },
      })),
    },
    listed: 1,
  },
  {
    title: 'a hundred references in lists',
    query: '{ customers { accountConnectors { name } } }',
    data: {
      customers: Array.from({ length: 50 }, (_, index) => ({
        accountConnectors: [{ name: names[index % names.length] }, { name: names[(index + 1) % names.length] }],
      })),
    },
    listed: 1,
  },
  {
    title: 'a mutation',
    query: `mutation { callConnectorMethod(accountConnectorId: 1873, ${doe}, select: ["Name"]) }`,
    data: { callConnectorMethod: [{ Name: 'John Doe' }, { Name: 'Jane Doe' }] },
    listed: 0,
    calls: [searchContacts],
  },
  {
    title: 'two mutations, one after the other',
    query: `mutation {
      found: callConnectorMethod(accountConnectorId: 1873, ${doe}, select: ["Id"])
      counted: callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts")
    }`,
    data: { found: [{ Id: 1001 }, { Id: 1002 }], counted: [{ total: 4 }] },
    listed: 0,
    calls: [searchContacts, countContacts],
  },
  {
    title: 'a stale reference, and the others that are answered',
    query: '{ customer(id: "moved-on") { name accountConnectors { name } } }',
    data: {
      customer: {
        name: 'Has uninstalled its CRM',
        accountConnectors: [{ name: 'Sales CRM' }, null, { name: 'Newsletter Shop' }],
      },
    },
    errors: [
      {
        code: 'NOT_FOUND',
        path: {
          apollo: ['customer', 'accountConnectors', 1],
          hive: ['customer', 'accountConnectors', 'name'],
          'hive-rust': ['customer', 'accountConnectors', 1],
        },
      },
    ],
    listed: 1,
  },
  {
    title: 'references into another account',
    query: '{ customer(id: "globex") { name account { accountConnectors { id } } accountConnector { name } } }',
    data: { customer: { name: 'Globex', account: { accountConnectors: null }, accountConnector: null } },
    errors: [
      {
        code: 'FORBIDDEN',
        path: {
          apollo: ['customer', 'account'],
          hive: ['customer', 'account', 'accountConnectors'],
          'hive-rust': ['customer', 'account'],
        },
      },
      {
        // Two of them send the short key where they have the choice: then it is looked for in the caller's account.
        code: { apollo: 'NOT_FOUND', hive: 'FORBIDDEN', 'hive-rust': 'NOT_FOUND' },
        path: {
          apollo: ['customer', 'accountConnector'],
          hive: ['customer', 'accountConnector', 'name'],
          'hive-rust': ['customer', 'accountConnector'],
        },
      },
    ],
    listed: 0,
  },
];

export function of<Value>(router: RouterName, value: ByRouter<Value>): Value {
  return isByRouter(value) ? value[router] : value;
}

function isByRouter<Value>(value: ByRouter<Value>): value is Readonly<Record<RouterName, Value>> {
  return typeof value === 'object' && value !== null && 'hive-rust' in value;
}
