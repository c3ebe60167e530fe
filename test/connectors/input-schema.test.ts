import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputSchema } from '../../src/connectors/input-schema.ts';
import { resolveInputs } from '../../src/connectors/inputs.ts';
import type { ConnectorMethod } from '../../src/connectors/method.ts';
import { GatewayError } from '../../src/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts';
import { aField, aMethod, aParameter } from './listing-methods.ts';

/** Strict, but for the unions of types that unreliable declarations need. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, formats: { 'date-time': true } });
const validatorOf = (method: ConnectorMethod) => ajv.compile(inputSchema(method));

const resolve = (method: ConnectorMethod, given: JsonObject) =>
  resolveInputs(method, {
    parameters: (given['parameters'] ?? {}) as JsonObject,
    fields: (given['fields'] ?? {}) as JsonObject,
    mergeFields: {},
  });

function isTaken(method: ConnectorMethod, given: JsonObject): boolean {
  try {
    resolve(method, given);
    return true;
  } catch {
    return false;
  }
}

const invoice = aMethod({
  name: 'Create Invoice',
  description: 'Makes an invoice.',
  parameters: [
    aParameter({ id: '1', targetName: 'CompanyId', name: 'Company ID', targetType: 'MergeField', optional: false }),
    aParameter({ id: '2', targetName: 'dryRun', name: 'Dry run', dataType: 'Boolean', optional: false }),
    aParameter({ id: '3', targetName: 'token', name: 'Token', sensitive: true, description: 'Of the app.' }),
  ],
  requestFields: [
    aField({ id: '1', location: 'Customer.Name', name: 'Customer', optional: false }),
    aField({ id: '2', location: '[Line].Amount', name: 'Amount', dataType: 'Decimal' }),
    aField({ id: '3', location: '[Line].Kind', name: 'Kind', values: ['A', '1', '1', '02'] }),
    aField({ id: '4', location: '[Tags]', name: 'Tags' }),
    aField({ id: '5', location: 'Custom', name: 'Custom', dataType: 'Undefined' }),
    aField({ id: '6', location: 'Sent', name: 'Sent', dataType: 'Boolean', values: ['True', 'False'] }),
  ],
});

describe('the schema of a method', () => {
  test('describes every input, along the locations', () => {
    expect(inputSchema(invoice)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Create Invoice',
      description: 'Makes an invoice.',
      type: 'object',
      properties: {
        parameters: {
          type: 'object',
          properties: {
            CompanyId: { title: 'Company ID', type: ['string', 'number', 'boolean'] },
            dryRun: { title: 'Dry run', type: ['boolean', 'string', 'number'] },
            token: {
              title: 'Token',
              description: 'Of the app.',
              type: ['string', 'number', 'boolean', 'null'],
              writeOnly: true,
            },
          },
          required: ['CompanyId', 'dryRun'],
          additionalProperties: false,
        },
        fields: {
          type: 'object',
          properties: {
            Customer: {
              type: 'object',
              properties: { Name: { title: 'Customer', type: ['string', 'number', 'boolean'] } },
              required: ['Name'],
              additionalProperties: false,
            },
            Line: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  Amount: { title: 'Amount', type: ['number', 'string', 'null'] },
                  Kind: { title: 'Kind', enum: ['A', '1', '02', 1] },
                },
                additionalProperties: false,
              },
            },
            Tags: { title: 'Tags', type: ['array', 'null'], items: { type: ['string', 'number', 'boolean', 'null'] } },
            Custom: { title: 'Custom', type: ['string', 'number', 'boolean', 'object', 'array', 'null'] },
            Sent: { title: 'Sent', enum: ['True', 'False', true, false] },
          },
          required: ['Customer'],
          additionalProperties: false,
        },
      },
      required: ['parameters', 'fields'],
      additionalProperties: false,
    });
  });

  test('requires what the listing asks for, and what leads to it', () => {
    const validate = validatorOf(invoice);
    expect(validate({})).toBe(false);
    expect(validate({ parameters: { CompanyId: '7' }, fields: {} })).toBe(false);
    expect(validate({ parameters: { CompanyId: '7', dryRun: true }, fields: { Customer: { Name: 'x' } } })).toBe(true);
  });

  test('requires nothing where the listing asks for nothing', () => {
    const validate = validatorOf(aMethod({ requestFields: [aField({ optional: true })] }));
    expect(validate({})).toBe(true);
    expect(validate({ parameters: {}, fields: {} })).toBe(true);
  });

  test('leaves out what is hidden, and what Cyclr fills in', () => {
    const method = aMethod({
      parameters: [
        aParameter({ id: '-1', targetName: 'Fields', targetType: 'MergeField', optional: false }),
        aParameter({ id: '2', targetName: 'size', description: '** Hidden and set as 10.' }),
      ],
      requestFields: [
        aField({ id: '1', location: '[records].attributes.type', optional: false, description: '** Hidden' }),
        aField({ id: '2', location: 'note', description: 'Hidden from guests.' }),
      ],
    });
    expect(inputSchema(method)['properties']).toMatchObject({
      parameters: { properties: {} },
      fields: { properties: { note: {} } },
    });
    expect(inputSchema(method)).not.toHaveProperty('required');
    expect(inputSchema(method)).not.toHaveProperty('properties.fields.properties.records');
  });

  test('has a format for a date, the choices that were looked up, and custom fields', () => {
    const method = aMethod({
      requestFields: [
        aField({ id: '1', location: 'Due', name: 'Due', dataType: 'DateTime' }),
        aField({ id: '2', location: 'Owner', name: 'Owner', dataType: 'Integer', triggerName: 'Lookup Owners' }),
        aField({ id: '3', location: '[Owners]', name: 'Owners', triggerName: 'Lookup Owners' }),
      ],
    });
    const choices = [
      { name: 'Jane', value: '7' },
      { name: null, value: '8' },
      { name: 'Twice', value: '7' },
    ];
    const schema = inputSchema(method, ({ triggerName }) => (triggerName === null ? undefined : choices));
    const oneOf = [
      { const: '8', title: '8' },
      { const: '7', title: 'Jane' },
    ];
    expect(schema).toMatchObject({
      properties: {
        fields: {
          properties: {
            Due: { type: ['string', 'number', 'boolean', 'null'], format: 'date-time' },
            Owner: { title: 'Owner' },
            Owners: { type: ['array', 'null'], items: {} },
          },
        },
      },
    });
    expect(schema).toHaveProperty('properties.fields.properties.Owner.oneOf', expect.arrayContaining(oneOf));
    expect(schema).toHaveProperty('properties.fields.properties.Owners.items.oneOf', expect.arrayContaining(oneOf));
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  test.each<readonly [boolean, string, JsonObject]>([
    [true, 'a number as text', { Line: [{ Amount: '12.50' }] }],
    [true, 'a text as number', { Customer: { Name: 7 } }],
    [true, 'null', { Custom: null, Tags: null }],
    [false, 'null for what is asked for', { Customer: { Name: null } }],
    [true, 'a choice as text or number', { Line: [{ Kind: 1 }] }],
    [true, 'anything, where no type is declared', { Custom: { any: [1] } }],
    [true, 'a list of scalars', { Tags: ['a', 1] }],
    [false, 'what is no choice', { Line: [{ Kind: 'B' }] }],
    [true, 'two rows', { Line: [{ Amount: 1 }, { Amount: 2 }] }],
    [true, 'no rows', { Line: [] }],
    [false, 'an object for a text', { Customer: { Name: {} } }],
    [false, 'an unknown key', { Customer: { Nam: 'x' } }],
    [false, 'a field by its number', { '1': 'x' }],
  ])('accepts (%s) %s', (accepted, _what, fields) => {
    const given = { parameters: { CompanyId: '7', dryRun: true }, fields: { Customer: { Name: 'x' }, ...fields } };
    expect(validatorOf(invoice)(given)).toBe(accepted);
  });

  test.each<readonly [boolean, JsonObject]>([
    [false, {}],
    [false, { CompanyId: null }],
    [true, { CompanyId: 7 }],
  ])('wants what the URL is made of: %s for %j', (accepted, parameters) => {
    const given = { parameters: { dryRun: false, ...parameters }, fields: { Customer: { Name: 'x' } } };
    expect(validatorOf(invoice)(given)).toBe(accepted);
  });
});

describe('an input whose first key would mean several', () => {
  const keysOf = (method: ConnectorMethod, of: 'parameters' | 'fields') => {
    const { properties } = inputSchema(method) as { properties: Record<string, { properties: JsonObject }> };
    return Object.keys(properties[of]?.properties ?? {});
  };

  test('is a parameter under its name, or its number', () => {
    const method = aMethod({
      parameters: [
        aParameter({ id: '11', targetName: 'date', name: 'From' }),
        aParameter({ id: '12', targetName: 'date', name: 'Until' }),
        aParameter({ id: '13', targetName: 'date', name: 'Until' }),
      ],
    });
    expect(keysOf(method, 'parameters')).toEqual(['12', '13', 'From']);
  });

  test.each<readonly [string, readonly (readonly [id: string, location: string, name: string])[], readonly string[]]>([
    [
      'two at one location',
      [
        ['11', 'a', 'One'],
        ['12', 'a', 'Two'],
      ],
      ['One', 'Two'],
    ],
    [
      'two at one location, of one name',
      [
        ['11', 'a', 'A'],
        ['12', 'a', 'A'],
      ],
      ['11', '12'],
    ],
    [
      'a list and its elements',
      [
        ['11', '[a]', 'All'],
        ['12', '[a].b', 'One'],
      ],
      ['a', 'All'],
    ],
    [
      'a key that is the number of another',
      [
        ['11', '12.x', 'One'],
        ['12', 'b', 'Two'],
      ],
      ['b', '12.x'],
    ],
    [
      'a name that is the place of another',
      [
        ['11', 'a', 'b'],
        ['12', 'a', 'c'],
        ['13', 'b', 'd'],
      ],
      ['11', 'b', 'c'],
    ],
    [
      'a key with a dot and a way',
      [
        ['11', '\\a.b\\', 'One'],
        ['12', 'a.b', 'Two'],
      ],
      ['a', '\\a.b\\'],
    ],
    [
      'the whole body beside others',
      [
        ['11', '.', 'All'],
        ['12', 'b', 'Two'],
      ],
      ['b', 'All'],
    ],
  ])('is a field of %s, under its location, its name or its number', (_what, fields, keys) => {
    const method = aMethod({ requestFields: fields.map(([id, location, name]) => aField({ id, location, name })) });
    expect(keysOf(method, 'fields')).toEqual(keys);
  });
});

describe('of any method, however its inputs clash,', () => {
  test('the schema is valid, has every input, and what it accepts is taken', () => {
    fc.assert(
      fc.property(methods, (method) => {
        const schema = inputSchema(method);
        expect(ajv.validateSchema(schema)).toBe(true);

        const given = filledIn(schema) as JsonObject;
        const validate = validatorOf(method);
        validate(given);
        expect(validate.errors ?? []).toEqual([]);
        const { Parameters, Fields } = resolve(method, given).inputs;
        expect(Object.keys(Parameters).toSorted()).toEqual(method.parameters.map(({ id }) => id).toSorted());
        expect(Object.keys(Fields).toSorted()).toEqual(method.requestFields.map(({ id }) => id).toSorted());
      }),
    );
  });

  test('any part of that is taken too', () => {
    fc.assert(
      fc.property(methods, fc.infiniteStream(fc.boolean()), (method, chosen) => {
        const given = filledIn(inputSchema(method), () => chosen.next().value ?? true) as JsonObject;
        const isRefused = !validatorOf(method)(given);
        // What is wanting is refused by the schema only: what is not given is not asked for.
        expect(isRefused || isTaken(method, given)).toBe(true);
      }),
    );
  });

  test('a name that the schema does not know is refused by both', () => {
    fc.assert(
      fc.property(methods, fc.nat(), (method, place) => {
        const given = structuredClone(filledIn(inputSchema(method))) as Record<string, Json>;
        const objects = objectsIn([given['parameters'] ?? {}, given['fields'] ?? {}]);
        Object.assign(objects[place % objects.length] ?? {}, { 'no such input': 1 });

        expect(validatorOf(method)(given)).toBe(false);
        expect(() => resolve(method, given)).toThrow(GatewayError);
        expect(() => resolve(method, given)).toThrow('no such input');
      }),
    );
  });
});

const types = ['Text', 'Integer', 'Decimal', 'Boolean', 'DateTime', 'File', 'Unknown'];
/** Few and alike, so that they clash. */
const names = ['a', 'A', 'b', 'a.b', '[a]', 'Name', 'name ', '3', '7', ''];
const locations = [
  'a',
  'A',
  'b',
  'a.b',
  '[a]',
  '[a].b',
  'a.[].c',
  '\\a.b\\',
  'a.b.c',
  '[].a',
  '[].[x].a',
  '[]',
  '.',
  '3',
  '7.b',
  'Name',
  '[a].[b].c',
  'a..b',
];
const input = { name: fc.constantFrom(...names), dataType: fc.constantFrom(...types), optional: fc.boolean() };
const values = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.constant(['1', 'two', '1']));

