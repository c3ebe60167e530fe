import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema as buildFromText, findBreakingChanges, isObjectType, printSchema } from 'graphql';
import { describe, expect } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readCatalogs } from '../../src/catalog/files.ts';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { type Pulled, toCatalog } from '../../src/catalog/pulled.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { pull } from '../../src/commands/pull.ts';
import type { ConnectorMethod } from '../../src/connectors/method.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { aField, aMethod, aParameter, identifier } from '../connectors/listing-methods.ts';
import { committed, run, test } from './run.ts';

const pulled = (methods: readonly ConnectorMethod[], before?: Catalog) =>
  toCatalog(methods, { connector: 'CRM' }, before && parseCatalog(formatCatalog(before), 'crm.json'));
const responding = (...locations: readonly string[]) =>
  aMethod({ responseFields: locations.map((location) => aField({ location })) });
const sending = (values: readonly string[], ...locations: readonly string[]) =>
  aMethod({
    name: 'Create Contact',
    parameters: [aParameter({ targetName: 'limit' })],
    requestFields: locations.map((location) => aField({ location, values })),
  });
const fieldsOf = (catalog: Catalog, type: string) =>
  Object.fromEntries((catalog.types[type] ?? []).map(({ key, field }) => [key, field]));

describe('a name stays, whatever comes beside it', () => {
  test('of a field: a new "size" beside "Size"', () => {
    const before = pulled([responding('[records].Size')]).catalog;
    const after = pulled([responding('[records].Size', '[records].size')], before).catalog;
    expect(fieldsOf(before, 'Contact')).toEqual({ Size: 'size' });
    expect(fieldsOf(after, 'Contact')).toEqual({ Size: 'size', size: expect.stringMatching(/^size_[\da-f]{6}$/) });
  });

  test('of a value: a new "RED" beside "red"', () => {
    const before = pulled([sending(['red', 'blue'], 'Colour')]).catalog;
    const { catalog } = pulled([sending(['RED', 'red', 'blue'], 'Colour')], before);
    expect(catalog.enums['Colour']).toEqual([
      { field: 'RED', value: 'red' },
      { field: 'BLUE', value: 'blue' },
      { field: expect.stringMatching(/^RED_[\da-f]{6}$/), value: 'RED' },
    ]);
  });

  test('of an input: a new parameter that is named like a field', () => {
    const before = pulled([sending([], 'Owner')]).catalog;
    const method = sending([], 'Owner');
    const parameters = [...method.parameters, aParameter({ targetName: 'owner' }), aParameter({ targetName: 'extra' })];
    const { catalog } = pulled([{ ...method, parameters }], before);
    const [created] = catalog.methods;
    expect(created?.fields?.map(({ key, field }) => [key, field])).toEqual([['Owner', 'owner']]);
    expect(created?.parameters?.map(({ targetName, field }) => [targetName, field])).toEqual([
      ['limit', 'limit'],
      ['owner', 'ownerParameter'],
      ['extra', 'extraParameter'],
    ]);
    expect(created?.extra).toBe('extra');
  });

  test('of a type: another thing of the same name, even a larger one', () => {
    const before = pulled([responding('[records].Id', '[records].Name')]).catalog;
    const other = aMethod({
      uniqueIdentifier: identifier(2),
      name: 'Get Contact',
      responseFields: ['a', 'b', 'c', 'd'].map((location) => aField({ location })),
    });
    const { catalog } = pulled([responding('[records].Id', '[records].Name'), other], before);
    expect(catalog.methods.map(({ answer }) => answer)).toEqual(['Contact', 'GetContactResult']);
  });

  test('of a key that becomes an object: beside the value it was, or in its place', () => {
    const before = pulled([responding('[records].Id', '[records].Owner')]).catalog;
    const { catalog } = pulled([responding('[records].Id', '[records].Owner.Name')], before);
    expect(catalog.types['Contact']).toMatchObject([{ key: 'Id' }, { key: 'Owner', field: 'owner', of: 'Owner' }]);
  });

  test('when the order of the listing, its categories and its names change', () => {
    const one = responding('[records].Id', '[records].Address.City');
    const two = { ...responding('Id', 'Address.City', 'Mail'), uniqueIdentifier: identifier(2), name: 'Get Contact' };
    const before = pulled([one, two]).catalog;
    const renamed = [two, one].map((method) => ({ ...method, name: `${method.name} Again`, category: 'Other' }));
    const after = pulled(renamed, before).catalog;
    expect({ ...after, methods: [] }).toEqual({ ...before, methods: [] });
    expect(after.methods.map(({ answer }) => answer)).toEqual(['Contact', 'Contact']);
  });
});

