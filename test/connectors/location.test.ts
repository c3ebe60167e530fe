import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildBody, ContradictionError } from '../../src/connectors/build-body.ts';
import { formatLocation, type Location, parseLocation, readAt } from '../../src/connectors/location.ts';
import { type Json, parseJson } from '../../src/json.ts';

/** A step to one value under a key. */
const one = (key: string) => ({ key, many: false });
/** A step to a list under a key, or to the value at hand, which is one. */
const many = (key = '') => ({ key, many: true });

/** Each location of Cyclr's notation with its steps, and the body that has `v` there. */
const examples: readonly (readonly [string, Location, Json])[] = [
  ['Name', [one('Name')], { Name: 'v' }],
  ['Account Name', [one('Account Name')], { 'Account Name': 'v' }],
  [
    'Account.CurrencyRef.value',
    [one('Account'), one('CurrencyRef'), one('value')],
    { Account: { CurrencyRef: { value: 'v' } } },
  ],
  ['[records].EmailAddress', [many('records'), one('EmailAddress')], { records: [{ EmailAddress: 'v' }] }],
  ['[lists].id', [many('lists'), one('id')], { lists: [{ id: 'v' }] }],
  ['[inputs].emailBody', [many('inputs'), one('emailBody')], { inputs: [{ emailBody: 'v' }] }],
  [
    'Estimate.[Line].SalesItemLineDetail.ItemRef.value',
    [one('Estimate'), many('Line'), one('SalesItemLineDetail'), one('ItemRef'), one('value')],
    { Estimate: { Line: [{ SalesItemLineDetail: { ItemRef: { value: 'v' } } }] } },
  ],
  [
    '[RecurringTransaction].RefundReceipt.[Line].Amount',
    [many('RecurringTransaction'), one('RefundReceipt'), many('Line'), one('Amount')],
    { RecurringTransaction: [{ RefundReceipt: { Line: [{ Amount: 'v' }] } }] },
  ],
  [
    '[users].[events].event_params.custom.x',
    [many('users'), many('events'), one('event_params'), one('custom'), one('x')],
    { users: [{ events: [{ event_params: { custom: { x: 'v' } } }] }] },
  ],
  [
    'RECS.[REC].ContactCustomTabFields.ROW.F',
    [one('RECS'), many('REC'), one('ContactCustomTabFields'), one('ROW'), one('F')],
    { RECS: { REC: [{ ContactCustomTabFields: { ROW: { F: 'v' } } }] } },
  ],
  ['[].id', [many(), one('id')], [{ id: 'v' }]],
  ['[].a.b', [many(), one('a'), one('b')], [{ a: { b: 'v' } }]],
  ['[].[x].a', [many(), many('x'), one('a')], [{ x: [{ a: 'v' }] }]],
  ['[].[x].[y].a', [many(), many('x'), many('y'), one('a')], [{ x: [{ y: [{ a: 'v' }] }] }]],
  ['[].[errors].message', [many(), many('errors'), one('message')], [{ errors: [{ message: 'v' }] }]],
  ['[].[errors]', [many(), many('errors')], [{ errors: ['v'] }]],
  ['[].[cyclr_field_values]', [many(), many('cyclr_field_values')], [{ cyclr_field_values: ['v'] }]],
  ['[contacts]', [many('contacts')], { contacts: ['v'] }],
  ['[09876543210987654321]', [many('09876543210987654321')], { '09876543210987654321': ['v'] }],
  [
    'dataChangeEvent.[entities].id',
    [one('dataChangeEvent'), many('entities'), one('id')],
    { dataChangeEvent: { entities: [{ id: 'v' }] } },
  ],
  [
    'ListAllMyBucketsResult.Buckets.[Bucket].X',
    [one('ListAllMyBucketsResult'), one('Buckets'), many('Bucket'), one('X')],
    { ListAllMyBucketsResult: { Buckets: { Bucket: [{ X: 'v' }] } } },
  ],
  ['[person].@id', [many('person'), one('@id')], { person: [{ '@id': 'v' }] }],
  ['[person].#cdata-section', [many('person'), one('#cdata-section')], { person: [{ '#cdata-section': 'v' }] }],
  [
    'soapenv:Envelope.Field_ID_1',
    [one('soapenv:Envelope'), one('Field_ID_1')],
    { 'soapenv:Envelope': { Field_ID_1: 'v' } },
  ],
  ['campaign_name.$contains', [one('campaign_name'), one('$contains')], { campaign_name: { $contains: 'v' } }],
  [
    'methodCall.fields.firstname$string',
    [one('methodCall'), one('fields'), one('firstname$string')],
    { methodCall: { fields: { firstname$string: 'v' } } },
  ],
  ['[lists].customfields.n', [many('lists'), one('customfields'), one('n')], { lists: [{ customfields: { n: 'v' } }] }],
  ['[cells].123456', [many('cells'), one('123456')], { cells: [{ '123456': 'v' }] }],
  ['[].FieldName', [many(), one('FieldName')], [{ FieldName: 'v' }]],
  ['[File].Email', [many('File'), one('Email')], { File: [{ Email: 'v' }] }],
  ['data.[records]', [one('data'), many('records')], { data: { records: ['v'] } }],
  ['[Array1].\\Array2.Field\\', [many('Array1'), one('Array2.Field')], { Array1: [{ 'Array2.Field': 'v' }] }],
  ['\\a.b\\', [one('a.b')], { 'a.b': 'v' }],
  ['\\a[0]\\.c', [one('a[0]'), one('c')], { 'a[0]': { c: 'v' } }],
  [
    '[records].attributes.type',
    [many('records'), one('attributes'), one('type')],
    { records: [{ attributes: { type: 'v' } }] },
  ],
  ['.', [], 'v'],
  ['[]', [many()], ['v']],
];

