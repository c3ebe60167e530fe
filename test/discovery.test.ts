import { describe, expect } from 'vitest';
import { test } from './fixtures.ts';

const upstream = (received: readonly { readonly method: string; readonly path: string }[]) =>
  received.map(({ method, path }) => `${method} ${path}`).toSorted();

describe('account connectors', () => {
  test('are listed, with what each was installed from', async ({ ask }) => {
    const { body } = await ask(
      '{ accountConnectors { id accountId name description authenticated connector { id name version } } }',
    );
    expect(body.data?.['accountConnectors']).toHaveLength(7);
    expect(body.data?.['accountConnectors']).toContainEqual({
      id: '1875',
      accountId: 'demo-acme',
      name: 'Books',
      description: null,
      authenticated: true,
      connector: { id: '5103', name: 'LedgerBooks', version: 'v3' },
    });
  });

  test.for([
    ['name: "crm"', ['1873', '1879']],
    ['connector: "mailchimp"', ['1874']],
    ['authenticated: false', ['1879']],
    ['name: "crm", authenticated: true', ['1873']],
    ['name: "nothing"', []],
  ] as const)('filtered by %s', async ([filter, ids], { ask }) => {
    const { body } = await ask(`{ accountConnectors(${filter}) { id } }`);
    expect(body.data).toEqual({ accountConnectors: ids.map((id) => ({ id })) });
  });

  test('one by id, and null for one that the account does not have', async ({ ask }) => {
    const { body } = await ask(
      '{ mine: accountConnector(id: 1873) { name } theirs: accountConnector(id: 2873) { name } }',
    );
    expect(body).toEqual({ data: { mine: { name: 'Sales CRM' }, theirs: null } });
  });

  test('of another account, for a caller who may act for it', async ({ ask }) => {
    const query =
      '{ account(id: "demo-globex") { id accountConnectors { id } accountConnector(id: 2873) { call(method: "Count Contacts") { records } } } own: account { id } }';
    const { body } = await ask(query);
    expect(body.data).toEqual({
      account: {
        id: 'demo-globex',
        accountConnectors: [{ id: '2873' }, { id: '2874' }],
        accountConnector: { call: { records: [{ total: 2 }] } },
      },
      own: { id: 'demo-acme' },
    });
    const globex = await ask('{ account { id } }', {}, { 'x-cyclr-account': 'demo-globex' });
    expect(globex.body.data).toEqual({ account: { id: 'demo-globex' } });
  });
});

