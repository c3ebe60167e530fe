import * as fc from 'fast-check';
import JSON5 from 'json5';
import { expect, test } from 'vitest';
import { locateJson } from '../../src/files/json-places.ts';

const text = `// A comment with "quotes", { and [
{
  "a": 1, 'b': [ /* one
    two */ "x", {
      c: "}",
      "d e": [[],
        [true]],
    },
  ],

  "\\u0066": 'it\\'s //',
  "a": null
}`;

test('every value has the line on which it begins', () => {
  const { lineOf } = locateJson(text);

  expect(lineOf([])).toBe(1);
  expect(lineOf(['b'])).toBe(3);
  expect(lineOf(['b', 0])).toBe(4);
  expect(lineOf(['b', 1])).toBe(4);
  expect(lineOf(['b', 1, 'c'])).toBe(5);
  expect(lineOf(['b', 1, 'd e', 1, 0])).toBe(7);
  expect(lineOf(['f'])).toBe(11);
});

test('what is not there has the line of the nearest thing around it', () => {
  const { lineOf } = locateJson(text);

  expect(lineOf(['b', 1, 'missing', 'deeper'])).toBe(4);
  expect(lineOf(['b', 7])).toBe(3);
  expect(lineOf(['missing'])).toBe(1);
});

test('a key that is there twice is found, wherever it stands', () => {
  expect(locateJson(text).repeatedKeys).toEqual([{ key: 'a', line: 12 }]);
  expect(locateJson('[{"x":1,"y":{"x":1}},{"x":1}]').repeatedKeys).toEqual([]);
  expect(locateJson('[{"__proto__":1,\n"__proto__":1}]').repeatedKeys).toEqual([{ key: '__proto__', line: 2 }]);
});

test('any JSON has a place for every one of its values', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const { lineOf, repeatedKeys } = locateJson(JSON.stringify(value, null, 1));
      expect(repeatedKeys).toEqual([]);
      for (const { path, line } of linesOf(value)) expect(lineOf(path)).toBe(line);
    }),
  );
  expect(JSON5.parse(text)).toMatchObject({ f: "it's //" });
});

/** The line of every value, as `JSON.stringify` with an indent puts one on each. */
function linesOf(root: unknown): readonly { readonly path: readonly PropertyKey[]; readonly line: number }[] {
  let line = 0;
  const found: { path: readonly PropertyKey[]; line: number }[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    line += 1;
    found.push({ path, line });
    if (typeof value !== 'object' || value === null) return;
    const inner = Object.entries(value);
    for (const [key, item] of inner) visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
    if (inner.length > 0) line += 1;
  };
  visit(root, []);
  return found;
}
