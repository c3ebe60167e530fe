import { describe, expect, test } from 'vitest';
import { type DataType, type ScalarName, scalarOf, toInput } from '../../src/connectors/value.ts';
import { GatewayError } from '../../src/errors.ts';
import { readObject, readValue } from '../../src/graphql/typed/read-place.ts';
import type { ValueType } from '../../src/graphql/typed/value-types.ts';
import { type Json, parseJson } from '../../src/json.ts';

const long = parseJson('9007199254740993');
const lost = 'FIELD_TYPE_MISMATCH';
const shown = (given: unknown): unknown =>
  given instanceof GatewayError ? given.code : Array.isArray(given) ? given.map(shown) : given;
const at = (key: string, lists = 0) => ({ key, lists });
const typeOf = (name: ScalarName): ValueType => ({ kind: 'scalar', scalar: name, truth: undefined });

describe('a value', () => {
  test.each<[Parameters<typeof scalarOf>[0], string, string]>([
    ['Text', 'Name', 'String'],
    ['Text', 'list_id', 'ID'],
    ['Integer', 'Id', 'ID'],
    ['Integer', 'ownerID', 'ID'],
    ['Integer', 'Paid', 'Int'],
    ['Text', 'Grid', 'String'],
    ['Decimal', 'Id', 'Float'],
    ['DateTime', 'At', 'String'],
    ['Undefined', 'Id', 'JSON'],
  ])('that is declared %s, at %s, is given as %s', (type, key, scalar) => {
    expect(scalarOf(type, key)).toBe(scalar);
  });

  test.each<[ScalarName, Json, unknown]>([
    ['String', 'a', 'a'],
    ['String', 5, '5'],
    ['String', true, 'true'],
    ['String', { a: 1 }, '{"a":1}'],
    ['String', { a: long }, '{"a":9007199254740993}'],
    ['String', ['a'], 'a'],
    ['String', ['a', 'b'], '["a","b"]'],
    ['String', [], null],
    ['String', null, null],
    ['ID', long, '9007199254740993'],
    ['Int', 5, 5],
    ['Int', '5', 5],
    ['Int', ' -5 ', -5],
    ['Int', '', null],
    ['Int', 12.5, lost],
    ['Int', 2 ** 31, lost],
    ['Int', '0x10', lost],
    ['Int', 'five', lost],
    ['Int', true, lost],
    ['Float', '12.50', 12.5],
    ['Float', '1,5', lost],
    ['Float', '0.12345678901234567890', lost],
    ['Float', long, lost],
    ['Float', parseJson('19.989999999999998'), 19.989999999999998],
    ['Float', parseJson('0.10000000000000001'), 0.1],
    ['Float', parseJson('19.990000000000000000'), 19.99],
    ['Float', parseJson('100.0000000000000000'), 100],
    ['Float', '100.0000000000000000', 100],
    ['Float', parseJson('-1.50000000000000000000e3'), -1500],
    ['Float', parseJson('0.00000000000000000000'), 0],
    ['Float', parseJson('1e999'), lost],
    ['Float', parseJson('1e-999'), lost],
    ['Float', parseJson('12345678901234567.89'), lost],
    ['Int', parseJson('2.0000'), 2],
    ['Int', parseJson('2.00000000000000000000'), 2],
    ['Int', parseJson('2.00000000000000000001'), lost],
    ['Int', '2147483648.000', lost],
    ['Boolean', 'False', false],
    ['Boolean', 1, true],
    ['Boolean', '', null],
    ...['T', 'y', 'Yes', 'TRUE', '1', ' t '].map((yes): [ScalarName, Json, unknown] => ['Boolean', yes, true]),
    ...['F', 'n', 'No', 'FALSE', '0', 0].map((no): [ScalarName, Json, unknown] => ['Boolean', no, false]),
    ['Boolean', 'maybe', lost],
    ['Boolean', 2, lost],
    ['JSON', [1, 2], [1, 2]],
  ])('as %s of %j is %j', (wanted, value, expected) => {
    expect(shown(readValue(at('x'), typeOf(wanted))({ x: value }))).toEqual(expected);
  });

  test('that is missing is null, also where every object has something of that name', () => {
    expect(readValue(at('x'), typeOf('String'))({})).toBeNull();
    expect(readValue(at('constructor'), typeOf('String'))({})).toBeNull();
    expect(readValue(at('constructor'), typeOf('String'))({ constructor: 'a' })).toBe('a');
    expect(readValue(at('x'), typeOf('String'))('no object')).toBeNull();
  });

  test('in a list fails by itself', () => {
    expect(shown(readValue(at('x', 1), typeOf('Int'))({ x: [1, 'two', null, 3] }))).toEqual([1, lost, null, 3]);
    expect(shown(readValue(at('x', 1), typeOf('Int'))({ x: 1 }))).toEqual([1]);
    expect(shown(readValue(at('x', 2), typeOf('Int'))({ x: [[1], [2, 3]] }))).toEqual([1, 2, 3]);
  });

  test('that is an object, or a list of them, is one', () => {
    expect(readObject(at('x'))({ x: { a: 1 } })).toEqual({ a: 1 });
    expect(readObject(at('x'))({ x: [{ a: 1 }] })).toEqual({ a: 1 });
    expect(shown(readObject(at('x'))({ x: 'text' }))).toBe(lost);
    expect(shown(readObject(at('x', 1))({ x: [{ a: 1 }, null, 2] }))).toEqual([{ a: 1 }, lost]);
    expect(readObject(at('x', 1))({ x: { a: 1 } })).toEqual([{ a: 1 }]);
  });

  test.each<[Json, unknown]>([
    ['T', true],
    [' f ', false],
    [true, true],
    ['', null],
    ['maybe', lost],
  ])('whose choices are T and F, as Boolean of %j is %j', (value, expected) => {
    const type: ValueType = { kind: 'scalar', scalar: 'Boolean', truth: { yes: 'T', no: 'F' } };
    expect(shown(readValue(at('x'), type)({ x: value }))).toBe(expected);
  });

  test('of a key that is an object in other answers is null there, and the object is null here', () => {
    const either = { ...at('x'), isEither: true };
    expect(readValue(either, typeOf('String'))({ x: { a: 1 } })).toBeNull();
    expect(readObject(either)({ x: 'a' })).toBeNull();
    expect(readObject(either)({ x: { a: 1 } })).toEqual({ a: 1 });
  });

  test('that cannot be given is never in the message', () => {
    const given = readValue(at('x'), typeOf('Int'))({ x: 'secret' });
    const message = given instanceof GatewayError ? given.message : '';
    expect(message).toContain('"x" cannot be given as Int without loss: got a text.');
    expect(message).not.toContain('secret');
  });

  test.each<[ScalarName, Json, string]>([
    ['Int', 3_000_000_000, 'got a number, 3000000000.'],
    ['Int', '9.99', 'got a text, 9.99.'],
    ['Int', long, 'got a long number, 9007199254740993.'],
    ['Float', long, 'got a long number, 9007199254740993.'],
  ])('that is a number and cannot be given as %s is told by its digits: %j', (wanted, value, told) => {
    const given = readValue(at('x'), typeOf(wanted))({ x: value });
    expect(given instanceof GatewayError && given.message).toContain(told);
  });

  test('that is a number is told by its digits 20 times in a list, and no more', () => {
    const given = readValue(at('x', 1), typeOf('Int'))({ x: Array.from({ length: 40 }, (_, index) => index + 0.5) });
    expect(new Set(Array.isArray(given) ? given : []).size).toBe(21);
  });
});

test.each<[DataType, Json, Json]>([
  ['Integer', '1001', 1001],
  ['Integer', '9007199254740993', long],
  ['Integer', 'A1', 'A1'],
  ['Text', '1001', '1001'],
  ['Decimal', 1.5, 1.5],
])('an input that is declared %s, given as %j, is sent as %j', (type, given, sent) => {
  expect(JSON.stringify(toInput(type, given))).toBe(JSON.stringify(sent));
});