describe('the fewest upstream calls there can be', () => {
  test('one account connector, however often: one call', async ({ ask, sandbox }) => {
    await ask(
      '{ a: accountConnector(id: 1873) { name } b: accountConnector(id: 1873) { id } c: accountConnector(id: "1873") { authenticated } }',
    );
    expect(upstream(sandbox.received)).toEqual(['GET /v1.0/account/connectors/1873', 'POST /oauth/token']);
  });

  test('several: one list', async ({ ask, sandbox }) => {
    await ask(
      '{ a: accountConnector(id: 1873) { name } b: accountConnector(id: 1874) { name } accountConnectors { id } }',
    );
    expect(upstream(sandbox.received)).toEqual([
      'GET /v1.0/account/connectors?page=1&pageSize=1000',
      'POST /oauth/token',
    ]);
  });

  test('50 account connectors with their methods: one list, and one listing a connector', async ({
    ask,
    gateway,
    sandbox,
  }) => {
    const token = await fetch(`${sandbox.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox' }),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    for (let index = 0; index < 43; index++) {
      await fetch(`${sandbox.url}/v1.0/connectors/${index % 2 ? 'MailChimp' : 'Northwind CRM'}/install`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'x-cyclr-account': 'demo-acme' },
        body: JSON.stringify({ Name: `Another ${index}`, AuthValue: 'x' }),
      });
    }
    const before = sandbox.received.length;
    const { body } = await ask(
      '{ accountConnectors { id methods { uniqueIdentifier name kind parameters { name } } } }',
    );
    expect(body.data?.['accountConnectors']).toHaveLength(50);
    // One token, one list, six connectors.
    expect(upstream(sandbox.received.slice(before))).toHaveLength(1 + 1 + 6);

    const again = sandbox.received.length;
    await ask('{ accountConnectors { id methods { name } } }');
    expect(upstream(sandbox.received.slice(again))).toEqual(['GET /v1.0/account/connectors?page=1&pageSize=1000']);
    expect(gateway.sandbox).toBe(sandbox);
  });

  test('a cold start under load makes one listing call', async ({ ask, sandbox }) => {
    await Promise.all(
      Array.from({ length: 30 }, () =>
        ask('{ accountConnector(id: 1873) { call(method: "Count Contacts") { records } } }'),
      ),
    );
    const counted = upstream(sandbox.received);
    expect(counted.filter((one) => one.endsWith('/methods'))).toEqual(['GET /v1.0/connectors/Northwind%20CRM/methods']);
    expect(counted.filter((one) => one === 'POST /oauth/token')).toHaveLength(1);
  });

  test('an icon is of the answer that its connector came with: no further call is made', async ({ ask, sandbox }) => {
    const calls = () => sandbox.received.filter(({ path }) => path.startsWith('/v1.0')).length;
    const icon = expect.stringMatching(/^data:image/);

    const one = await ask('{ accountConnector(id: 1873) { connector { name icon } } }');
    expect(one.body.data).toEqual({ accountConnector: { connector: { name: 'Northwind CRM', icon } } });
    expect(calls()).toBe(1);

    await ask('{ connector(id: 5101) { name icon } }');
    expect(calls()).toBe(2);

    const page = await ask('{ connectors(first: 5) { nodes { icon } } }');
    expect(page.body.errors).toBeUndefined();
    expect(calls()).toBe(3);
  });
});

describe('methods', () => {
  test.for([
    [
      'search: "contact", kind: READ',
      ['Count Contacts', 'Get Contact', 'List Contacts', 'Search Contacts', 'List Owners'],
    ],
    ['search: "CONTACT list"', ['List Contacts', 'List Owners']],
    ['category: "owners"', ['List Owners']],
    ['kind: WRITE, search: "bulk"', ['Create Contacts (Bulk)']],
  ] as const)('filtered by %s', async ([filter, names], { ask }) => {
    const { body } = await ask(`{ accountConnector(id: 1873) { methods(${filter}) { name } } }`);
    expect(body.data).toMatchObject({ accountConnector: { methods: names.map((name) => ({ name })) } });
  });

  test('by identifier, number or name; null where there is none, an error where there are several', async ({ ask }) => {
    const { body } = await ask(`{ accountConnector(id: 1873) {
      a: method(method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11") { name }
      b: method(method: "1571282") { name }
      c: method(method: "search contacts") { name }
      d: method(method: "Nothing") { name }
      e: method(method: "List") { name }
    } }`);
    const found = { name: 'Search Contacts' };
    expect(body.data).toEqual({ accountConnector: { a: found, b: found, c: found, d: null, e: null } });
    expect(body.errors).toMatchObject([{ path: ['accountConnector', 'e'], extensions: { code: 'METHOD_AMBIGUOUS' } }]);
  });

  test('choices of an input come from the third-party app, through the trigger', async ({ ask }) => {
    const query =
      '{ accountConnector(id: 1873) { method(method: "Create Contact") { requestFields { location options { name value } } } connector { methods(search: "create contact") { requestFields { options { value } } } } } }';
    const { body } = await ask(query);
    expect(body.data).toMatchObject({
      accountConnector: {
        method: {
          requestFields: expect.arrayContaining([
            { location: 'LastName', options: null },
            {
              location: 'OwnerId',
              options: [
                { name: 'Olivia Owner', value: '7' },
                { name: 'Oscar Owner', value: '8' },
              ],
            },
          ]),
        },
      },
    });
  });

  test('a trigger that fails fails alone', async ({ ask, sandbox }) => {
    sandbox.fail({
      fault: { name: 'answer', status: 500, body: '{"Message":"An error has occurred."}' },
      on: '/triggers/',
    });
    const { body } = await ask(
      '{ accountConnector(id: 1873) { name method(method: "Create Contact") { requestFields { location options { value } } } } }',
    );
    expect(body.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(body.data).toMatchObject({
      accountConnector: { name: 'Sales CRM', method: { requestFields: expect.anything() } },
    });
  });

  test('custom fields', async ({ ask }) => {
    const { body } = await ask('{ accountConnector(id: 1873) { customFields { location name dataType forRequest } } }');
    expect(body.data).toEqual({
      accountConnector: {
        customFields: [
          { location: '[records].Shoe_Size__c', name: 'Shoe Size', dataType: 'Integer', forRequest: false },
          { location: 'Nickname__c', name: 'Nickname', dataType: 'Text', forRequest: true },
        ],
      },
    });
  });
});

describe('the catalogue', () => {
  test('is paged by cursors, over upstream pages', async ({ ask }) => {
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page++) {
      const { body } = await ask(
        'query ($after: String) { connectors(first: 8, after: $after) { nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
        { after },
      );
      const found = body.data?.['connectors'] as {
        nodes: { name: string }[];
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
      };
      names.push(...found.nodes.map(({ name }) => name));
      expect(found.pageInfo.hasPreviousPage).toBe(page > 0);
      after = found.pageInfo.endCursor;
      if (!found.pageInfo.hasNextPage) break;
    }
    expect(names).toHaveLength(37);
    expect(new Set(names).size).toBe(37);
  });

  test.for(['first: -1', 'first: 501'])('%s is refused', async (first, { ask }) => {
    expect((await ask(`{ connectors(${first}) { nodes { id } } }`)).body.errors?.[0]?.extensions['code']).toBe(
      'LIMIT_EXCEEDED',
    );
  });

  test('first: 500 and a foreign cursor', async ({ ask }) => {
    expect((await ask('{ connectors(first: 500) { nodes { id } } }')).body.errors).toBeUndefined();
    expect((await ask('{ connectors(after: "x") { nodes { id } } }')).body.errors?.[0]?.extensions['code']).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('one connector, by the id of a release and by name', async ({ ask }) => {
    const { body } = await ask(
      '{ connector(id: 5101) { name status authTypes } connectorByName(name: "LedgerBooks", version: "v3") { id } none: connector(id: 1) { id } nobody: connectorByName(name: "Nobody") { id } }',
    );
    expect(body).toEqual({
      data: {
        connector: { name: 'Northwind CRM', status: 'Approved', authTypes: ['OAuth2'] },
        connectorByName: { id: '5103' },
        none: null,
        nobody: null,
      },
    });
  });
});

describe('explain', () => {
  test('tells the exact request that the call then makes', async ({ ask, sandbox }) => {
    const args = 'method: "Search Contacts", parameters: { activeOnly: true }, fields: { LastName: "Doe" }';
    const { body } = await ask(
      `{ accountConnector(id: 1873) { explain(${args}) { httpMethod path body kind connectorRelease resolved } } }`,
    );
    const { explain } = body.data?.['accountConnector'] as { explain: { path: string; body: unknown } };
    expect(explain).toMatchObject({
      httpMethod: 'POST',
      kind: 'READ',
      connectorRelease: '5101',
      resolved: {
        method: { name: 'Search Contacts' },
        parameters: { '400123': 'activeOnly' },
        fields: { '24718360': 'LastName' },
      },
    });
    expect(sandbox.received.some(({ path }) => path === explain.path)).toBe(false);
    await ask(`{ accountConnector(id: 1873) { call(${args}) { records } } }`);
    const sent = sandbox.received.find(({ path }) => path === explain.path);
    expect(JSON.parse(sent?.body ?? '')).toEqual(explain.body);
  });

  test('shows no value of a sensitive parameter', async ({ ask }) => {
    const { text } = await ask(
      '{ accountConnector(id: 1874) { explain(method: "List Lists", parameters: { key: "marker" }) { body resolved } } }',
    );
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('marker');
  });
});