const at = (text: string, value: Json) => ({ location: parseLocation(text), value });
const problemsOf = (build: () => unknown) => {
  try {
    return build();
  } catch (error) {
    return error instanceof ContradictionError ? error.contradictions : error;
  }
};

describe('the notation', () => {
  test.each(examples)('reads %s', (text, steps) => {
    expect(parseLocation(text)).toEqual(steps);
    expect(formatLocation(steps)).toBe(text);
  });

  test.each<readonly [string, Location]>([
    ['', []],
    ['a[0]', [one('a[0]')]],
    ['[a', [one('[a')]],
    ['a].b', [one('a]'), one('b')]],
    ['\\a.b', [one('\\a'), one('b')]],
    ['\\', [one('\\')]],
    ['a..b', [one('a'), one(''), one('b')]],
    ['a.', [one('a'), one('')]],
    ['..', [one(''), one(''), one('')]],
    ['[a.b].c', [many('a.b'), one('c')]],
    ['[\\a].b\\].c', [many('a].b'), one('c')]],
    ['a\nb.[c\n]', [one('a\nb'), many('c\n')]],
  ])('has no text that it does not take: %j', (text, steps) => {
    expect(parseLocation(text)).toEqual(steps);
  });

  test('writes every location that it reads so that the same is read again', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', ']', '\\', ' ', '\n', '_') });
    fc.assert(
      fc.property(text, (given) => {
        const location = parseLocation(given);
        expect(parseLocation(formatLocation(location))).toEqual(location);
      }),
      { numRuns: 2_000 },
    );
  });

  test('writes any steps so that the same are read again, short of keys that close their own quotes', () => {
    const key = fc.string({ unit: 'grapheme' }).filter((text) => !/\\\.|\\?\]\.|\\$/.test(text));
    const steps = fc.array(fc.record({ key, many: fc.boolean() }));
    fc.assert(
      fc.property(steps, (location) => {
        expect(parseLocation(formatLocation(location))).toEqual(location);
      }),
    );
  });

  test('takes a long text of opening marks without dwelling on it', () => {
    expect(parseLocation('[.'.repeat(2_000))).toHaveLength(2_001);
  });
});

