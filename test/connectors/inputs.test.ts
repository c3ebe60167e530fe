import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasOnlyNumbers, resolveInputs } from '../../src/connectors/inputs.ts';
import { GatewayError, type Problem } from '../../src/errors.ts';
import { type Json, type JsonObject, parseJson } from '../../src/json.ts';
import { aField, aMethod, aParameter } from './listing-methods.ts';

const field = (id: string, location: string, name: string) => aField({ id, location, name });
const parameter = (id: string, targetName: string, name: string) => aParameter({ id, targetName, name });

/** Parameter and field ids overlap, as they do at Cyclr. */
const method = aMethod({
  name: 'Create Invoice',
  parameters: [
    parameter('400', 'count', 'Number of Results'),
    parameter('401', 'AccountId', 'Account ID'),
    parameter('402', 'dateFrom', 'Date'),
    parameter('403', 'dateTo', 'Date'),
    parameter('404', 'Date To', 'dateFrom'),
    parameter('405', '77', 'Customer’s  Name '),
  ],
  requestFields: [
    field('400', 'DocNumber', 'Number'),
    field('501', 'Account.CurrencyRef.value', 'Currency'),
    field('502', 'Account.CurrencyRef.name', 'Currency Name'),
    field('503', '[Line].Amount', 'Amount'),
    field('504', '[Line].Item.Name', 'Item'),
    field('505', '[Tags]', 'Tags'),
    field('506', '\\a.b\\.c', 'Dotted'),
    field('507', 'Account.Currency', 'Account'),
    field('508', '__proto__.polluted', 'Proto'),
    field('509', 'Twice', 'First'),
    field('510', 'Twice', 'Second'),
    field('511', 'Cased.Id', 'Upper'),
    field('512', 'Cased.id', 'Lower'),
    field('513', 'Name', 'Label'),
    field('514', 'Title', 'Name'),
    field('515', '[Contacts]', 'All contacts'),
    field('516', '[Contacts].Name', 'Contact name'),
  ],
});

const resolve = (given: { parameters?: JsonObject; fields?: JsonObject; mergeFields?: JsonObject }, of = method) =>
  resolveInputs(of, { parameters: {}, fields: {}, mergeFields: {}, ...given }).inputs;

function problemsOf(given: Parameters<typeof resolve>[0], of = method): readonly Problem[] {
  try {
    resolve(given, of);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT')
      return error.details['problems'] as readonly Problem[];
    throw error;
  }
  return [];
}

describe('a parameter is given by', () => {
  test.each([
    ['its number', '400', '400'],
    ['its target name', 'count', '400'],
    ['its name', 'Number of Results', '400'],
    ['its name in any case and spacing', ' number  OF results', '400'],
    ['its target name in any case', 'ACCOUNTID', '401'],
    ['its name, typed on a keyboard', "Customer's Name", '405'],
    ['its target name before the name of another', 'dateFrom', '402'],
    ['its target name that looks like a number', '77', '405'],
    ['its exact name before another that differs in case', 'Date To', '404'],
  ])('%s: %j', (_way, key, id) => {
    expect(resolve({ parameters: { [key]: 'v' } }).Parameters).toEqual({ [id]: 'v' });
  });
});

