import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonBytes, stringifyPieces } from '../../src/spans/json-bytes.ts';

/** JSON values, of which some are bytes. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = Buffer.from(JSON.stringify(value).slice(1, -1));
    return value.length % 2 === 1 ? [new JsonBytes([elements], { areElements: true })] : value.map(withBytes);
  }
  if (typeof value !== 'object' || value === null) return value;
  const isOdd = Object.keys(value).length % 2 === 1;
  if (isOdd) return new JsonBytes([Buffer.from(JSON.stringify(value))]);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withBytes(inner)]));
}

test('values and bytes are written as one text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(stringifyPieces(withBytes(value)).join('')).toBe(JSON.stringify(value));
    }),
  );
});

test('bytes of some size are passed on as they are, and not copied', () => {
  const text = Buffer.from(JSON.stringify('x'.repeat(4000)));
  const [first, second] = [text.subarray(0, 100), text.subarray(100)];
  const large = new JsonBytes([first, second]);
  const pieces = stringifyPieces({
    a: [1, large, new JsonBytes([Buffer.from('{"b":12345678901234567890}')])],
    c: large,
  });
  expect(pieces).toEqual(['{"a":[1,', first, second, ',{"b":12345678901234567890}],"c":', first, second, '}']);
  expect(pieces[1]).toBe(first);
});

test('a value is parsed where something else writes it, and elements are refused', () => {
  expect(JSON.stringify({ a: new JsonBytes([Buffer.from('{"b": 12345678901234567890}')]) })).toBe(
    '{"a":{"b":12345678901234567890}}',
  );
  expect(() => JSON.stringify([new JsonBytes([Buffer.from('1,2')], { areElements: true })])).toThrow(/stringifyPieces/);
});
