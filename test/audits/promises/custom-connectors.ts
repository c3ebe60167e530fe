import { deepEqual, equal, ok } from 'node:assert/strict';
import { listOf, textAt } from '../client.ts';
import { type CyclrPromise } from '../promise.ts';

/** Connectors that an account brings itself. */
export const customConnectorsPromises: readonly CyclrPromise[] = [
  {
    id: 'CUSTOM-1',
    level: 'MUST',
    writes: true,
    text: 'A custom connector is uploaded, listed and deleted; without a name it is refused.',
    check: async (client) => {
      const base = 'account/connectors/custom';
      const refused = await client.ask('POST', base, { body: { Methods: [] } });
      deepEqual(
        [refused.status, refused.text],
        [400, '{"Message":"Invalid connector: (Column \'Name\' cannot be null)"}'],
      );
      const created = await client.ask('POST', `${base}/`, {
        body: { Name: `Audit ${Math.random()}`, UniqueIdentifier: crypto.randomUUID(), Methods: [] },
      });
      equal(created.status, 200);
      const id = textAt(created.json, 'Id');
      ok(listOf((await client.ask('GET', base)).json).some((one) => textAt(one, 'Id') === id));
      equal((await client.ask('DELETE', `${base}/${id}`)).status, 200);
      equal((await client.ask('GET', `${base}/${id}`)).status, 404);
    },
  },
  {
    id: 'CUSTOM-5',
    level: 'MUST',
    writes: true,
    text: 'A custom connector without a well-formed UniqueIdentifier is refused with 400.',
    check: async (client) => {
      for (const UniqueIdentifier of ['', '123', undefined]) {
        const body = { Name: `Audit ${Math.random()}`, UniqueIdentifier, Methods: [] };
        equal((await client.ask('POST', 'account/connectors/custom', { body })).status, 400, UniqueIdentifier);
      }
    },
  },
  {
    id: 'CUSTOM-2',
    level: 'MUST',
    text: 'An unknown custom connector is 404.',
    check: async (client) => equal((await client.ask('GET', 'account/connectors/custom/999999999')).status, 404),
  },
  {
    id: 'CUSTOM-4',
    level: 'MUST',
    writes: true,
    text: 'An unknown custom connector cannot be deleted: 404.',
    check: async (client) => equal((await client.ask('DELETE', 'account/connectors/custom/999999999')).status, 404),
  },
  {
    id: 'CUSTOM-3',
    level: 'MUST',
    writes: true,
    text: 'A custom connector is replaced by a PUT.',
    check: async (client) => {
      const base = 'account/connectors/custom';
      const body = { Name: `Audit ${Math.random()}`, UniqueIdentifier: crypto.randomUUID(), Methods: [] };
      const id = textAt((await client.ask('POST', base, { body })).json, 'Id');
      try {
        const replaced = await client.ask('PUT', `${base}/${id}`, { body: { ...body, Description: 'replaced' } });
        equal(replaced.status, 200);
      } finally {
        await client.ask('DELETE', `${base}/${id}`);
      }
    },
  },
];
