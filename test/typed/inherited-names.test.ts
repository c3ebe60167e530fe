import { isObjectType } from 'graphql';
import { expect } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readCatalogs } from '../../src/catalog/files.ts';
import { createGateway } from '../../src/gateway.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { post, test } from '../fixtures.ts';
import { committed } from './run.ts';

const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

/** The demo's connector, with inputs that are called what every object has. */
async function withSuchInputs(): Promise<Catalog> {
  const catalog = (await readCatalogs(committed.catalogs)).find(({ field }) => field === 'northwindCrm');
  if (catalog === undefined) throw new Error('There is no such catalog.');
  return {
    ...catalog,
    methods: catalog.methods.map((method) => ({
      ...method,
      parameters: [
        ...(method.parameters ?? []),
        ...names.map((name) => ({ name, targetName: name, type: 'Text' as const })),
      ],
      responseFields: [
        ...(method.responseFields ?? []),
        ...names.map((name) => ({ name, location: `[Contacts].${name}`, type: 'Text' as const })),
      ],
    })),
  };
}

test('an input that is called what every object has may be left out', async ({ config }) => {
  const log = createLog(() => {});
  await using gateway = await createGateway(config, { log, catalogs: [await withSuchInputs()] });
  const { body } = await post(gateway, {
    query: '{ accountConnector(id: 1873) { northwindCrm { getContact(contactId: 1001) { name } } } }',
  });
  expect(body).toEqual({ data: { accountConnector: { northwindCrm: { getContact: { name: 'John Doe' } } } } });
});

test('its argument is told apart from what every object has', async () => {
  const schema = buildSchema([await withSuchInputs()]);
  const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));
  const type = schema.getType('NorthwindCrmConnector');
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const found = fields.flatMap(({ args }) => args.map(({ name }) => name));
  expect(found).toContainEqual(expect.stringMatching(/^constructor_[0-9a-f]{6}$/));
  expect(found.filter((name) => inherited.has(name))).toEqual([]);
});
