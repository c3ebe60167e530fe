import { describe, expect, test } from 'vitest';
import { withCustomFields } from '../../src/connectors/custom-fields.ts';
import { readInputs, resolveInputs } from '../../src/connectors/inputs.ts';
import { missingInputs } from '../../src/connectors/input-missing.ts';
import { GatewayError, type Problem } from '../../src/errors.ts';
import { type Json, type JsonObject, parseJson } from '../../src/json.ts';
import { aField, aMethod, aParameter, identifier } from './listing-methods.ts';

const field = (id: string, location: string, dataType = 'Text', more: object = {}) =>
  aField({ id, location, name: `F${id}`, dataType, ...more });

const invoice = aMethod({
  name: 'Create Invoice',
  parameters: [aParameter({ id: '1', targetName: 'dryRun', name: 'Dry run' })],
  requestFields: [
    field('10', 'CustomerRef.value'),
    field('11', '[Line].Amount', 'Decimal'),
    field('12', '[Line].Item.value'),
    field('13', '[Line].[Tax].Rate', 'Float'),
    field('14', '[Line].[Tags]'),
    field('15', 'Taxed', 'Boolean'),
    field('16', 'Raw', 'Undefined'),
  ],
});

const given = (fields: JsonObject, parameters: JsonObject = {}) => ({ fields, parameters, mergeFields: {} });
const bodyOf = (fields: JsonObject, method = invoice) => resolveInputs(method, given(fields)).body;

function problemsOf(fields: JsonObject, method = invoice): readonly Problem[] {
  try {
    resolveInputs(method, given(fields));
  } catch (error) {
    if (error instanceof GatewayError) return error.details['problems'] as readonly Problem[];
    throw error;
  }
  return [];
}

