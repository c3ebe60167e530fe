import { expect } from 'vitest';
import { at, type Client, listOf } from '../audits/client.ts';
import { crm, searchContacts, test, numberIn } from './fixtures.ts';

const listing = async (client: Client, path: string) => listOf((await client.ask('GET', path)).json);
const named = (methods: readonly unknown[], name: string) => methods.find((one) => at(one, 'Name') === name);
const stale = { body: { Parameters: { '400123': 'true' }, Fields: { '24718360': 'Doe' } } };

test('a newer release has the same identifiers and names under other numbers', async ({ sandbox, client }) => {
  const before = await listing(client, 'connectors/Northwind CRM/methods');
  const id = sandbox.release('Northwind CRM');
  const after = await listing(client, 'connectors/Northwind CRM/methods');
  const names = (methods: readonly unknown[]) =>
    methods.map((one) => [at(one, 'MethodUniqueIdentifier'), at(one, 'Name')]);
  const numbers = (methods: readonly unknown[]) =>
    methods
      .flatMap((one) => [one, ...listOf(at(one, 'Parameters')), ...listOf(at(one, 'ResponseFields'))])
      .map((one) => numberIn(one, 'Id'));

  expect(names(after)).toEqual(names(before));
  expect(new Set(numbers(after)).isDisjointFrom(new Set(numbers(before)))).toBe(true);
  expect(await listing(client, `connectors/${id}/methods`)).toEqual(after);
  expect(await listing(client, 'connectors/5101/methods')).toEqual(before);
  expect((await client.ask('GET', 'connectors/Northwind CRM')).json).toMatchObject([{ Id: id }]);
  expect((await client.ask('GET', 'connectors/5101')).json).toMatchObject({ Id: 5101 });
  expect((await client.ask('GET', 'methods/1571282')).json).toMatchObject({ Name: 'Search Contacts' });
});

test('stale numbers are refused by the identifier, and still good for the old number', async ({ sandbox, client }) => {
  sandbox.release('Northwind CRM');
  expect((await client.ask('POST', `${crm}/methods/${searchContacts}`, stale)).status).toBe(400);
  expect((await client.ask('POST', `${crm}/methods/1571282`, stale)).status).toBe(200);
});

test('what is installed stays on its release, unless it is upgraded', async ({ sandbox, client }) => {
  const release = async () => numberIn(at((await client.ask('GET', crm)).json, 'Connector'), 'Id');
  sandbox.release('Northwind CRM');
  expect(await release()).toBe(5101);
  sandbox.reset();
  const id = sandbox.release('Northwind CRM', { upgrade: true });
  const token = at((await client.token()).json, 'access_token') as string;
  const { json } = await client.ask('GET', crm, { token });
  expect(numberIn(at(json, 'Connector'), 'Id')).toBe(id);
});

test('a release that is not live yet cannot be found', async ({ sandbox, client }) => {
  expect((await client.ask('GET', 'connectors/5240')).status).toBe(404);
  expect((await client.ask('GET', 'connectors/5240/methods')).status).toBe(404);
  expect((await client.ask('POST', 'connectors/5240/install', { body: { Name: 'Early' } })).status).toBe(404);
  const id = sandbox.release('Northwind CRM');
  const search = named(await listing(client, `connectors/${id}/methods`), 'Search Contacts');
  sandbox.reset();
  const token = at((await client.token()).json, 'access_token') as string;
  expect((await client.ask('GET', `methods/${numberIn(search, 'Id')}`, { token })).status).toBe(404);
  expect((await client.ask('GET', `${crm}/methods/${numberIn(search, 'Id')}`, { token })).status).toBe(404);
});

test('there is no release after the newest, and none of an unknown connector', ({ sandbox }) => {
  sandbox.release('Northwind CRM');
  expect(() => sandbox.release('Northwind CRM')).toThrow('live already');
  expect(() => sandbox.release('No Such App')).toThrow('no connector');
});
