import { isObjectType } from 'graphql';
import { expect } from 'vitest';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { createGateway } from '../../src/gateway.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { toMethodUniqueIdentifier } from '../../src/ids.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { aField, aMethod, aParameter } from '../connectors/listing-methods.ts';
import { crm, post, test } from '../fixtures.ts';

const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

/** The demo's connector, with inputs and fields that are called what every object has. */
const { catalog } = toCatalog(
  [
    aMethod({
      uniqueIdentifier: toMethodUniqueIdentifier(crm.getContact) ?? null,
      name: 'Get Contact',
      parameters: ['ContactId', ...names].map((targetName) => aParameter({ targetName })),
      requestFields: names.map((location) => aField({ location: `${location}.x` })),
      responseFields: ['Name', ...names].map((location) => aField({ location })),
    }),
  ],
  { connector: 'Northwind CRM' },
  undefined,
);

test('an input that is called what every object has may be left out', async ({ config }) => {
  const log = createLog(() => {});
  await using gateway = await createGateway(config, { log, catalogs: [catalog] });
  const { body } = await post(gateway, {
    query: '{ accountConnector(id: 1873) { northwindCrm { getContact(contactId: 1001) { name constructor } } } }',
  });
  expect(body).toEqual({
    data: { accountConnector: { northwindCrm: { getContact: { name: 'John Doe', constructor: null } } } },
  });
});

test('its argument is told apart from what every object has', () => {
  const schema = buildSchema([catalog]);
  const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));
  const type = schema.getType('NorthwindCrmConnector');
  const found = isObjectType(type) ? (type.getFields()['getContact']?.args.map(({ name }) => name) ?? []) : [];
  expect(found).toContain('constructorParameter');
  expect(found).toContain('constructorField');
  expect(found.filter((name) => inherited.has(name))).toEqual([]);
});
