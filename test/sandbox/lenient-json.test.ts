import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/json.ts';
import { parseLenientJson } from '../../src/sandbox/wire/lenient-json.ts';
import { growth, linear } from '../growth.ts';

test.for([
  ["{'Parameters': {296076 : 1}}", '{"Parameters":{"296076":1}}'],
  ['{a:1,}', '{"a":1}'],
  ["['it\\'s', \"\\u00e9\\n\"]", '["it\'s","é\\n"]'],
  ['/* why */ {"a": /* not */ true} // here', '{"a":true}'],
  ['{x: undefined, y: null}', '{"x":null,"y":null}'],
  ['{a: 12345678901234567890, b: 1.10, c: -5e0}', '{"a":12345678901234567890,"b":1.1,"c":-5}'],
  ['\uFEFF{"a":1}', '{"a":1}'],
  ["{'__proto__': 1}", '{"__proto__":1}'],
] as const)('%s is read as %s', ([text, expected]) => {
  expect(JSON.stringify(parseLenientJson(text))).toBe(expected);
});

test.for(['', '{', '{"a"', '{"a":', '{"a":1', '[1', "'open", '{a b}', 'word', '1 2', '01', '{"a":1}}', '[,]', '-'])(
  '%j is refused',
  (text) => {
    expect(() => parseLenientJson(text)).toThrow(SyntaxError);
  },
);

test('what is nested too deeply is refused, however it is written', () => {
  expect(() => parseLenientJson('['.repeat(65) + ']'.repeat(65))).toThrow(SyntaxError);
  expect(() => parseLenientJson('['.repeat(200_000))).toThrow(SyntaxError);
  expect(() => parseLenientJson(`${"{'a':".repeat(100_000)}1`)).toThrow(SyntaxError);
});

test('JSON means to it what it means to a strict reader, digit by digit', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(JSON.stringify(parseLenientJson(text))).toBe(JSON.stringify(parseJson(text)));
      // A comment at the end makes it too much for the strict reader.
      expect(JSON.stringify(parseLenientJson(`${text} //`))).toBe(JSON.stringify(parseJson(text)));
    }),
  );
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      try {
        parseLenientJson(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});

test.for(['/*', '"\\', '  ', '//'])(
  'a text of %j over and over is refused in time proportional to it',
  async (piece) => {
    const work = (size: number) => {
      const text = piece.repeat(size);
      return () => expect(() => parseLenientJson(text)).toThrow(SyntaxError);
    };
    expect(await growth(3125, work)).toBeLessThan(linear);
  },
);
