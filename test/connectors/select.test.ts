import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectPaths } from '../../src/connectors/select.ts';
import type { Problem } from '../../src/errors.ts';
import { type Json, type JsonObject, parseJson } from '../../src/json.ts';

const estimate = {
  Id: 1,
  Customer: { Name: 'Jane', Address: { City: 'Rome', Zip: '00100' } },
  Lines: [
    { Amount: 10, Item: { Name: 'Tea' } },
    { Amount: 20, Item: { Name: 'Cup' } },
  ],
  'a.b': { 'c[0]': 'literal', d: 'other' },
};

/** What is kept of a record by paths that are all right. */
function select(paths: readonly string[]): (record: Json) => Json {
  const problems: Problem[] = [];
  const keep = selectPaths(paths, problems);
  expect(problems).toEqual([]);
  return keep;
}

describe('selecting', () => {
  test.each<readonly [readonly string[], Json]>([
    [['Id'], { Id: 1 }],
    [['Customer.Address.City'], { Customer: { Address: { City: 'Rome' } } }],
    [['Lines.Amount'], { Lines: [{ Amount: 10 }, { Amount: 20 }] }],
    [['[Lines].Amount'], { Lines: [{ Amount: 10 }, { Amount: 20 }] }],
    [['Lines.Item.Name'], { Lines: [{ Item: { Name: 'Tea' } }, { Item: { Name: 'Cup' } }] }],
    [['Lines'], { Lines: estimate.Lines }],
    [[' Id '], { Id: 1 }],
    [['\\a.b\\.\\c[0]\\'], { 'a.b': { 'c[0]': 'literal' } }],
    [['Customer.Name', 'Customer.Address.Zip'], { Customer: { Name: 'Jane', Address: { Zip: '00100' } } }],
    [['Customer.Name', 'Customer'], { Customer: estimate.Customer }],
    [['Customer', 'Customer.Name'], { Customer: estimate.Customer }],
    [['Id', 'Id'], { Id: 1 }],
    [['Missing', 'Customer.Missing', 'Id'], { Id: 1, Customer: {} }],
    [['Id.Deeper'], { Id: 1 }],
    [['constructor'], {}],
    [[], {}],
  ])('%j', (paths, kept) => {
    expect(select(paths)(estimate)).toEqual(kept);
  });

  test('keeps the order of the record, whatever the order of the paths', () => {
    expect(JSON.stringify(select(['Name', 'Id'])({ Id: 1, Age: 2, Name: 'Jane' }))).toBe('{"Id":1,"Name":"Jane"}');
  });

  test('leaves a record that is no object as it is', () => {
    const keep = select(['Id']);
    const exact = parseJson('12345678901234567890');
    expect(['text', 7, null, exact].map((record) => keep(record))).toEqual(['text', 7, null, exact]);
  });

  test('goes into a record that is a list', () => {
    expect(select(['Id'])([{ Id: 1, Name: 'Jane' }, 'text'])).toEqual([{ Id: 1 }, 'text']);
  });

  test('keeps every digit', () => {
    const record = parseJson('{"Id":12345678901234567890,"Total":{"Sum":0.1234567890123456789,"Tax":1}}');
    expect(JSON.stringify(select(['Id', 'Total.Sum'])(record))).toBe(
      '{"Id":12345678901234567890,"Total":{"Sum":0.1234567890123456789}}',
    );
  });

  test('takes __proto__ for a key like any other', () => {
    const record = parseJson('{"__proto__":{"admin":true,"name":"x"},"Id":1}');
    expect(JSON.stringify(select(['__proto__.admin'])(record))).toBe('{"__proto__":{"admin":true}}');
    expect({}).not.toHaveProperty('admin');
  });

  test('does not change the record', () => {
    const before = structuredClone(estimate);
    select(['Lines.Amount'])(estimate);
    expect(estimate).toEqual(before);
  });

  test('by every key keeps the whole record', () => {
    const key = fc.stringMatching(/^[a-z_]{1,4}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue() as fc.Arbitrary<Json>), (record: JsonObject) => {
        expect(select(Object.keys(record))(record)).toEqual(record);
      }),
    );
  });

  test('tells every text that is not a path, at once', () => {
    const refused = ['', ' ', '.', '[]', 'a..b', 'a.', '.a', 'x'.repeat(501)];
    const problems: Problem[] = [];
    selectPaths(['Id', ...refused], problems);

    expect(problems).toMatchObject(refused.map((_text, index) => ({ path: ['select', index + 1], suggestions: [] })));
    const told = problems.map(({ message }) => message).join(' ');
    expect(told).toContain('"a..b" is not a path. Expected keys separated by dots, such as "Address.City".');
    expect(told.length).toBeLessThan(1_000);
  });
});