describe('the mutation with the whole response of a write', () => {
  const named = (number: number, name: string) => ({ ...aMethod({ name }), uniqueIdentifier: identifier(number) });
  const create = named(1, 'Create Contact');
  const other = named(2, 'Create Contact Response');
  const mutationsOf = ({ catalog }: Pulled) =>
    Object.values(buildSchema([catalog]).getMutationType()?.getFields() ?? {})
      .filter(({ name }) => name.startsWith('crm'))
      .map(({ name, type }) => [name, String(type)]);
  const own = [
    ['crmCreateContact', '[CrmRecord!]'],
    ['crmCreateContactResponse', 'ConnectorResponse'],
  ];

  test('stays when a method comes that would have its name', () => {
    const before = pulled([create]);
    expect(mutationsOf(before)).toEqual(own);
    expect(mutationsOf(pulled([other, create], before.catalog))).toEqual([
      ...own,
      ['crmCreateContactResponseContacts', '[CrmRecord!]'],
      ['crmCreateContactResponseContactsResponse', 'ConnectorResponse'],
    ]);
  });

  test('never has the name of a method, nor of one that is gone', () => {
    const both = pulled([create, other]);
    const alone = pulled([create], both.catalog);
    const whole = ['crmCreateContactWholeResponse', 'ConnectorResponse'];
    expect(mutationsOf(both)).toContainEqual(whole);
    expect(mutationsOf(alone)).toEqual([own[0], whole]);
  });
});

describe('a method that answered with one record goes on doing so', () => {
  const check = (...locations: readonly string[]) => ({ ...responding(...locations), name: 'If Exists: Contact' });

  test('where a list says nothing of what is in it, and all else is about the answer', () => {
    const listing = check('[records].Id', 'totalSize');
    const { catalog } = pulled([listing]);
    expect(catalog.methods).toMatchObject([{ records: '[records]', answer: 'Contact' }]);
    const before = { ...catalog, methods: catalog.methods.map((one) => ({ ...one, records: undefined })) };
    expect(pulled([listing], before).catalog.methods).toMatchObject([{ records: undefined }]);
  });

  test('and one whose other fields are its own', () => {
    const { catalog } = pulled([check('[items].Id', 'Name', 'totalSize')]);
    expect(catalog.methods).toMatchObject([{ records: undefined }]);
  });
});

describe('a name whose key is gone', () => {
  const before = pulled([responding('[records].Id', '[records].Size')]).catalog;
  const gone = pulled([responding('[records].Id')], before);

  test('is told, with its place and what to do, once', () => {
    expect(gone.notes).toEqual([
      '"size", "Size" of the type Contact, is gone: documents that ask for it fail. The name stays reserved; delete its entry from the catalog to free it.',
    ]);
    expect(pulled([responding('[records].Id')], gone.catalog).notes).toEqual([]);
  });

  test('is not in the graph, and given to no other', () => {
    const contacts = Object.values(buildSchema([gone.catalog]).getTypeMap()).filter(({ name }) =>
      name.endsWith('Contact'),
    );
    expect(contacts.map((type) => isObjectType(type) && Object.keys(type.getFields()))).toEqual([
      ['id', 'json', 'response'],
    ]);
    const { catalog } = pulled([responding('[records].Id', '[records].size')], gone.catalog);
    expect(fieldsOf(catalog, 'Contact')).toMatchObject({ Size: 'size', size: expect.stringMatching(/^size_/) });
  });

  test('is that of its key again when it comes back', () => {
    const { catalog } = pulled([responding('[records].Id', '[records].Size')], gone.catalog);
    expect(formatCatalog(catalog)).toBe(formatCatalog(before));
  });

  test('of a method stays reserved over several pulls', () => {
    const other = { ...responding('[records].Code'), uniqueIdentifier: identifier(3), name: 'List Codes' };
    const without = pulled([other], before).catalog;
    const again = pulled([other], without).catalog;
    const taken = pulled([other, { ...responding('[records].Id'), uniqueIdentifier: identifier(4) }], again).catalog;
    expect(again.gone).toEqual([{ field: 'listContacts', identifier: identifier(1), name: 'List Contacts' }]);
    expect(taken.methods[1]?.field).toMatch(/^listContacts_[\da-f]{6}$/);
    const back = pulled([other, responding('[records].Id', '[records].Size')], again).catalog;
    expect(back.methods[1]).toMatchObject({ field: 'listContacts', answer: 'Contact' });
  });
});

