import { describe, expect } from 'vitest';
import { at, type Client, listOf } from '../audits/client.ts';
import { calls, test } from './fixtures.ts';

const names = async (client: Client, query: string) =>
  listOf((await client.ask('GET', `connectors?${query}`)).json).map(({ Name }) => Name);

describe('the catalogue', () => {
  test('has at least thirty connectors, with icons, categories and versions', async ({ client }) => {
    const all = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter(({ Icon }) => String(Icon).startsWith('data:image/')).length).toBeGreaterThan(30);
    expect(all.every(({ Categories }) => (Categories as string[]).length > 0)).toBe(true);
    expect(all.some(({ Version }) => typeof Version === 'string')).toBe(true);
  });

  test('is paged, and says how much there is', async ({ client }) => {
    const { json, headers } = await client.ask('GET', 'connectors?pageSize=30');
    const total = listOf((await client.ask('GET', 'connectors?pageSize=28000')).json).length;
    expect(listOf(json)).toHaveLength(30);
    expect([headers.get('total-records'), headers.get('total-pages')]).toEqual([
      String(total),
      String(Math.ceil(total / 30)),
    ]);
    expect(await names(client, 'page=99&pageSize=30')).toEqual([]);
    for (const nonsense of ['pageSize=0&page=0', 'pageSize=-1', 'pageSize=abc&page=x', 'pageSize=1e9'])
      expect((await client.ask('GET', `connectors?${nonsense}`)).status).toBe(200);
  });

  test('is sorted by any key, and turned around without one', async ({ client }) => {
    const up = await names(client, 'pageSize=1000&orderBy=name&sortOrderAsc=true');
    expect(await names(client, 'pageSize=1000&OrderBy=Name&SortOrderAsc=False')).toEqual(up.toReversed());
    const created = await names(client, 'pageSize=1000');
    expect(await names(client, 'pageSize=1000&sortOrderAsc=false')).toEqual(created.toReversed());
    expect(await names(client, 'pageSize=1000&orderBy=nothing')).toEqual(created);
  });

  test('is filtered by a part of the name and by category, together too', async ({ client }) => {
    expect(await names(client, 'query=chimp')).toEqual(['MailChimp']);
    expect(await names(client, 'category=crm&query=northwind')).toEqual(['Northwind CRM']);
    expect(await names(client, 'category=Nothing')).toEqual([]);
    expect(await names(client, 'category=&query=&pageSize=1000')).toEqual(await names(client, 'pageSize=1000'));
  });

  test('finds one by number, and all of a name', async ({ client }) => {
    expect(at((await client.ask('GET', 'connectors/5102')).json, 'Name')).toBe('MailChimp');
    expect((await client.ask('GET', 'connectors/MailChimp')).json).toMatchObject([{ Id: 5102 }]);
    expect((await client.ask('GET', 'connectors/ledgerbooks/V3')).json).toMatchObject([{ Id: 5103, Version: 'v3' }]);
    expect((await client.ask('GET', 'connectors/LedgerBooks/v9')).text).toBe('[]');
    expect((await client.ask('GET', 'connectors/Nobody')).text).toBe('[]');
    expect((await client.ask('GET', 'connectors/1')).status).toBe(404);
    expect((await client.ask('GET', 'connectors/99999999999999999999')).status).toBe(200);
  });

  test('has the keys of a connector in Cyclr’s order, and of its parameters', async ({ client }) => {
    const { json } = await client.ask('GET', 'connectors/5102');
    expect(Object.keys(json as object)).toEqual([
      'Id',
      'Name',
      'Description',
      'Status',
      'Version',
      'Icon',
      'AuthDescription',
      'AuthType',
      'OAuth2Type',
      'AuthScheme',
      'Parameters',
      'Authentication',
      'Categories',
      'IsSystemConnector',
    ]);
    expect(Object.keys(listOf(at(json, 'Parameters'))[0] ?? {})).toEqual([
      'IsAccountConnectorProperty',
      'TargetType',
      'TargetName',
      'IsSensitive',
      'Id',
      'Name',
      'Description',
      'IsOptional',
      'DataType',
      'TriggerName',
      'Values',
      'DisplayOrder',
      'Triggers',
    ]);
  });
});

