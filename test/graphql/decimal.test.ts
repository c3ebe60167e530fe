import { parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import { inputScalarOf, toBodyValue, toInput } from '../../src/connectors/value.ts';
import { createDecimalScalar } from '../../src/graphql/scalars.ts';
import { type Json, parseJson } from '../../src/json.ts';

const decimal = createDecimalScalar();

describe('a Decimal', () => {
  test.each([
    ['9.99', '9.99'],
    ['12345678901234567.89', '12345678901234567.89'],
    ['9223372036854775807', '9223372036854775807'],
    ['"12345678901234567.89"', '12345678901234567.89'],
    ['" -1.5e3 "', '-1500'],
  ])('is the literal %s, with all of its digits', (literal, digits) => {
    expect(JSON.stringify(decimal.parseLiteral(parseValue(literal)))).toBe(digits);
  });

  test.each(['9.99', '12345678901234567.89', '"12345678901234567.89"', '"7"'])(
    'is the variable %s, with all of its digits',
    (text) => {
      expect(JSON.stringify(decimal.parseValue(parseJson(text)))).toBe(text.replaceAll('"', ''));
    },
  );

  test.each(['12345678901234567.89', '0.5'])('is answered as the number %s', (text) => {
    expect(JSON.stringify(decimal.serialize(parseJson(text)))).toBe(text);
  });

  test.each<readonly [Json, string]>([
    ['ten', '"ten"'],
    ['', '""'],
    ['0x10', '"0x10"'],
    [true, 'a boolean'],
    [[1], 'a list'],
    [{ a: 1 }, 'an object'],
  ])('is not the variable %j', (value, told) => {
    expect(() => decimal.parseValue(value)).toThrow(`Expected a number, such as 12.5 or "12.50"; got ${told}.`);
  });

  test.each(['true', 'RED', '[1]', '{ a: 1 }', '"ten"'])('is not the literal %s', (literal) => {
    expect(() => decimal.parseLiteral(parseValue(literal))).toThrow(/Expected a number|RED is not a JSON value/);
  });
});

test('inputs of all declared numbers are Decimal; ids, texts and truths are what they are', () => {
  expect(inputScalarOf('Integer', 'UnitPrice')).toBe('Decimal');
  expect(inputScalarOf('Float', 'rate')).toBe('Decimal');
  expect(inputScalarOf('Decimal', 'rate')).toBe('Decimal');
  expect(inputScalarOf('Integer', 'OwnerId')).toBe('ID');
  expect(inputScalarOf('Boolean', 'Paid')).toBe('Boolean');
});

test.each<readonly [string, Json, string]>([
  ['Integer', '9.99', '9.99'],
  ['Decimal', '12345678901234567.89', '12345678901234567.89'],
  ['Text', '12', '"12"'],
  ['Text', 12.5, '"12.5"'],
  ['Text', { a: 1 }, '{"a":1}'],
  ['Boolean', ' True', 'true'],
  ['Boolean', 'yes', '"yes"'],
  ['Boolean', 1, '1'],
  ['Integer', 'about 5', '"about 5"'],
  ['DateTime', '2026-01-01', '"2026-01-01"'],
])('a body has a %s given as %j as %s', (type, given, sent) => {
  expect(JSON.stringify(toBodyValue(type, given))).toBe(sent);
});

test('numbers as texts are sent as numbers, of the declared kinds alone', () => {
  expect(toInput('Integer', '9.99')).toBe(9.99);
  expect(toInput('Text', '9.99')).toBe('9.99');
});