test('what is both a value and an object, or a list and one thing, is told with its place', () => {
  const { notes } = pulled([
    responding('[records].Id', '[records].Tag', '[records].Tag.Name', '[records].[Row].a', '[records].Row.b'),
  ]);
  expect(notes).toEqual([
    expect.stringContaining(
      '"List Contacts": "Row" in "[records].Row.b" is a list and one thing; it is taken for a list.',
    ),
    expect.stringContaining(
      '"List Contacts": "[records].Tag" is a value and has fields below it; it is taken for an object.',
    ),
  ]);
});

describe('a catalog of the earlier format', () => {
  const earlier = join(import.meta.dirname, 'fixtures/earlier');

  test('is read with every name that its types had', async () => {
    const before = buildFromText(await readFile(join(earlier, 'schema.graphql'), 'utf8'));
    const now = buildFromText(printSchema(buildSchema(await readCatalogs(earlier))));
    const types = (schema: typeof now) =>
      Object.keys(schema.getTypeMap()).filter((name) =>
        /^(?:Ledger|Mail|North|Pulse)(?!.*(?:Connection|Edge)$)/.test(name),
      );
    expect(types(now)).toEqual(types(before));
    expect(breaksOf(before, now)).toEqual([]);
    const added = /(?:esponse|Pages|Connection|Edge|arg idempotencyKey) was removed/;
    expect(breaksOf(now, before).filter((text) => !added.test(text))).toEqual([]);
  });

  test('keeps them when it is pulled again, and shares types when it is asked to', async ({ directory }) => {
    const before = buildFromText(await readFile(join(earlier, 'schema.graphql'), 'utf8'));
    await cp(earlier, directory, { recursive: true });
    const args = ['--config', committed.config, '--out', directory];
    expect(await run(pull, args)).toMatchObject({ code: 0, err: '' });
    const kept = printSchema(buildSchema(await readCatalogs(directory)));
    expect(breaksOf(before, buildFromText(kept))).toEqual([]);
    expect(kept).toContain('type MailChimpListStoresRecord');

    expect(await run(pull, [...args, '--share-types'])).toMatchObject({ code: 0, err: '' });
    const shared = printSchema(buildSchema(await readCatalogs(directory)));
    expect(shared).toContain('type MailChimpStore ');
    expect(shared).not.toContain('MailChimpListStoresRecord');
  });

  test('that was edited into nonsense is refused by name', async ({ directory }) => {
    const text = await readFile(join(earlier, 'mailchimp.json'), 'utf8');
    await writeFile(join(directory, 'mailchimp.json'), text.replace('"type": "Text"', '"type": "Txt"'));
    await expect(readCatalogs(directory)).rejects.toThrow(/"List Lists" of MailChimp.*type must be "Text"/);
  });
});

/** Of connectors: the rest of the graph changes for other reasons. */
/** Numbers in inputs became `Decimal`, and inputs that are hidden are no arguments any more. */
const meant = /from (?:Int|Float|Decimal) to (?:Int|Float|Decimal)|allOrNone|[aA]ttributes/;

function breaksOf(
  before: ReturnType<typeof buildFromText>,
  after: ReturnType<typeof buildFromText>,
): readonly string[] {
  return findBreakingChanges(before, after)
    .map(({ description }) => description)
    .filter((text) => !meant.test(text))
    .filter((text) => /LedgerBooks|ledgerBooks|MailChimp|mailChimp|Northwind|northwind|Pulse|pulse/.test(text));
}