describe('reading', () => {
  test.each(examples)('finds the value at %s', (text, steps, body) => {
    expect(readAt(body, parseLocation(text))).toEqual(steps.some((step) => step.many) ? ['v'] : 'v');
  });

  test.each<readonly [string, Json | undefined, string, Json | undefined]>([
    ['nothing in nothing', undefined, 'a', undefined],
    ['nothing where the key is absent', { b: 1 }, 'a', undefined],
    ['nothing below text', 'text', 'a.b', undefined],
    ['nothing below null', { a: null }, 'a.b', undefined],
    ['null where null stands', { a: null }, 'a', null],
    ['no elements of a list that is null', { a: null }, '[a].b', []],
    ['nothing of a list that is absent', {}, '[a].b', undefined],
    ['each element’s value, without gaps', { a: [{ b: 1 }, {}, { b: null }] }, '[a].b', [1, null]],
    [
      'one flat list through nested lists',
      { a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: [{ c: 3 }] }] },
      '[a].[b].c',
      [1, 2, 3],
    ],
    ['one flat list of lists', { a: [{ tags: ['x', 'y'] }, { tags: ['z'] }] }, '[a].[tags]', ['x', 'y', 'z']],
    ['the list itself as it came', { a: [[1], [2]] }, '[a]', [[1], [2]]],
    ['one thing where a list was promised', { a: { b: 1 } }, '[a].b', [1]],
    ['a list where one thing was promised', { a: [{ b: 1 }, { b: 2 }] }, 'a.b', [1, 2]],
    ['a root list where an object was promised', [{ a: 1 }, { a: 2 }], 'a', [1, 2]],
    ['an object where a root list was promised', { a: 1 }, '[].a', [1]],
    ['a list at the end, where one value was promised', { a: [1, 2] }, 'a', [1, 2]],
    ['nothing that an object only inherits', { a: 1 }, 'constructor', undefined],
  ])('finds %s', (_what, body, location, found) => {
    expect(readAt(body, parseLocation(location))).toEqual(found);
  });

  test('reads own keys of any name', () => {
    expect(readAt(parseJson('{"__proto__":{"constructor":1}}'), parseLocation('__proto__.constructor'))).toBe(1);
  });
});