describe('a method listing', () => {
  test('is by Category, then Name, and leaves hidden parameters out', async ({ client }) => {
    const methods = listOf((await client.ask('GET', 'connectors/5101/methods')).json);
    const order = methods.map(({ Category, Name }) => [Category, Name] as [string, string]);
    expect(order).toEqual(order.toSorted((a, b) => (`${a[0]}\0${a[1]}` < `${b[0]}\0${b[1]}` ? -1 : 1)));
    const search = methods.find(({ Id }) => Id === 1571282);
    expect(listOf(search?.['Parameters']).map(({ TargetName }) => TargetName)).toEqual(['activeOnly']);
    expect(listOf(search?.['RequestFields'])).toContainEqual(
      expect.objectContaining({ Location: 'allOrNone', IsOptional: false }),
    );
  });

  test('filters by a whole category and a part of the name', async ({ client }) => {
    const found = async (query: string) =>
      listOf((await client.ask('GET', `connectors/Northwind CRM/methods${query}`)).json).map(({ Name }) => Name);
    expect(await found('/?Category=Contacts&Query=BULK')).toEqual(['Create Contacts (Bulk)']);
    expect(await found('?category=Contact')).toEqual([]);
    expect(await found('?&query=')).toHaveLength(11);
    expect((await client.ask('GET', 'connectors/Nobody/methods')).status).toBe(404);
    expect((await client.ask('GET', 'connectors/LedgerBooks/v3/methods?pageSize=1')).json).toHaveLength(3);
  });

  test('shows webhooks as Cyclr does: no endpoint, nothing to answer, what comes in as request fields', async ({
    client,
  }) => {
    const methods = listOf((await client.ask('GET', 'connectors/Hookline/methods')).json);
    expect(methods.find(({ MethodType }) => MethodType === 'Webhook')).toMatchObject({
      EndPoint: null,
      ResponseFields: [],
      RequestFields: [{ Location: 'order.[lines].id' }, { Location: 'order.total' }],
      CreateWebhookMethod: {
        Name: 'Create Webhook - New Order',
        MethodUniqueId: expect.stringMatching(/^[\da-f-]{36}$/),
        MethodId: expect.any(Number),
      },
    });
  });
});

describe('a new release', () => {
  const inputs = { Parameters: { 400123: 'true' }, Fields: { 24718360: 'Doe' } };

  test('is nowhere to be seen before it is out', async ({ client }) => {
    for (const path of ['connectors/5240', 'connectors/5240/methods', 'methods/1690407'])
      expect((await client.ask('GET', path)).status).toBe(404);
    expect((await client.ask('POST', 'account/connectors/1873/methods/1690407', { body: {} })).status).toBe(404);
  });

  test('is what the name and the identifiers mean; old numbers go with the old release’s methods', async ({
    sandbox,
    client,
  }) => {
    expect((await client.ask('POST', calls.search, { body: inputs })).status).toBe(200);
    expect(sandbox.release('Northwind CRM')).toBe(5240);

    const stale = await client.ask('POST', calls.search, { body: inputs });
    expect(stale.status).toBe(400);
    expect(Object.keys(stale.json as object)).toEqual(['Message']);
    expect((await client.ask('POST', calls.searchNumber, { body: inputs })).json).toEqual({
      records: [expect.objectContaining({ Id: 1001 }), expect.objectContaining({ Id: 1002 })],
    });
    expect((await client.ask('GET', 'connectors/Northwind CRM')).json).toMatchObject([{ Id: 5240 }]);
    expect((await client.ask('GET', 'connectors/5101')).json).toMatchObject({ Id: 5101 });
    expect((await client.ask('GET', 'account/connectors/1873')).json).toMatchObject({ Connector: { Id: 5101 } });
    expect((await client.ask('GET', 'methods/1571282')).json).toMatchObject({ Name: 'Search Contacts' });
  });

  test('is refused where there is none', async ({ sandbox }) => {
    sandbox.release('Northwind CRM');
    expect(() => sandbox.release('Northwind CRM')).toThrow(/newest release/);
    expect(() => sandbox.release('Nobody')).toThrow(/There is no connector 'Nobody'/);
  });
});
