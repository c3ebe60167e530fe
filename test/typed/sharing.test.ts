import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInputObjectType, isObjectType, parse, printSchema, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { upperFirst } from '../../src/catalog/names.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { readInputs } from '../../src/graphql/typed/call-inputs.ts';
import { aField, aMethod, aParameter, identifier } from '../connectors/listing-methods.ts';
import { sizeOf, toListing } from '../listings/builder.ts';
import { listings, pulledOf } from '../listings/catalogs.ts';

const core = new Set(Object.keys(buildSchema([]).getTypeMap()));

describe.each(listings.map((one) => [one.field, one] as const))(
  'a listing of the size and shapes of %s',
  (field, one) => {
    const { catalog } = pulledOf(one);
    const schema = buildSchema([catalog]);

    test('makes the graph that is committed for readers; `npm run generate` writes it', () => {
      const committed = readFileSync(join(import.meta.dirname, `fixtures/${field}.graphql`), 'utf8');
      expect(`${printSchema(schema)}\n`).toBe(committed);
    });

    test('makes a catalog that can be read again, and that a second pull does not change', () => {
      const text = formatCatalog(catalog);
      expect(formatCatalog(pulledOf(one, parseCatalog(text, field)).catalog)).toBe(text);
    });

    test('has no name of more than 60 characters', () => {
      const types = Object.values(schema.getTypeMap()).filter(({ name }) => !core.has(name));
      const fields = types.flatMap((type) =>
        isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [],
      );
      const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
      const long = [...types.map(({ name }) => name), ...fields, ...mutations].filter(({ length }) => length > 60);
      expect(long).toEqual([]);
    });

    test('tells no two names apart by letters that mean nothing', () => {
      const names = Object.keys(schema.getTypeMap()).filter((name) => /_[\da-f]{6}(?:Input)?$/.test(name));
      expect(names).toEqual([]);
    });
  },
);

test('the listings have the sizes of the real ones', () => {
  expect(listings.map(({ draft }) => [draft.connector, sizeOf(toListing(draft).methods)])).toEqual([
    ['NetSuite', { methods: 286, parameters: 503, fields: 15_447 }],
    ['QuickBooks Online', { methods: 260, parameters: 331, fields: 11_163 }],
    ['Salesforce', { methods: 493, parameters: 709, fields: 3713 }],
  ]);
});

test('a fragment on an invoice fits every method that gives one', () => {
  const [, quickBooks] = listings;
  if (quickBooks === undefined) throw new RangeError('The listing is missing.');
  const schema = buildSchema([pulledOf(quickBooks).catalog]);
  const document = parse(`
    fragment Invoice on QuickBooksInvoice {
      id totalAmt currencyRef { value name } line { amount salesItemLineDetail { itemRef { value } unitPrice } }
    }
    query Read { accountConnector(id: 1) { quickBooks {
      listInvoices { ...Invoice }
      listNewInvoices(since: "2026-01-01") { ...Invoice }
      getInvoice(invoiceId: 1) { invoice { ...Invoice } }
    } } }
    mutation Write($line: QuickBooksLineInput!) {
      quickBooksCreateInvoice(accountConnectorId: 1, input: { line: [$line] }) { invoice { ...Invoice } }
      quickBooksUpdateInvoice(accountConnectorId: 1, input: { id: 1, line: [$line] }) { invoice { ...Invoice } }
    }`);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
});

