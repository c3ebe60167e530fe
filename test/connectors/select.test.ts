import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectPaths } from '../../src/connectors/select.ts';
import { GatewayError } from '../../src/errors.ts';
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
    expect(selectPaths(paths)(estimate)).toEqual(kept);
  });

  test('keeps the order of the record, whatever the order of the paths', () => {
    expect(JSON.stringify(selectPaths(['Name', 'Id'])({ Id: 1, Age: 2, Name: 'Jane' }))).toBe('{"Id":1,"Name":"Jane"}');
  });

  test('leaves a record that is no object as it is', () => {
    const keep = selectPaths(['Id']);
    const exact = parseJson('12345678901234567890');
    expect(['text', 7, null, exact].map((record) => keep(record))).toEqual(['text', 7, null, exact]);
  });

  test('goes into a record that is a list', () => {
    expect(selectPaths(['Id'])([{ Id: 1, Name: 'Jane' }, 'text'])).toEqual([{ Id: 1 }, 'text']);
  });

  test('keeps every digit', () => {
    const record = parseJson('{"Id":12345678901234567890,"Total":{"Sum":0.1234567890123456789,"Tax":1}}');
    expect(JSON.stringify(selectPaths(['Id', 'Total.Sum'])(record))).toBe(
      '{"Id":12345678901234567890,"Total":{"Sum":0.1234567890123456789}}',
    );
  });

  test('takes __proto__ for a key like any other', () => {
    const record = parseJson('{"__proto__":{"admin":true,"name":"x"},"Id":1}');
    expect(JSON.stringify(selectPaths(['__proto__.admin'])(record))).toBe('{"__proto__":{"admin":true}}');
    expect({}).not.toHaveProperty('admin');
  });

  test('does not change the record', () => {
    const before = structuredClone(estimate);
    selectPaths(['Lines.Amount'])(estimate);
    expect(estimate).toEqual(before);
  });

  test('by every key keeps the whole record', () => {
    const key = fc.stringMatching(/^[a-z_]{1,4}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue() as fc.Arbitrary<Json>), (record: JsonObject) => {
        expect(selectPaths(Object.keys(record))(record)).toEqual(record);
      }),
    );
  });

  test('refuses every text that is no path, at once', () => {
    const refused = ['', ' ', '.', '[]', 'a..b', 'a.', '.a', 'x'.repeat(501)];
    const failure = (() => {
      try {
        return selectPaths(['Id', ...refused]);
      } catch (error) {
        return error;
      }
    })();

    expect(failure).toBeInstanceOf(GatewayError);
    expect(failure).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { problems: refused.map((_text, index) => ({ path: ['select', index + 1], suggestions: [] })) },
    });
    expect((failure as GatewayError).message).toContain('"a..b" is no path: keys with dots between them were expected');
    expect((failure as GatewayError).message.length).toBeLessThan(1_000);
  });
});