describe('several rows', () => {
  test('make a body, with everything else that is given in it; parameters go as before', () => {
    const { inputs, body, fields } = resolveInputs(
      invoice,
      given(
        { CustomerRef: { value: '24' }, Line: [{ Amount: 1 }, { Amount: 2, Item: { value: 'x' } }], '15': true },
        { dryRun: 'no' },
      ),
    );
    expect(inputs).toEqual({ Parameters: { '1': 'no' }, Fields: {}, Mergefields: {} });
    expect(body).toEqual({
      Taxed: true,
      CustomerRef: { value: '24' },
      Line: [{ Amount: 1 }, { Amount: 2, Item: { value: 'x' } }],
    });
    expect(fields.map(({ id }) => id)).toEqual(['15', '10', '11', '11', '12']);
  });

  test.each<readonly [string, JsonObject, Json]>([
    ['in other case', { line: [{ amount: 1 }, { AMOUNT: 2 }] }, { Line: [{ Amount: 1 }, { Amount: 2 }] }],
    ['none', { Line: [] }, { Line: [] }],
    ['none, beside another', { Line: [], Taxed: false }, { Taxed: false, Line: [] }],
    ['of which one has nothing', { Line: [{}, { Amount: 2 }] }, { Line: [{}, { Amount: 2 }] }],
    [
      'in rows',
      { Line: [{ Tax: [{ Rate: 1 }, { Rate: 2 }] }, { Tax: [] }, { Tax: [{ Rate: 3 }] }] },
      { Line: [{ Tax: [{ Rate: 1 }, { Rate: 2 }] }, { Tax: [] }, { Tax: [{ Rate: 3 }] }] },
    ],
    ['only in a row', { Line: [{ Tax: [{ Rate: 1 }, { Rate: 2 }] }] }, { Line: [{ Tax: [{ Rate: 1 }, { Rate: 2 }] }] }],
    [
      'with lists of values',
      { Line: [{ Tags: ['a', 'b'] }, { Tags: 'c' }] },
      { Line: [{ Tags: ['a', 'b'] }, { Tags: ['c'] }] },
    ],
    ['by a location', { '[Line].Amount': [1, 2] }, { Line: [{ Amount: 1 }, { Amount: 2 }] }],
    ['by a location, none', { '[Line].Amount': [] }, { Line: [] }],
    [
      'by several locations',
      { '[Line].Amount': [1, 2], '[line].item.VALUE': ['x', 'y', 'z'] },
      { Line: [{ Amount: 1, Item: { value: 'x' } }, { Amount: 2, Item: { value: 'y' } }, { Item: { value: 'z' } }] },
    ],
    [
      'by a location with rows in rows',
      { '[Line].[Tax].Rate': [[1, 2], [3], 4] },
      { Line: [{ Tax: [{ Rate: 1 }, { Rate: 2 }] }, { Tax: [{ Rate: 3 }] }, { Tax: [{ Rate: 4 }] }] },
    ],
    [
      'both ways',
      { Line: [{ Amount: 1 }, { Amount: 2 }], '[Line].Item.value': ['x', 'y'] },
      {
        Line: [
          { Amount: 1, Item: { value: 'x' } },
          { Amount: 2, Item: { value: 'y' } },
        ],
      },
    ],
    [
      'beside a single value, which is of the first',
      { Line: [{ Amount: 1 }, { Amount: 2 }], '[Line].Item.value': 'x' },
      { Line: [{ Amount: 1, Item: { value: 'x' } }, { Amount: 2 }] },
    ],
  ])('%s', (_what, fields, body) => {
    expect(bodyOf(fields)).toEqual(body);
  });

  test('have values of the declared types, and every digit', () => {
    const fields = parseJson(
      '{"CustomerRef":{"value":24},"Taxed":"TRUE","Raw":"5","Line":[{"Amount":"12345678901234567.89"},{"Amount":12345678901234567.89}]}',
    ) as JsonObject;
    expect(JSON.stringify(bodyOf(fields))).toBe(
      '{"CustomerRef":{"value":"24"},"Taxed":true,"Raw":"5","Line":[{"Amount":12345678901234567.89},{"Amount":12345678901234567.89}]}',
    );
    expect(bodyOf({ Line: [{ Amount: 'about 5', Item: { value: null } }, {}] })).toEqual({
      Line: [{ Amount: 'about 5', Item: { value: null } }, {}],
    });
  });

  test('of a body that is a list', () => {
    const rooted = aMethod({ requestFields: [field('1', '[].Name'), field('2', '[].[x].[].a', 'Integer')] });
    expect(bodyOf({ '[].Name': ['A', 'B'] }, rooted)).toEqual([{ Name: 'A' }, { Name: 'B' }]);
    expect(bodyOf({ '[]': [{ Name: 'A' }, { Name: 'B' }] }, rooted)).toEqual([{ Name: 'A' }, { Name: 'B' }]);
    expect(bodyOf({ '[]': [] }, rooted)).toEqual([]);
    expect(bodyOf({ Name: 'A', x: [[{ a: 1 }, { a: 2 }], [{ a: 3 }]] }, rooted)).toEqual([
      { Name: 'A', x: [[{ a: 1 }, { a: 2 }], [{ a: 3 }]] },
    ]);
    expect(bodyOf({ '[].Name': ['A'] }, rooted)).toBeUndefined();
  });

  test('are not what one row is, which goes by numbers', () => {
    for (const fields of [{ Line: [{ Amount: 9.99 }] }, { Line: { Amount: 9.99 } }, { '[Line].Amount': [9.99] }]) {
      const { inputs, body } = resolveInputs(invoice, given(fields));
      expect(inputs.Fields).toEqual({ '11': 9.99 });
      expect(body).toBeUndefined();
    }
    expect(resolveInputs(invoice, given({ '11': [1, 2] })).inputs.Fields).toEqual({ '11': [1, 2] });
  });

  test.each<readonly [string, JsonObject, readonly Partial<Problem>[]]>([
    [
      'a key that is not known',
      { Line: [{ Amount: 1 }, { Amont: 2 }] },
      [{ path: ['fields', 'Line', 1, 'Amont'], suggestions: ['Amount'] }],
    ],
    [
      'what is not an object',
      { Line: [{ Amount: 1 }, 2, null, []] },
      [
        { path: ['fields', 'Line', 1], message: expect.stringContaining('got a number') as string },
        { path: ['fields', 'Line', 2], message: expect.stringContaining('got null') as string },
        { path: ['fields', 'Line', 3], message: expect.stringContaining('got a list') as string },
      ],
    ],
    [
      'a value that a row has twice',
      { Line: [{ Amount: 1 }, { Amount: 2 }], '[Line].Amount': [1] },
      [{ path: ['fields', '[Line].Amount', 0] }],
    ],
    [
      'a row of a list without any',
      { Line: [], '[Line].Amount': 1 },
      [{ path: ['fields', 'Line'], message: expect.stringContaining('contradicts') as string }],
    ],
  ])('have a problem: %s', (_what, fields, problems) => {
    expect(problemsOf(fields)).toMatchObject(problems);
    expect(problemsOf(fields)).toHaveLength(problems.length);
  });

  test('have the hidden values that the listing tells beyond doubt', () => {
    const bulk = aMethod({
      requestFields: [
        field('1', '[records].Name'),
        field('2', '[records].attributes.type', 'Text', { description: '** Hidden and set as Contact.' }),
        field('3', 'allOrNone', 'Boolean', { description: '** Hidden and set as false ..' }),
        field('4', 'mode', 'Text', { description: '** Hidden and set as the mode of the account.' }),
        field('5', '[none].kind', 'Text', { description: '** Hidden and set as X' }),
        field('6', 'size', 'Integer', { description: '** Hidden and set to 10' }),
      ],
    });
    expect(bodyOf({ records: [{ Name: 'A' }, { Name: 'B', attributes: { type: 'Lead' } }] }, bulk)).toEqual({
      records: [
        { Name: 'A', attributes: { type: 'Contact' } },
        { Name: 'B', attributes: { type: 'Lead' } },
      ],
      allOrNone: false,
      size: 10,
    });
  });

  test('never touch the prototypes of objects', () => {
    const odd = aMethod({ requestFields: [field('1', '[a].__proto__.x'), field('2', '[a].b')] });
    const fields = parseJson('{"a":[{"__proto__":{"x":"1"}},{"b":"2"}]}') as JsonObject;
    expect(JSON.stringify(bodyOf(fields, odd))).toBe('{"a":[{"__proto__":{"x":"1"}},{"b":"2"}]}');
  });
});