describe('one thing', () => {
  const pulled = (methods: Parameters<typeof toCatalog>[0]) =>
    toCatalog(methods, { connector: 'CRM' }, undefined).catalog;
  const named = (number: number, name: string, responses: readonly string[], category = 'Things') =>
    aMethod({
      uniqueIdentifier: identifier(number),
      name,
      category,
      responseFields: responses.map((location) => {
        const [place = '', dataType = 'Text'] = location.split(':');
        return aField({ location: place, dataType });
      }),
    });

  test('is named by its list, by its method, or by its category', () => {
    const { methods } = pulled([
      named(1, 'List Shops', ['[shops].id']),
      named(2, 'Get Customer', ['Id', 'Name']),
      named(3, 'List', ['[records].Code', '[records].Rate'], 'Currencies'),
      named(4, 'List Contacts by Account ID', ['[records].Mail']),
    ]);
    expect(methods.map(({ answer }) => answer)).toEqual(['Shop', 'Customer', 'Currency', 'Contact']);
  });

  test('has a type that all of its places fit in', () => {
    const { types } = pulled([
      named(1, 'List Orders', ['[records].Id:Integer', '[records].Total:Integer', '[records].Code:Integer']),
      named(2, 'Get Order', ['Id:Integer', 'Total:Decimal', 'Code:Text']),
    ]);
    expect(types['Order']).toMatchObject([
      { key: 'Code', type: 'Text' },
      { key: 'Id', type: 'Integer' },
      { key: 'Total', type: 'Decimal' },
    ]);
  });

  test('has two fields for a key that is an object here and a value there', () => {
    const { types } = pulled([
      named(1, 'List Orders', ['[records].Id', '[records].Owner', '[records].Name']),
      named(2, 'Get Order', ['Id', 'Name', 'Owner.Name']),
    ]);
    expect(types['Order']).toMatchObject([
      { key: 'Id' },
      { key: 'Name' },
      { key: 'Owner', field: 'owner', of: 'Owner' },
      { key: 'Owner', field: 'ownerValue', type: 'Text' },
    ]);
  });

  test('is not what only shares a name, nor what only shares some fields', () => {
    const { methods, types } = pulled([
      named(1, 'List Cases', ['[records].Id', '[records].Subject', '[records].Status', '[records].Origin'], 'Cases'),
      named(2, 'List Case Comments', ['[records].Id', '[records].Body', '[records].IsPublished'], 'Cases'),
      named(3, 'Count Cases', ['total'], 'Cases'),
    ]);
    expect(methods.map(({ answer }) => answer)).toEqual(['Case', 'CaseComment', 'CountCasesResult']);
    expect(Object.keys(types)).toHaveLength(3);
  });

  test('answers of unknown fields have one type', () => {
    const schema = buildSchema([pulled([named(1, 'Get Plan', []), named(2, 'Delete Plan', [])])]);
    expect(
      Object.keys(schema.getTypeMap()).filter((name) => name.startsWith('Crm') && name.endsWith('Record')),
    ).toEqual(['CrmRecord']);
  });

  test('choices of the same values are one enum, also of an input and an answer', () => {
    const values = ['Open', 'Closed'];
    const { enums, types, methods } = pulled([
      aMethod({
        parameters: [aParameter({ targetName: 'status', values })],
        responseFields: [aField({ location: '[records].Status', values: values.toReversed() })],
      }),
    ]);
    expect(Object.keys(enums)).toEqual(['Status']);
    expect([types['Contact']?.[0]?.enum, methods[0]?.parameters?.[0]?.enum]).toEqual(['Status', 'Status']);
  });

  test('is not what only tells how a write went, whatever few keys it has', () => {
    const { methods, types } = pulled([
      named(1, 'List Contacts', ['[records].Id', '[records].Name']),
      named(2, 'Create Contact', ['id', 'success']),
      named(3, 'Update Contact', ['Id', 'Name', 'success']),
    ]);
    expect(methods.map(({ answer }) => answer)).toEqual(['Contact', 'CreateContactResult', 'Contact']);
    expect(types['Contact']?.map(({ field }) => field)).toEqual(['id', 'name', 'success']);
  });

  test.each([
    [['true', 'false'], 'Text', 'Boolean'],
    [['True', 'False'], 'Text', 'Boolean'],
    [['T', 'F'], 'Text', 'Boolean'],
    [['1', '2', '3'], 'Text', 'String'],
    [['true'], 'Text', 'String'],
    [['1', 'true'], 'Text', 'String'],
    [['yes', 'no'], 'Text', 'CrmFlag'],
    [['yes', 'no'], 'Boolean', 'Boolean'],
    [['Y', 'N'], 'Boolean', 'Boolean'],
    [['1', '0'], 'Boolean', 'Boolean'],
    [['always', 'never'], 'Boolean', 'CrmFlag'],
  ])('the values %j of a declared %s are %s', (values, dataType, type) => {
    const parameters = [aParameter({ targetName: 'flag', values, dataType })];
    const schema = buildSchema([pulled([aMethod({ parameters })])]);
    const connector = schema.getType(`${upperFirst('crm')}Connector`);
    const [arg] = isObjectType(connector) ? (connector.getFields()['listContacts']?.args ?? []) : [];
    expect(String(arg?.type)).toBe(type);
  });

  test.each([
    ['Boolean', ['yes', 'no'], 'yes', 'no'],
    ['Boolean', ['N', 'Y'], 'Y', 'N'],
    ['Boolean', ['0', '1'], '1', '0'],
    ['Boolean', ['true', 'false'], true, false],
    ['Text', ['TRUE', 'FALSE'], 'TRUE', 'FALSE'],
  ])('a declared %s with the values %j sends %j and %j', (dataType, values, yes, no) => {
    const catalog = pulled([aMethod({ parameters: [aParameter({ targetName: 'flag', values, dataType })] })]);
    const [method] = parseCatalog(formatCatalog(catalog), 'crm.json').methods;
    if (method === undefined) throw new RangeError('The method is missing.');
    const read = readInputs(catalog, method);
    const sent = [true, false].map((flag) => read({ flag }).parameters['flag']);
    expect(sent).toEqual([yes, no]);
  });
});

describe('an input that the connector declares as required', () => {
  const said = 'The connector declares it as required';
  const needed = { optional: false, name: 'Account' };
  const { catalog } = toCatalog(
    [
      aMethod({
        name: 'Create Contact',
        parameters: [
          aParameter({ ...needed, targetName: 'AccountId', targetType: 'MergeField' }),
          aParameter({ ...needed, targetName: 'Region' }),
        ],
        requestFields: [aField({ ...needed, location: 'Name' }), aField({ location: 'Phone', name: 'Phone' })],
      }),
    ],
    { connector: 'CRM' },
    undefined,
  );
  const input = buildSchema([parseCatalog(formatCatalog(catalog), 'crm.json')]).getType('CrmCreateContactInput');

  test.each([
    ['accountId', 'ID!', 'Account'],
    ['region', 'String', `Account. ${said}`],
    ['name', 'String', `Account. ${said}`],
    ['phone', 'String', undefined],
  ])('%s is %s, of which is said %j', (field, type, description) => {
    const found = isInputObjectType(input) ? input.getFields()[field] : undefined;
    expect([String(found?.type), found?.description ?? undefined]).toEqual([type, description]);
  });
});