describe('building a body', () => {
  test.each(examples)('puts the value at %s', (text, _steps, body) => {
    expect(buildBody([at(text, 'v')])).toEqual(body);
  });

  test('of nothing is nothing', () => {
    expect(buildBody([])).toBeUndefined();
  });

  test('joins what stands below the same keys and in the same element', () => {
    expect(
      buildBody([at('[records].Name', 'Ann'), at('[records].Address.City', 'Rome'), at('[records].Address.Zip', 1)]),
    ).toEqual({ records: [{ Name: 'Ann', Address: { City: 'Rome', Zip: 1 } }] });
  });

  test('spreads lists over rows, and puts a single value in the first', () => {
    expect(buildBody([at('[a].x', [1, 2]), at('[a].y', 'once'), at('[a].[z]', [['p', 'q'], ['r']])])).toEqual({
      a: [
        { x: 1, y: 'once', z: ['p', 'q'] },
        { x: 2, z: ['r'] },
      ],
    });
  });

  test('takes the whole list where the location ends in one', () => {
    expect(buildBody([at('[tags]', ['a', 'b']), at('[none]', [])])).toEqual({ tags: ['a', 'b'], none: [] });
  });

  test('knows the two spellings of a list in an object', () => {
    expect(buildBody([at('a.[].x', 1), at('[a].y', 2)])).toEqual({ a: [{ x: 1, y: 2 }] });
  });

  test('keeps a value as it is: null, an object, every digit', () => {
    const id = parseJson('12345678901234567890');
    expect(JSON.stringify(buildBody([at('a', null), at('b', { c: [] }), at('d', id)]))).toBe(
      '{"a":null,"b":{"c":[]},"d":12345678901234567890}',
    );
  });

  test('makes plain own data of every key', () => {
    const body = buildBody([at('__proto__.polluted', true), at('constructor.prototype', 1), at('toString', 2)]);
    expect(JSON.stringify(body)).toBe('{"__proto__":{"polluted":true},"constructor":{"prototype":1},"toString":2}');
    expect({}).not.toHaveProperty('polluted');
  });

  test('takes one value twice in one place', () => {
    expect(buildBody([at('a', { b: 1, c: 2 }), at('a', { c: 2, b: 1 })])).toEqual({ a: { b: 1, c: 2 } });
  });

  test.each([
    [
      'a.b',
      '[a].c',
      'The locations a.b and [a].c contradict each other: an object for the first is a list for the second.',
    ],
    ['a', 'a.b', 'The locations a and a.b contradict each other: a value for the first is an object for the second.'],
    [
      '[a].b.c',
      '[a].b',
      'The locations [a].b.c and [a].b contradict each other: an object for the first is a value for the second.',
    ],
    [
      '[a]',
      '[a].b',
      'The locations [a] and [a].b contradict each other: a value for the first is an object for the second.',
    ],
    ['[a]', 'a', 'The locations [a] and a contradict each other: a list for the first is a value for the second.'],
    ['.', 'a', 'The locations . and a contradict each other: a value for the first is an object for the second.'],
    ['[].a', 'b', 'The locations [].a and b contradict each other: a list for the first is an object for the second.'],
    ['a.b', 'a.b', 'Two different values are given for the location a.b.'],
  ])('refuses %s beside %s', (first, second, message) => {
    expect(problemsOf(() => buildBody([at(first, 1), at(second, 2)]))).toEqual([{ location: second, message }]);
  });

  test('names every contradiction at once', () => {
    expect(
      problemsOf(() => buildBody([at('a', 1), at('a.b', 2), at('c.d', 3), at('[c].e', 4), at('f', 5), at('a.g', 6)])),
    ).toHaveLength(3);
  });

  test('is undone by reading: every value is found at its location', () => {
    fc.assert(
      fc.property(placedValues, (placed) => {
        const body = buildBody(placed);
        for (const { location, value } of placed) {
          const found = readAt(body, location);
          const isListed = location.some((step) => step.many) && !Array.isArray(value);
          expect(found).toEqual(isListed ? [value] : value);
        }
      }),
    );
  });
});

type Shape = { readonly leaf: Json } | { readonly object: Readonly<Record<string, Shape>> } | { readonly list: Shape };

const scalar: fc.Arbitrary<Json> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({ leaf: scalar }),
    fc.record({
      object: fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'x[0]', '', '__proto__', '12', 'Ä ö'), tie('shape'), {
        minKeys: 1,
      }),
    }),
    fc.record({ list: tie('shape') }),
  ),
}));

/** Values at the ends of one shape, so that no location contradicts another. Below a list they may be given as rows. */
const placedValues = fc.tuple(shape, fc.array(scalar, { maxLength: 3 })).map(([root, rows]) =>
  locationsOf(root).map(({ location, value }, index) => {
    const isSpread = index % 2 === 1 && location.some((step) => step.many);
    return { location, value: isSpread ? rows : value };
  }),
);

function locationsOf(root: Shape, way: Location = []): { location: Location; value: Json }[] {
  if ('leaf' in root) return [{ location: way, value: root.leaf }];
  if ('list' in root) {
    const last = way.at(-1);
    // `[a]` is the list under a key; only a list that has no key of its own is `[]`.
    const isKeyed = last !== undefined && !last.many && last.key !== '';
    return locationsOf(root.list, isKeyed ? [...way.slice(0, -1), many(last.key)] : [...way, many()]);
  }
  return Object.entries(root.object).flatMap(([key, below]) => locationsOf(below, [...way, one(key)]));
}