describe('declared values', () => {
  const stages = ['Lead', 'Customer', 'Former Customer'];
  const method = aMethod({
    parameters: [
      aParameter({ id: '1', targetName: 'open', name: 'Open', values: ['true', 'false'] }),
      aParameter({ id: '2', targetName: 'size', name: 'Size', values: ['10', '50'] }),
      aParameter({ id: '3', targetName: 'owner', name: 'Owner', values: ['a', 'b'], triggerName: 'Owners' }),
      aParameter({ id: '4', targetName: 'yes', name: 'Yes', dataType: 'Boolean', values: ['TRUE', 'FALSE'] }),
      aParameter({ id: '5', targetName: 'sort', name: 'Sort', values: ['name', 'date', '…'] }),
    ],
    requestFields: [
      field('1', 'Stage', 'Text', { values: stages }),
      field('2', '[Stages]', 'Text', { values: stages }),
    ],
  });
  const resolved = (parameters: JsonObject, fields: JsonObject = {}) =>
    resolveInputs(method, { parameters, fields, mergeFields: {} }).inputs;

  test.each<readonly [JsonObject, JsonObject]>([
    [{ Stage: 'lead' }, { '1': 'Lead' }],
    [{ Stage: ' former  customer' }, { '1': 'Former Customer' }],
    [{ Stage: 'FormerCustomer' }, { '1': 'Former Customer' }],
    [{ Stage: 'Lead,customer' }, { '1': 'Lead,customer' }],
    [{ Stage: '' }, { '1': '' }],
    [{ Stage: null }, { '1': null }],
    [{ Stages: ['lead', 'Customer'] }, { '2': ['Lead', 'Customer'] }],
    [{ '1': 'Prospect' }, { '1': 'Prospect' }],
  ])('%j is sent as %j', (fields, sent) => {
    expect(resolved({}, fields).Fields).toEqual(sent);
  });

  test.each<readonly [JsonObject, JsonObject]>([
    [{ open: true }, { '1': true }],
    [{ open: 'True' }, { '1': 'true' }],
    [{ open: 1 }, { '1': 1 }],
    [{ yes: true }, { '4': 'TRUE' }],
    [{ size: 25 }, { '2': 25 }],
    [{ owner: 'c' }, { '3': 'c' }],
    [{ sort: 'size' }, { '5': 'size' }],
  ])('%j is sent as %j, for numbers may be examples and sets may be open', (parameters, sent) => {
    expect(resolved(parameters).Parameters).toEqual(sent);
  });

  test('are suggested where none fits, with the way past them', () => {
    expect(() => resolved({ open: 'maybe' }, { Stage: 'Leed' })).toThrow(
      '"maybe" is not a declared value of "Open". Expected one of "true", "false". To send another value, give the input by its number, 1. "Leed" is not a declared value of "F1". Did you mean "Lead"? To send another value, give the input by its number, 1.',
    );
  });
});