const methods: fc.Arbitrary<ConnectorMethod> = fc
  .record({
    parameters: fc.array(
      fc.record({
        ...input,
        values,
        targetName: fc.constantFrom(...names),
        targetType: fc.constantFrom('MergeField', 'Script'),
      }),
      { maxLength: 6 },
    ),
    requestFields: fc.array(fc.record({ ...input, values, location: fc.constantFrom(...locations) }), {
      maxLength: 10,
    }),
  })
  .map(({ parameters, requestFields }) =>
    aMethod({
      parameters: parameters.map((given, index) => aParameter({ ...given, id: String(index + 1) })),
      requestFields: requestFields.map((given, index) => aField({ ...given, id: String(index + 1) })),
    }),
  );

/** A value that a schema of ours accepts, with every property that is wanted. */
function filledIn(schema: JsonObject, isWanted: () => boolean = () => true): Json {
  const { type, items, properties, enum: choices } = schema;
  if (Array.isArray(choices)) return (choices as readonly Json[]).at(-1) ?? null;
  if (isJsonObject(properties)) {
    const wanted = Object.entries(properties).filter(isWanted);
    return Object.fromEntries(wanted.map(([key, below]) => [key, filledIn(below as JsonObject, isWanted)]));
  }
  if (isJsonObject(items)) return [filledIn(items, isWanted)];
  const [first] = type as readonly string[];
  return first === 'number' ? 1.5 : first === 'boolean' ? true : 'text';
}

function objectsIn(value: Json): object[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(objectsIn);
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
