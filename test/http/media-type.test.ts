import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUtf8, parseAccept, parseMediaType } from '../../src/http/media-type.ts';

const plain = (parsed: ReturnType<typeof parseMediaType>) =>
  parsed && [parsed.type, Object.fromEntries(parsed.parameters)];

describe('a media type', () => {
  test.for([
    ['application/json', ['application/json', {}]],
    ['Application/JSON', ['application/json', {}]],
    [' \tapplication/json\t ', ['application/json', {}]],
    ['application/json;', ['application/json', {}]],
    ['application/json ; ;; charset=utf-8 ;', ['application/json', { charset: 'utf-8' }]],
    ['application/json;CHARSET="UTF-8"', ['application/json', { charset: 'UTF-8' }]],
    ['application/json;charset = utf-8', ['application/json', { charset: 'utf-8' }]],
    ['application/json; foo=bar; charset=utf-8', ['application/json', { foo: 'bar', charset: 'utf-8' }]],
    ['a/b; c="x;y,\\"z\\\\"', ['a/b', { c: 'x;y,"z\\' }]],
    ['a/b; c=""', ['a/b', { c: '' }]],
    ['a/b; __proto__=c', ['a/b', Object.fromEntries([['__proto__', 'c']])]],
    ['a/b; c', ['a/b', {}]],
    ['a/b; c=', ['a/b', { c: '' }]],
    ['a/b; c=d; C=d', ['a/b', { c: 'd' }]],
    ['a/b; c=d; c=e', undefined],
    ['application/vnd.api+json', ['application/vnd.api+json', {}]],
    ['', undefined],
    ['json', undefined],
    ['application/', undefined],
    ['application / json', undefined],
    ['application/json, text/plain', undefined],
    ['application/json charset=utf-8', undefined],
    ['application/json\u00a0', undefined],
  ] as const)('%j', ([text, expected]) => {
    expect(plain(parseMediaType(text))).toEqual(expected);
  });

  test.for([
    ['', true],
    [';charset=utf-8', true],
    [';charset="Utf-8"', true],
    [';charset=UTF8', true],
    [";charset='utf-8'", false],
    [';charset=utf-16', false],
    [';charset=""', false],
    [';charset=', false],
  ] as const)('with the charset %s is UTF-8: %s', ([charset, expected]) => {
    const parsed = parseMediaType(`application/json${charset}`);
    expect(parsed !== undefined && isUtf8(parsed)).toBe(expected);
  });
});

describe('Accept', () => {
  test.for([
    ['a/b', [['a/b', 1]]],
    [
      'a/b;q=0.125, c/d ; Q=0',
      [
        ['a/b', 0.125],
        ['c/d', 0],
      ],
    ],
    [
      'a/b;q=1.000,*/*;q=.2',
      [
        ['a/b', 1],
        ['*/*', 0.2],
      ],
    ],
    ['a/b;q=2, c/d;q=x, e/f;q=-1, g/h;q=1.5, i/j;q=', []],
    [', ,a/*,', [['a/*', 1]]],
    [
      'a/b;c="d,e/f", g/h',
      [
        ['a/b', 1],
        ['g/h', 1],
      ],
    ],
    ['a/b;c=d;q=0.5;ext=1', [['a/b', 0.5]]],
    ['a/b;c="never closed, d/e', [['a/b', 1]]],
  ] as const)('%s', ([text, expected]) => {
    expect(parseAccept(text).map(({ type, quality }) => [type, quality])).toEqual(expected);
  });

  test('keeps its parameters, without the weight', () => {
    expect(parseAccept('multipart/mixed;deferSpec=20220824;q=0.5')[0]?.parameters).toEqual(
      new Map([['deferspec', '20220824']]),
    );
  });
});

test('any text is read, and none throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a/;,="\\q \t*1.')) }), (text) => {
      for (const { type, quality } of parseAccept(text)) {
        expect(type).toMatch(/^[^\s/;,]+\/[^\s/;,]+$/);
        expect(quality).toBeGreaterThanOrEqual(0);
        expect(quality).toBeLessThanOrEqual(1);
      }
    }),
  );
});