describe('a field is given by', () => {
  test.each([
    ['its number', '400', '400'],
    ['its location', 'Account.CurrencyRef.value', '501'],
    ['its location, with a list', '[Line].Amount', '503'],
    ['its location in any case', '[LINE].amount', '503'],
    ['its location, with a literal key', '\\a.b\\.c', '506'],
    ['its name', 'Currency Name', '502'],
    ['its name in any case', 'currency name', '502'],
    ['its location before the name of another', 'Name', '513'],
    ['its name, though a way begins with it too', 'Account', '507'],
    ['its name, where others stand at its location', 'Second', '510'],
  ])('%s: %j', (_way, key, id) => {
    expect(resolve({ fields: { [key]: 'v' } }).Fields).toEqual({ [id]: 'v' });
  });

  test.each<readonly [JsonObject, JsonObject]>([
    [{ Account: { CurrencyRef: { value: 'USD' } } }, { '501': 'USD' }],
    [{ account: { currencyref: { VALUE: 'USD' } } }, { '501': 'USD' }],
    [{ Line: [{ Amount: 1, Item: { Name: 'Tea' } }] }, { '503': 1, '504': 'Tea' }],
    [{ Line: { Amount: 1 } }, { '503': 1 }],
    [
      { Line: [{ Amount: 1 }], Account: { CurrencyRef: { name: 'Euro' } } },
      { '503': 1, '502': 'Euro' },
    ],
    [{ Tags: ['a', 'b'] }, { '505': ['a', 'b'] }],
    [{ Tags: [] }, { '505': [] }],
    [{ Tags: 'a' }, { '505': 'a' }],
    [{ 'a.b': { c: 1 } }, { '506': 1 }],
    [{ Cased: { Id: 1, id: 2 } }, { '511': 1, '512': 2 }],
    [{ Contacts: [{ Name: 'Jane' }] }, { '516': 'Jane' }],
    [{ Contacts: [{ Name: 'Jane' }, { Name: 'John' }] }, { '515': [{ Name: 'Jane' }, { Name: 'John' }] }],
    [{ Contacts: ['Jane'] }, { '515': ['Jane'] }],
    [{ Account: {} }, {}],
  ])('nested objects along the locations: %j', (fields, numbered) => {
    expect(resolve({ fields }).Fields).toEqual(numbered);
  });

  test('nested objects below a root list, as if it were not there', () => {
    const rooted = aMethod({ requestFields: [field('1', '[].id', 'Id'), field('2', '[].[x].[].a', 'A')] });
    expect(resolve({ fields: { id: 7, x: [{ a: 1 }] } }, rooted).Fields).toEqual({ '1': 7, '2': 1 });
  });

  test('its location, where that is the whole body', () => {
    const whole = aMethod({ requestFields: [field('1', '.', 'File')] });
    expect(resolve({ fields: { '.': 'text' } }, whole).Fields).toEqual({ '1': 'text' });
    expect(resolve({ fields: { file: { any: [1] } } }, whole).Fields).toEqual({ '1': { any: [1] } });
  });

  test('keys that other objects inherit, without harm', () => {
    const fields = parseJson('{"__proto__":{"polluted":1}}') as JsonObject;
    expect(resolve({ fields }).Fields).toEqual({ '508': 1 });
    expect(problemsOf({ fields: { constructor: 1, toString: 2 } })).toHaveLength(2);
  });
});

test('values are passed on as they came: null, digits, objects, text', () => {
  const exact = parseJson('12345678901234567890');
  const given = { count: null, AccountId: exact, dateTo: '', '405': { any: [1] } };
  expect(resolve({ parameters: given }).Parameters).toEqual({
    '400': null,
    '401': exact,
    '403': '',
    '405': { any: [1] },
  });
});

test('merge fields are passed on unchanged', () => {
  const mergeFields = { CyclrObjectName: 'Contact', '12': [1] };
  expect(resolve({ mergeFields }).Mergefields).toBe(mergeFields);
});

test('nothing is asked for that is not given', () => {
  const needy = aMethod({ parameters: [aParameter({ optional: false, targetType: 'MergeField' })] });
  expect(resolve({}, needy)).toEqual({ Parameters: {}, Fields: {}, Mergefields: {} });
});

test('names and numbers, in any order, give one and the same result', () => {
  const byName = resolve({
    parameters: { dateTo: 'b', AccountId: 'a' },
    fields: { Line: [{ Amount: 1 }], Account: { CurrencyRef: { value: 'USD' } }, number: 7 },
  });
  const byNumber = resolve({ parameters: { '401': 'a', '403': 'b' }, fields: { '400': 7, '503': 1, '501': 'USD' } });
  expect(JSON.stringify(byName)).toBe(JSON.stringify(byNumber));
});

test('the order of the numbers holds past those that an object would sort itself', () => {
  const ids = ['99999999999', '4294967295', '12'];
  const large = aMethod({ parameters: ids.map((id) => parameter(id, `p${id}`, `P${id}`)) });
  const given = Object.fromEntries(ids.map((id) => [`p${id}`, 1]));
  expect(Object.keys(resolve({ parameters: given }, large).Parameters)).toEqual(ids.toReversed());
});

