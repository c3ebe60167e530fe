import { deepEqual, equal, match } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstInstalled, install, keysInOrder, needed, withCopy } from '../promise.ts';

/** What is installed in an account. */
export const accountConnectorsPromises: readonly CyclrPromise[] = [
  {
    id: 'INSTALLED-1',
    level: 'MUST',
    text: 'Account connectors are listed with their connector and its icon.',
    check: async (client) => {
      const { installed } = await firstInstalled(client);
      match(textAt(installed['Connector'], 'Icon'), /^data:image\//);
      keysInOrder(installed, [
        'Id',
        'Name',
        'Description',
        'AuthValue',
        'Authenticated',
        'Connector',
        'IsPartnerIntegrationConnector',
        'Properties',
        'CustomFields',
      ]);
    },
  },
  {
    id: 'INSTALLED-2',
    level: 'MUST',
    text: 'One by id; an unknown one is 404.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      equal(textAt((await client.ask('GET', `account/connectors/${id}`)).json, 'Id'), id);
      equal((await client.ask('GET', 'account/connectors/999999999')).status, 404);
    },
  },
  {
    id: 'INSTALLED-4',
    level: 'MUST',
    writes: true,
    text: 'An unknown one cannot be changed: 404.',
    check: async (client) => equal((await client.ask('PUT', 'account/connectors/999999999', { body: {} })).status, 404),
  },
  {
    id: 'UPDATE-1',
    level: 'MUST',
    writes: true,
    text: 'PUT is partial, keys are read in any case, and an Id in the body is ignored.',
    check: (client) =>
      withCopy(client, async (id) => {
        await client.ask('PUT', `account/connectors/${id}`, { body: { Id: 0, description: 'kept' } });
        const { json } = await client.ask('PUT', `account/connectors/${id}`, { body: { name: `Audit renamed ${id}` } });
        deepEqual(
          [textAt(json, 'Id'), at(json, 'Name'), at(json, 'Description'), at(json, 'Authenticated')],
          [id, `Audit renamed ${id}`, 'kept', true],
        );
        equal(
          at(
            (await client.ask('PUT', `account/connectors/${id}`, { body: { Description: null } })).json,
            'Description',
          ),
          null,
        );
      }),
  },
  {
    id: 'DEAUTH-1',
    level: 'MUST',
    writes: true,
    text: 'De-authenticating says so, and takes the credentials away.',
    check: (client) =>
      withCopy(client, async (id) => {
        const name = textAt((await client.ask('GET', `account/connectors/${id}`)).json, 'Name');
        const { status, text } = await client.ask('PUT', `account/connectors/${id}/deauthenticate`);
        deepEqual([status, text], [200, `{"Message":"Connector '${name}' successfully de-authenticated."}`]);
        equal(at((await client.ask('GET', `account/connectors/${id}`)).json, 'Authenticated'), false);
      }),
  },
  {
    id: 'DELETE-1',
    level: 'MUST',
    writes: true,
    text: 'Deleting is 200, and then it is gone.',
    check: async (client) => {
      const id = await install(client, { Name: `Audit delete ${Math.random()}` });
      equal((await client.ask('DELETE', `account/connectors/${id}`)).status, 200);
      equal((await client.ask('GET', `account/connectors/${id}`)).status, 404);
      equal((await client.ask('DELETE', `account/connectors/${id}`)).status, 404);
    },
  },
  {
    id: 'INSTALLED-3',
    level: 'MUST',
    text: 'Account connectors are paged by page and pageSize.',
    check: async (client) => {
      const ids = async (query: string) =>
        listOf((await client.ask('GET', `account/connectors?${query}`)).json).map((one) => textAt(one, 'Id'));
      const all = await ids('pageSize=1000');
      needed(all[1], 'the account has fewer than two account connectors');
      deepEqual([...(await ids('page=1&pageSize=1')), ...(await ids('page=2&pageSize=1'))], all.slice(0, 2));
      deepEqual(await ids('page=9999&pageSize=30'), []);
    },
  },
  {
    id: 'UPDATE-2',
    level: 'MUST',
    writes: true,
    text: 'A PUT sets the properties that it names and leaves the others.',
    check: (client) =>
      withCopy(client, async (id) => {
        const properties = `account/connectors/${id}/properties`;
        for (const Name of ['AuditA', 'AuditB']) await client.ask('POST', properties, { body: { Name, Value: '1' } });
        await client.ask('PUT', `account/connectors/${id}`, { body: { Properties: [{ Name: 'AuditA', Value: '2' }] } });
        const values = listOf((await client.ask('GET', properties)).json)
          .filter((one) => textAt(one, 'Name').startsWith('Audit'))
          .map((one) => `${textAt(one, 'Name')} ${textAt(one, 'Value')}`);
        deepEqual(values.toSorted(), ['AuditA 2', 'AuditB 1']);
      }),
  },
];
