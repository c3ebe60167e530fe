import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, exactNumber, isExactNumber, isJsonObject, parseJson } from '../src/json.ts';

test.each([
  '12345678901234567890',
  '-9007199254740993',
  '0.1234567890123456789',
  '1e999',
  '-1E-400',
  '{"a":[{"id":9223372036854775807}]}',
])('keeps every digit of %s', (text) => {
  expect(JSON.stringify(parseJson(text))).toBe(text);
});

test.each(['0', '-1', '1.5', '1e3', '9007199254740991', '123456789012345'])('%s is an ordinary number', (text) => {
  expect(parseJson(text)).toBe(Number(text));
});

test.each(['', '{', '[1,]', "{'a':1}", 'NaN', '01', '1.', 'undefined', '\u00a01'])(
  '%j is refused as JSON.parse refuses it',
  (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  },
);

test('reads what JSON.parse reads, wherever nothing is lost', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      expect(JSON.parse(JSON.stringify(parseJson(text)))).toEqual(JSON.parse(text));
    }),
  );
});

test('writes any integer as it was read', () => {
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(JSON.stringify({ value: exactNumber(String(value)) })).toBe(`{"value":${value}}`);
    }),
  );
});

test('an exact number is a number, not an object', () => {
  const exact = parseJson('12345678901234567890');
  expect(isExactNumber(exact)).toBe(true);
  expect(isJsonObject(exact)).toBe(false);
});

test('a key called __proto__ is a key', () => {
  const parsed = parseJson('{"__proto__":{"polluted":true},"id":12345678901234567890}');
  expect(Object.keys(parsed as object)).toEqual(['__proto__', 'id']);
  expect(canonicalJson(parsed)).toBe('{"__proto__":{"polluted":true},"id":12345678901234567890}');
});

test('canonical JSON is the same for equal values and for no others', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const shuffled = JSON.parse(JSON.stringify(a), (_key, value: unknown) =>
        isJsonObject(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value,
      ) as unknown;
      expect(canonicalJson(shuffled)).toBe(canonicalJson(a));
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)]);
  return { entries: entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)) };
}
