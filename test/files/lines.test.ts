import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonText, parseJsonText } from '../../src/files/json-text.ts';

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

function read(source: string): JsonText {
  const result = parseJsonText(source, false);
  if ('message' in result) throw new Error(result.message);
  return result;
}

test('every value has the line on which it begins', () => {
  const { value, lineOf } = read(text);

  expect(value).toEqual({ a: null, b: ['x', { c: '}', 'd e': [[], [true]] }], f: "it's //" });
  expect(lineOf([])).toBe(2);
  expect(lineOf(['b'])).toBe(3);
  expect(lineOf(['b', 0])).toBe(4);
  expect(lineOf(['b', 1])).toBe(4);
  expect(lineOf(['b', 1, 'c'])).toBe(5);
  expect(lineOf(['b', 1, 'd e', 1, 0])).toBe(7);
  expect(lineOf(['f'])).toBe(11);
});

test('what is not there has the line of the nearest thing around it', () => {
  const { lineOf } = read(text);

  expect(lineOf(['b', 1, 'missing', 'deeper'])).toBe(4);
  expect(lineOf(['b', 7])).toBe(3);
  expect(lineOf(['missing'])).toBe(2);
  expect(lineOf(['f', 'length'])).toBe(11);
});

test.each(['\n', '\r\n', '\r'])('lines end with %j', (end) => {
  const source = ['{', '  // one', '  /* two', '   */ a: 1,', "  'b': 'x\\", "y', c: 2", '}'].join(end);
  const { value, lineOf } = read(source);
  expect(value).toEqual({ a: 1, b: 'xy', c: 2 });
  expect([lineOf(['a']), lineOf(['b']), lineOf(['c'])]).toEqual([4, 5, 6]);
});

test.each([
  [text, [{ line: 12, message: 'the key "a" is there twice.' }]],
  ['[{"x":1,"y":{"x":1}},{"x":1}]', []],
  ['[{"__proto__":1,\n"__proto__":1}]', [{ line: 2, message: 'the key "__proto__" is there twice.' }]],
  ['{"a":1,\n"\\u0061":1,\n"a":2}', [2, 3].map((line) => ({ line, message: 'the key "a" is there twice.' }))],
])('a key that is there twice is told, wherever it stands: %j', (source, faults) => {
  expect(read(source).faults).toEqual(faults);
});

test('any JSON has a line for every one of its values, as JSON and as JSON5', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 8 }), (value) => {
      const source = JSON.stringify(value, null, 1);
      for (const { lineOf, faults, value: parsed } of [read(source), read(`${source}// a comment`)]) {
        expect(faults).toEqual([]);
        expect(parsed).toEqual(JSON.parse(source));
        for (const { path, line } of linesOf(value)) expect(lineOf(path)).toBe(line);
      }
    }),
  );
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
