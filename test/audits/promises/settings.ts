import { deepEqual, equal, ok } from 'node:assert/strict';
import { at, type Client, listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstInstalled, keysInOrder, needed, withCopy } from '../promise.ts';

/** Properties, custom fields and triggers of an account connector. */
export const settingsPromises: readonly CyclrPromise[] = [
  {
    id: 'PROPERTY-1',
    level: 'MUST',
    writes: true,
    text: 'Properties are created under any name, read, changed and deleted; an unknown one is 404.',
    check: (client) =>
      withCopy(client, async (id) => {
        const base = `account/connectors/${id}/properties`;
        const created = await client.ask('POST', base, { body: { Name: 'Anything', Value: '1', Id: 0 } });
        equal(created.status, 200);
        keysInOrder(created.json, ['Name', 'Value', 'Id', 'AccountConnectorId']);
        const one = `${base}/${textAt(created.json, 'Id')}`;
        equal(at((await client.ask('PUT', one, { body: { Name: 'Anything', Value: '2' } })).json, 'Value'), '2');
        equal(at((await client.ask('GET', one)).json, 'Value'), '2');
        equal((await client.ask('DELETE', one)).status, 200);
        equal((await client.ask('GET', one)).status, 404);
        equal((await client.ask('GET', 'account/connectors/999999999/properties')).status, 404);
      }),
  },
  {
    id: 'PROPERTY-2',
    level: 'MUST',
    text: 'Properties are sorted by orderBy and sortOrderAsc.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      const names = async (asc: string) =>
        listOf(
          (await client.ask('GET', `account/connectors/${id}/properties?orderBy=Name&sortOrderAsc=${asc}`)).json,
        ).map((one) => textAt(one, 'Name'));
      deepEqual(await names('true'), (await names('false')).toReversed());
    },
  },
  {
    id: 'PROPERTY-3',
    level: 'MUST',
    text: 'An unknown property is 404.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      equal((await client.ask('GET', `account/connectors/${id}/properties/999999999`)).status, 404);
    },
  },
  {
    id: 'PROPERTY-4',
    level: 'MUST',
    writes: true,
    text: 'An unknown property can be neither changed nor deleted: 404.',
    check: (client) =>
      withCopy(client, async (id) => {
        const path = `account/connectors/${id}/properties/999999999`;
        equal((await client.ask('PUT', path, { body: { Name: 'a', Value: 'b' } })).status, 404);
        equal((await client.ask('DELETE', path)).status, 404);
      }),
  },
  {
    id: 'FIELD-1',
    level: 'MUST',
    writes: true,
    text: 'Custom fields are [] at first, and are created, read, changed and deleted with 200.',
    check: (client) =>
      withCopy(client, async (id) => {
        const base = `account/connectors/${id}/fields`;
        equal((await client.ask('GET', base)).text, '[]');
        const created = await client.ask('POST', base, {
          body: { ConnectorField: 'a.b', DisplayName: 'AB', DataType: 'Text' },
        });
        equal(created.status, 200);
        const one = `${base}/${textAt(created.json, 'Id')}`;
        equal(at((await client.ask('PUT', one, { body: { DisplayName: 'Better' } })).json, 'DisplayName'), 'Better');
        equal(at((await client.ask('GET', one)).json, 'ConnectorField'), 'a.b');
        equal((await client.ask('DELETE', one)).status, 200);
        equal((await client.ask('GET', one)).status, 404);
      }),
  },
  {
    id: 'TRIGGER-1',
    level: 'MUST',
    text: 'A trigger gives choices with a Value each; an unknown one is 404.',
    check: async (client) => {
      const { base, id } = await firstTrigger(client);
      const { status, json } = await client.ask('POST', `${base}/${id}`, { body: {} });
      equal(status, 200);
      ok(listOf(json).length > 0 && listOf(json).every((one) => textAt(one, 'Value') !== ''));
      equal((await client.ask('POST', `${base}/999999999`, { body: {} })).status, 404);
    },
  },
  {
    id: 'TRIGGER-2',
    level: 'MAY',
    text: 'A choice has a Name and a Value, and nothing else.',
    check: async (client) => {
      const { base, id } = await firstTrigger(client);
      const [choice] = listOf((await client.ask('POST', `${base}/${id}`, { body: {} })).json);
      deepEqual(Object.keys(choice ?? {}), ['Name', 'Value']);
    },
  },
  {
    id: 'FIELD-2',
    level: 'MUST',
    writes: true,
    text: 'A PUT of a custom field keeps what is absent, clears what is null, and reads false from a text.',
    check: (client) =>
      withCopy(client, async (id) => {
        const base = `account/connectors/${id}/fields`;
        const given = { ConnectorField: 'a.b', DisplayName: 'AB', Description: 'of a', ForRequestFormat: 'true' };
        const created = await client.ask('POST', base, { body: given });
        keysInOrder(created.json, [
          'Id',
          'ConnectorField',
          'SystemField',
          'DisplayName',
          'Description',
          'DataType',
          'MethodUniqueIdentifier',
          'DataTypeFormat',
          'EntityIdentifier',
          'ForRequestFormat',
        ]);
        equal(at(created.json, 'ForRequestFormat'), true);
        const one = `${base}/${textAt(created.json, 'Id')}`;
        const kept = await client.ask('PUT', one, { body: { forRequestFormat: 'false' } });
        deepEqual([at(kept.json, 'Description'), at(kept.json, 'ForRequestFormat')], ['of a', false]);
        const cleared = await client.ask('PUT', one, { body: { Description: null } });
        deepEqual([at(cleared.json, 'Description'), at(cleared.json, 'DisplayName')], [null, 'AB']);
      }),
  },
  {
    id: 'FIELD-3',
    level: 'SHOULD',
    writes: true,
    text: 'A custom field keeps its MethodUniqueIdentifier, DataTypeFormat and EntityIdentifier as given.',
    check: (client) =>
      withCopy(client, async (id) => {
        const { methods } = await firstInstalled(client);
        const base = `account/connectors/${id}/fields`;
        const kept = {
          MethodUniqueIdentifier: textAt(methods[0], 'MethodUniqueIdentifier'),
          DataTypeFormat: 'yyyy-MM-dd',
          EntityIdentifier: 'contacts',
        };
        const body = { ConnectorField: 'a.b', DisplayName: 'AB', DataType: 'DateTime', ...kept };
        const created = await client.ask('POST', base, { body });
        const one = `${base}/${textAt(created.json, 'Id')}`;
        await client.ask('PUT', one, { body: { DisplayName: 'Better' } });
        for (const { json } of [created, await client.ask('GET', one)]) {
          for (const [key, value] of Object.entries(kept)) equal(at(json, key), value, key);
        }
        const none = { ...body, MethodUniqueIdentifier: '00000000-0000-0000-0000-000000000000' };
        equal(
          at((await client.ask('POST', base, { body: none })).json, 'MethodUniqueIdentifier'),
          none.MethodUniqueIdentifier,
        );
      }),
  },
];

/** A trigger of an account connector that can be called; `base` is the path of all of them. */
async function firstTrigger(client: Client): Promise<{ readonly base: string; readonly id: string }> {
  const all = listOf((await client.ask('GET', 'account/connectors')).json);
  const found = needed(
    all.find((one) => one['Authenticated'] === true && listOf(at(one['Connector'], 'Triggers')).length > 0),
    'no account connector has a trigger',
  );
  const [trigger] = listOf(at(found['Connector'], 'Triggers'));
  return { base: `account/connectors/${textAt(found, 'Id')}/triggers`, id: textAt(trigger, 'TriggerId') };
}
