import { describe, expect } from 'vitest';
import { at, type Client, listOf } from '../audits/client.ts';
import { test } from './fixtures.ts';

// What Cyclr is known to promise of its catalogue is in test/audits/promises; what follows is the sandbox's own choice.

const names = async (client: Client, query: string) =>
  listOf((await client.ask('GET', `connectors?${query}`)).json).map(({ Name }) => Name);

describe('the catalogue', () => {
  test('says exactly how much there is, and reads nonsense as nothing', async ({ client }) => {
    const { headers } = await client.ask('GET', 'connectors?pageSize=30');
    const total = listOf((await client.ask('GET', 'connectors?pageSize=28000')).json).length;
    expect([headers.get('total-records'), headers.get('total-pages')]).toEqual([
      String(total),
      String(Math.ceil(total / 30)),
    ]);
    for (const nonsense of ['pageSize=0&page=0', 'pageSize=-1', 'pageSize=abc&page=x', 'pageSize=1e9'])
      expect((await client.ask('GET', `connectors?${nonsense}`)).status).toBe(200);
  });

  test('gives 25 where no page size is given, so that a client that reads one page is found out', async ({
    client,
  }) => {
    expect(await names(client, '')).toHaveLength(25);
  });

  test('is turned around without a key to sort by, and sorted by no unknown one', async ({ client }) => {
    const created = await names(client, 'pageSize=1000');
    expect(await names(client, 'pageSize=1000&SortOrderAsc=False')).toEqual(created.toReversed());
    expect(await names(client, 'pageSize=1000&orderBy=nothing')).toEqual(created);
  });

  test('is filtered by a part of the name and by category in any case, and by nothing that is empty', async ({
    client,
  }) => {
    expect(await names(client, 'query=chimp')).toEqual(['MailChimp']);
    expect(await names(client, 'category=crm&query=northwind')).toEqual(['Northwind CRM']);
    expect(await names(client, 'category=Nothing')).toEqual([]);
    expect(await names(client, 'category=&query=&pageSize=1000')).toEqual(await names(client, 'pageSize=1000'));
  });

  test('finds a name and a version in any case, and answers an unknown name with no connectors', async ({ client }) => {
    expect((await client.ask('GET', 'connectors/ledgerbooks/V3')).json).toMatchObject([{ Id: 5103, Version: 'v3' }]);
    expect((await client.ask('GET', 'connectors/LedgerBooks/v9')).text).toBe('[]');
    expect((await client.ask('GET', 'connectors/Nobody')).text).toBe('[]');
    expect((await client.ask('GET', 'connectors/99999999999999999999')).text).toBe('[]');
    expect((await client.ask('GET', 'connectors/Nobody/methods')).status).toBe(404);
  });
});

test('a method listing leaves hidden parameters out, and has hidden fields', async ({ client }) => {
  const methods = listOf((await client.ask('GET', 'connectors/5101/methods')).json);
  const search = methods.find(({ Id }) => Id === 1571282);
  expect(listOf(at(search, 'Parameters')).map(({ TargetName }) => TargetName)).toEqual(['activeOnly']);
  expect(listOf(at(search, 'RequestFields'))).toContainEqual(
    expect.objectContaining({ Location: 'allOrNone', IsOptional: false }),
  );
});
