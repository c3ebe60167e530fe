import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactNumber, isExactNumber } from '../src/numbers/exact-number.ts';
import { canonicalJson, isJsonObject, parseJson } from '../src/json.ts';

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

/** A JSON text in all of its freedom: repeated and numeric keys, white space, escapes, numbers of any length. */
const anyText = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('null', 'true', '1', '-0', '1e1', '1E+999', '0.10', '12345678901234567', '-9007199254740993'),
    fc.constantFrom(
      '"1"',
      '"12345678901234567"',
      '"a\\"1e999"',
      '"\\\\"',
      '"\\u0000x"',
      '19.990000000000000213',
      '"é"',
    ),
    fc.stringMatching(/^-?[1-9]\d{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?$/),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => `[ ${items.join(' ,')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '1', '01', '2', '__proto__', 'x1e9'), tie('value')), { maxLength: 5 })
      .map((entries) => `{${entries.map(([key, value]) => `"${key}" \n: ${value}`).join(', ')} }`),
  ),
})).value;

/** The plainest way: the engine tells the source of every number. */
function byReviver(text: string): unknown {
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, at: { source: string }) => unknown,
  ) => unknown;
  return parse(text, (_key, value, { source }) => (typeof value === 'number' ? exactNumber(source) : value));
}

test('any text is read as the engine reads it, digits apart', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(byReviver(text)));
    }),
    { numRuns: 2000 },
  );
});

test('a text that is not JSON is refused as the engine refuses it', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.nat(),
      fc.constantFrom('', ',', '1', '"', ':', '}', ']', '12345678901234567', '-', 'e9'),
      (text, at, put) => {
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + put + text.slice(place + 1);
        let plain: unknown;
        try {
          plain = byReviver(changed);
        } catch (error) {
          expect(() => parseJson(changed)).toThrow((error as Error).message);
          return;
        }
        expect(JSON.stringify(parseJson(changed))).toBe(JSON.stringify(plain));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a text nested deeper than the stack is read', () => {
  const deep = `${'['.repeat(200_000)}12345678901234567${']'.repeat(200_000)}`;
  let value: unknown = parseJson(deep);
  while (Array.isArray(value)) [value] = value as unknown[];
  expect(JSON.stringify(value)).toBe('12345678901234567');
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
