import fc from 'fast-check';
import { printSchema, validateSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { aField, aMethod, aParameter, identifier } from '../connectors/listing-methods.ts';
import { nastyListing } from './nasty-listing.ts';

const pulled = (methods: Parameters<typeof toCatalog>[0], connector = 'Nasty App') =>
  toCatalog(methods, { connector }, undefined);

describe('a listing as nasty as they come', () => {
  const { catalog } = pulled(nastyListing(500, 10_000));
  const text = formatCatalog(catalog);

  test('makes a catalog that can be read again, and a schema that is one', () => {
    const read = parseCatalog(text, 'nasty.json');
    expect(formatCatalog(read)).toBe(text);
    expect(read.methods).toHaveLength(500);
    expect(Object.values(read.types).flat().length).toBeGreaterThan(100);
    expect(validateSchema(buildSchema([read]))).toEqual([]);
  });

  test('makes the same catalog in whatever order it comes', () => {
    expect(formatCatalog(pulled(nastyListing(500, 10_000).toReversed()).catalog).length).toBe(text.length);
    expect(printSchema(buildSchema([pulled(nastyListing(100, 2000).toReversed()).catalog]))).toBe(
      printSchema(buildSchema([pulled(nastyListing(100, 2000)).catalog])),
    );
  });
});

test('whatever the names and locations, the schema is one', () => {
  const location = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('a', '[a]', '[]', 'b', '[b]', 'A', '\\x.y\\', '__typename'), { maxLength: 5 })
      .map((steps) => steps.join('.')),
  );
  const fields = fc.array(
    fc.record({
      location,
      dataType: fc.constantFrom('Text', 'Integer', 'Undefined'),
      values: fc.array(fc.string(), { maxLength: 3 }),
    }),
    { maxLength: 8 },
  );
  const method = fc.record({ name: fc.string({ unit: 'grapheme' }), requestFields: fields, responseFields: fields });
  fc.assert(
    fc.property(fc.array(method, { maxLength: 3, minLength: 1 }), fc.string(), (methods, connector) => {
      const { catalog } = pulled(
        methods.map(({ name, requestFields, responseFields }, index) =>
          aMethod({
            uniqueIdentifier: identifier(index),
            name,
            requestFields: requestFields.map((field) => aField(field)),
            responseFields: responseFields.map((field) => aField(field)),
          }),
        ),
        `App ${connector}`,
      );
      const read = parseCatalog(formatCatalog(catalog), 'any.json');
      expect(validateSchema(buildSchema([read]))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe('a catalog that was edited into nonsense', () => {
  const good = (): { methods: Record<string, unknown>[] } =>
    JSON.parse(
      formatCatalog(
        pulled([
          aMethod({ name: 'List Contacts', parameters: [aParameter()], responseFields: [aField()] }),
          aMethod({ name: 'Get Contact', uniqueIdentifier: identifier(2) }),
        ]).catalog,
      ),
    ) as { methods: Record<string, unknown>[] };
  const faultsOf = (edit: (catalog: ReturnType<typeof good>) => void): string => {
    const catalog = good();
    edit(catalog);
    try {
      parseCatalog(JSON.stringify(catalog), 'nasty.json');
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };

  test.each([
    [
      'no field',
      (all: ReturnType<typeof good>) => delete all.methods[1]?.['field'],
      'method 2, "List Contacts" of Nasty App: field is missing; expected a string.',
    ],
    [
      'a field that is no name',
      (all) => Object.assign(all.methods[0] ?? {}, { field: '__type' }),
      'method 1, "Get Contact" of Nasty App: field must be a GraphQL name',
    ],
    [
      'two of one field',
      (all) => Object.assign(all.methods[0] ?? {}, { field: 'listContacts' }),
      'method 2, "List Contacts" of Nasty App: field is that of method 1, "Get Contact" already. Each method needs its own.',
    ],
    [
      'two of one identifier',
      (all) => Object.assign(all.methods[0] ?? {}, { identifier: identifier(1) }),
      'method 2, "List Contacts" of Nasty App: identifier is that of method 1, "Get Contact" already.',
    ],
    [
      'an identifier that is none',
      (all) => Object.assign(all.methods[0] ?? {}, { identifier: '12' }),
      'method 1, "Get Contact" of Nasty App: identifier must be a MethodUniqueIdentifier, which is a GUID; got "12".',
    ],
    [
      'a kind without a reason',
      (all) => Object.assign(all.methods[0] ?? {}, { kind: { is: 'READ' } }),
      'method 1, "Get Contact" of Nasty App: kind.reason is missing; expected a string.',
    ],
    [
      'a type that is none',
      (all) => Object.assign(all.methods[0] ?? {}, { fields: [{ key: 'x', field: 'x', type: 'Number' }] }),
      'fields[0].type must be "Text", "Integer"',
    ],
    [
      'a key that is none',
      (all) => Object.assign(all.methods[0] ?? {}, { paramters: [] }),
      'method 1, "Get Contact" of Nasty App has the unknown key "paramters". Did you mean "parameters"?',
    ],
    [
      'a type that is not there',
      (all) => Object.assign(all.methods[1] ?? {}, { answer: 'Nothing' }),
      'method 2, "List Contacts" of Nasty App: answer is "Nothing", which is not in "types".',
    ],
    [
      'two inputs of one name',
      (all) => Object.assign(all.methods[1] ?? {}, { fields: [{ key: 'x', field: 'count' }] }),
      'method 2, "List Contacts" of Nasty App: fields[0].field is that of another input already.',
    ],
    ['another format', (all) => Object.assign(all, { format: 3 }), 'format must be 2'],
    ['no methods', (all) => Object.assign(all, { methods: {} }), 'methods must be a list; got an object.'],
  ] as [string, (all: ReturnType<typeof good>) => unknown, string][])(
    'with %s is refused by name',
    (_what, edit, fault) => {
      expect(faultsOf(edit)).toContain(fault);
    },
  );

  test('or is no JSON at all is refused too', () => {
    expect(() => parseCatalog('{', 'nasty.json')).toThrow(
      /^The catalog nasty\.json cannot be used:\n {2}line 1: it is not JSON/,
    );
    expect(() => parseCatalog('null', 'nasty.json')).toThrow('the catalog must be an object; got null.');
  });

  test.each([
    [{ connector: 'Calls', field: 'call' }, '"call", of Calls, is a field of the graph itself already'],
    [{ connector: 'Two', field: 'twice' }, '"twice", of Two, is a field of Two already'],
  ])('cannot take a field that is taken', (given, fault) => {
    const catalog: Catalog = { ...pulled([aMethod()]).catalog, ...given };
    expect(() => buildSchema([catalog, catalog])).toThrow(fault);
  });

  test('cannot have a mutation of another connector’s name', () => {
    const [one, other] = [
      pulled([aMethod({ name: 'Chimp Send' })], 'Mail'),
      pulled([aMethod({ name: 'Send', uniqueIdentifier: identifier(2) })], 'Mail Chimp'),
    ].map(({ catalog }) => catalog);
    expect(() => buildSchema([one, other].filter((catalog) => catalog !== undefined))).toThrow(
      '"mailChimpSend", of the method "Send" of Mail Chimp, is a field of the method "Chimp Send" of Mail already',
    );
  });
});

test('what cannot be given by name is left out, and told', () => {
  const { catalog, notes } = pulled([
    aMethod({
      parameters: [
        aParameter({ targetName: 'id' }),
        aParameter({ targetName: 'id', targetType: 'HttpHeader' }),
        aParameter({ targetName: '123' }),
        aParameter({ targetName: 'count' }),
      ],
      requestFields: [aField({ location: '[rows].x' }), aField({ location: '7' })],
    }),
    aMethod({ name: 'Get Old', uniqueIdentifier: null }),
    aMethod({ name: 'Get Twice' }),
    aMethod({ name: 'New Order', uniqueIdentifier: identifier(3), methodType: 'Webhook' }),
  ]);
  expect(catalog.methods.map(({ field }) => field)).toEqual(['listContacts']);
  expect(catalog.methods[0]?.parameters?.map(({ targetName }) => targetName)).toEqual(['count']);
  expect(catalog.methods[0]?.fields).toMatchObject([{ key: 'rows', lists: 1, of: 'RowInput' }]);
  expect(notes).toEqual([
    '"Get Old" has no identifier: it can only be called by its number.',
    '"Get Twice" has the identifier of another method, and is left out.',
    '"List Contacts": parameters at "id" are several, and left out.',
    '"List Contacts": parameters at "123" cannot be told from numbers, and left out.',
    '"List Contacts": fields at "7" cannot be told from numbers, and left out.',
  ]);
});

test('a connector that is called like a type of the graph has types of other names', () => {
  const { catalog } = pulled([aMethod({ name: 'List Contacts' })], 'Account');
  const schema = buildSchema([catalog]);
  expect(validateSchema(schema)).toEqual([]);
  expect(Object.keys(schema.getTypeMap()).filter((name) => name.startsWith('AccountConnector_'))).toHaveLength(1);
});