describe('a problem', () => {
  test.each<readonly [string, Parameters<typeof resolve>[0], readonly Problem[]]>([
    [
      'tells what was probably meant',
      { parameters: { cout: 1 } },
      [
        {
          path: ['parameters', 'cout'],
          message: 'There is no parameter "cout". Did you mean "count"?',
          suggestions: ['count'],
        },
      ],
    ],
    [
      'tells what there is, where nothing is near',
      { fields: { Account: { Zzz: 1 } } },
      [
        {
          path: ['fields', 'Account', 'Zzz'],
          message: 'There is no field "Zzz". Expected one of "CurrencyRef", "Currency".',
          suggestions: [],
        },
      ],
    ],
    [
      'tells of a name that several have, by their numbers',
      { parameters: { date: 1 } },
      [
        {
          path: ['parameters', 'date'],
          message: '"date" may be any of 2 parameters. Give the number of one: 402 ("dateFrom"), 403 ("dateTo").',
          suggestions: ['402', '403'],
        },
      ],
    ],
    [
      'tells of a location that several stand at',
      { fields: { Twice: 1 } },
      [
        {
          path: ['fields', 'Twice'],
          message: '"Twice" may be any of 2 fields. Give the number of one: 509 ("Twice"), 510 ("Twice").',
          suggestions: ['509', '510'],
        },
      ],
    ],
    [
      'tells of keys that differ in case only',
      { fields: { Cased: { ID: 1 } } },
      [
        {
          path: ['fields', 'Cased', 'ID'],
          message: '"ID" may be any of 2 fields. Give the number of one: 511 ("Cased.Id"), 512 ("Cased.id").',
          suggestions: ['511', '512'],
        },
      ],
    ],
    [
      'tells what is given twice',
      { fields: { '501': 'EUR', Account: { CurrencyRef: { value: 'EUR' } } } },
      [
        {
          path: ['fields', 'Account', 'CurrencyRef', 'value'],
          message: 'The field "Currency" is given twice, as "501" and as "Account → CurrencyRef → value".',
          suggestions: [],
        },
      ],
    ],
    [
      'stands where it is, inside lists too',
      { fields: { Line: [{ Item: { Nam: 'Tea' } }] } },
      [
        {
          path: ['fields', 'Line', 0, 'Item', 'Nam'],
          message: 'There is no field "Nam". Did you mean "Name"?',
          suggestions: ['Name'],
        },
      ],
    ],
  ])('%s', (_what, given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  test.each<readonly [Json, string]>([
    ['text', 'a string'],
    [null, 'null'],
    [true, 'a boolean'],
    [parseJson('12345678901234567890'), 'a number'],
    [[{ value: 'USD' }], 'a list'],
  ])('tells that an object was expected where %j came', (value, came) => {
    expect(problemsOf({ fields: { Account: { CurrencyRef: value } } })).toEqual([
      {
        path: ['fields', 'Account', 'CurrencyRef'],
        message: `Expected an object with keys such as "value", "name"; got ${came}.`,
        suggestions: [],
      },
    ]);
  });

  test('does not keep another from being told', () => {
    const paths = problemsOf({
      parameters: { cout: 1, date: 2, count: 3, 'number of results': 4, '501': 5 },
      fields: { Line: [1, 2], '402': 6, DocNumber: 7 },
    }).map(({ path }) => path.join('.'));

    expect(paths).toEqual([
      'parameters.501',
      'parameters.cout',
      'parameters.date',
      'parameters.number of results',
      'fields.402',
      'fields.Line.0',
      'fields.Line.1',
    ]);
  });

  test('names the method', () => {
    expect(() => resolve({ parameters: { a: 1 } }, aMethod({ name: 'Get Contact' }))).toThrow(
      '"Get Contact" cannot be called: There is no parameter "a". This method takes no parameters.',
    );
  });

  test('is bounded, however many keys come and however long they are', () => {
    const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${index}?${'x'.repeat(300)}`, 1]));
    const problems = problemsOf({ fields });
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toEqual({ path: [], message: '19950 more inputs do not fit.', suggestions: [] });
    expect(problems.every(({ message }) => message.length < 400)).toBe(true);
  });

  test('is a deep list without end, not an overflow', () => {
    let deep: Json = { Amount: 1 };
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    expect(problemsOf({ fields: { Line: deep } })).toHaveLength(1);
  });
});

test('by number, name, location or along the locations: any input, one result', () => {
  const clear = method.requestFields.filter(({ location }) => !/Twice|Contacts|^Name$|^Title$/.test(location));
  const keyed = fc
    .subarray([...clear])
    .chain((some) =>
      fc.tuple(...some.map((one) => fc.constantFrom(one.id, one.location).map((key) => [key, one.id] as const))),
    );
  fc.assert(
    fc.property(keyed, (keys) => {
      const given = Object.fromEntries(keys.map(([key, id]) => [key, `value of ${id}`]));
      const byNumber = Object.fromEntries(keys.map(([, id]) => [id, `value of ${id}`]));
      expect(resolve({ fields: given })).toEqual(resolve({ fields: byNumber }));
    }),
  );
});

test.each<readonly [JsonObject, JsonObject, boolean]>([
  [{}, {}, true],
  [{ '400': 1 }, { '24718360': 'John' }, true],
  [{ count: 1 }, {}, false],
  [{ '1': 1 }, { Name: 1 }, false],
  [{ '1.5': 1 }, {}, false],
  [{ '-1': 1 }, {}, false],
  [{ '': 1 }, {}, false],
  [{ '1\n': 1 }, {}, false],
])('parameters %j and fields %j have only numbers: %s', (parameters, fields, expected) => {
  expect(hasOnlyNumbers({ parameters, fields })).toBe(expected);
});
