import { parse, validate } from 'graphql';
import { describe, expect } from 'vitest';
import type { Variables } from '../examples/react/call/call.ts';
import { typedCall } from '../examples/react/call/typed.ts';
import { typedMethods } from '../examples/react/typed-methods.ts';
import { standardDirectory, readCatalogs } from '../src/catalog/files.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import type { Json } from '../src/json.ts';
import { test } from './fixtures.ts';

describe('the typed documents of the demo', async () => {
  const catalogs = await readCatalogs(standardDirectory);
  const typed = typedMethods(catalogs);
  const identifierOf = (connector: string, method: string) =>
    catalogs.find((one) => one.connector === connector)?.methods.find(({ name }) => name === method)?.identifier ??
    expect.fail();

  test('are there for every method of a catalog, and fit the graph', () => {
    const schema = buildSchema(catalogs);
    const texts = Object.values(typed.documents);
    expect(texts).toHaveLength(catalogs.flatMap(({ methods }) => methods).length);
    expect(texts.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message))).toEqual([]);
  });

  test.for<[connector: string, method: string, id: string, inputs: Partial<Variables>, inAnswer: string]>([
    [
      'Northwind CRM',
      'Search Contacts',
      '1873',
      { parameters: { activeOnly: true }, fields: { LastName: 'Doe' } },
      'Jane',
    ],
    [
      'Northwind CRM',
      'Create Contact',
      '1873',
      { fields: { LastName: 'Moe', Stage: 'Lead', Nickname__c: 'M' } },
      'Moe',
    ],
    ['MailChimp', 'List Stores', '1874', { parameters: { count: 1 } }, 'store_001'],
    [
      'LedgerBooks',
      'Create Invoice',
      '1875',
      { fields: { CustomerRef: { value: '24' }, Line: [{ Amount: 35 }] } },
      '35',
    ],
  ])('call %s: %s', async ([connector, method, id, inputs, inAnswer], { ask }) => {
    const call = typedCall(typed, identifierOf(connector, method), { connector: id, method, ...inputs });
    const { text } = await ask(call?.document ?? '', call?.variables as Record<string, Json>);
    expect(text).not.toContain('"errors"');
    expect(text).toContain(inAnswer);
  });

  test('are not shown for an input that has no name in the catalog', () => {
    const call = { connector: '1873', method: 'Get Contact', parameters: { '400123': 1 } };
    expect(typedCall(typed, identifierOf('Northwind CRM', 'Get Contact'), call)).toBeUndefined();
    expect(typedCall(typed, 'of no catalog', call)).toBeUndefined();
    const nested = { connector: '1875', method: 'Create Invoice', fields: { Line: [{ Amount: 1, Nothing: 2 }] } };
    expect(typedCall(typed, identifierOf('LedgerBooks', 'Create Invoice'), nested)).toBeUndefined();
  });
});