describe('an input of a negative number', () => {
  const method = aMethod({
    parameters: [aParameter({ id: '-1', targetName: 'Fields', name: 'All fields', targetType: 'MergeField' })],
  });
  test.each(['-1', 'Fields', 'all FIELDS'])('cannot be given as %j', (key) => {
    expect(() => resolveInputs(method, given({}, { [key]: 'x' }))).toThrow(
      'Cyclr fills in the parameter "All fields" itself. Leave it out.',
    );
  });

  test('is not suggested, and not missing', () => {
    expect(() => resolveInputs(method, given({}, { Field: 'x' }))).toThrow('This method takes no parameters.');
    expect(missingInputs(method, { Parameters: {} }, [])).toEqual([]);
  });
});

describe('custom fields', () => {
  const custom = (id: string, location: string, more: object = {}) => ({
    id,
    location,
    name: `Custom ${id}`,
    description: null,
    dataType: 'Text',
    forRequest: true,
    method: null,
    ...more,
  });
  const fields = [
    custom('90', 'Shoe'),
    custom('91', '[Line].Colour'),
    custom('92', 'OfAnswers', { forRequest: false }),
    custom('93', 'OfAnother', { method: identifier(9) }),
    custom('94', 'OfNobodyKnows', { method: undefined }),
    custom('95', 'OfThis', { method: invoice.uniqueIdentifier }),
    custom('96', 'Hat', { name: 'F16' }),
    custom('97', 'Taxed'),
  ];
  const method = withCustomFields(invoice, fields);
  const numbered = (of: JsonObject) => resolveInputs(method, given(of)).inputs.Fields;

  test('are given by name, location and number, and nested', () => {
    expect(numbered({ Shoe: 1, OfThis: 2, Line: [{ Colour: 'red' }] })).toEqual({ '90': 1, '95': 2, '91': 'red' });
    expect(numbered({ '90': 1, 'custom 91': 2 })).toEqual({ '90': 1, '91': 2 });
  });

  test('are those of requests, of this method or of all; the listing’s own stay what they are', () => {
    for (const key of ['OfAnswers', 'OfAnother', 'OfNobodyKnows']) expect(() => numbered({ [key]: 1 })).toThrow(key);
    expect(numbered({ F16: 1, Taxed: 2 })).toEqual({ '15': 2, '16': 1 });
    expect(numbered({ Hat: 1 })).toEqual({ '96': 1 });
    expect(withCustomFields(invoice, [])).toBe(invoice);
  });

  test('are asked for where the listing has no such key', () => {
    expect(readInputs(invoice, given({ Taxed: 1, Line: [{ Amount: 1 }] })).hasUnknownField).toBe(false);
    expect(readInputs(invoice, given({ Taxed: 1, Line: [{ Colour: 1 }] })).hasUnknownField).toBe(true);
    expect(readInputs(invoice, given({}, { nothing: 1 })).hasUnknownField).toBe(false);
  });
});

test('what the listing asks for and is not given', () => {
  const method = aMethod({
    parameters: [
      aParameter({ id: '1', targetName: 'a', optional: false }),
      aParameter({ id: '2', targetName: 'b', optional: false }),
      aParameter({ id: '3', targetName: 'c' }),
    ],
    requestFields: [
      field('1', 'LastName', 'Text', { optional: false }),
      field('2', 'Given', 'Text', { optional: false }),
      field('3', 'Type', 'Text', { optional: false, description: '** Hidden and set as X' }),
      field('4', 'Other'),
    ],
  });
  const fields = method.requestFields.slice(1, 2);
  expect(missingInputs(method, { Parameters: { '2': null } }, fields)).toEqual(['a', 'LastName']);
  expect(missingInputs(method, { Parameters: { '1': 1, '2': 2 } }, undefined)).toEqual([]);
});
