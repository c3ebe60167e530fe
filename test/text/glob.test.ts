import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlobs } from '../../src/text/glob.ts';
import { growth, linear } from '../growth.ts';

/** Whether `text` fits `pattern`, in the shortest way to say it, and a slow one. */
function fits(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) return fits(pattern.slice(1), text) || (text !== '' && fits(pattern, text.slice(1)));
  return pattern[0] === text[0] && fits(pattern.slice(1), text.slice(1));
}

describe('a glob', () => {
  test.for([
    ['List Contacts', 'List Contacts', true],
    ['List Contacts', 'List Contacts 2', false],
    ['List *', 'List Contacts', true],
    ['List *', 'Relist Contacts', false],
    ['* Contact', 'Delete Contact', true],
    ['*', '', true],
    ['*', 'anything', true],
    ['', 'x', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*bc*c', 'abc', false],
    ['**a**', 'bab', true],
  ] as const)('%j on %j: %j', ([pattern, name, expected]) => {
    expect(compileGlobs([pattern])(name)).toBe(expected);
  });

  test('of several need only fit once', () => {
    const fitsOne = compileGlobs(['List *', 'Get *']);
    expect(['List X', 'Get X', 'Set X'].map(fitsOne)).toEqual([true, true, false]);
  });

  test('takes everything but the star for itself', () => {
    for (const name of ['Is Active?', '[a]', 'a.b', 'a\\b', '$&', '(x+)+', '{a,b}', '!x', '^']) {
      expect(compileGlobs([name])(name)).toBe(true);
      expect(compileGlobs([name])('xx')).toBe(false);
    }
    expect(compileGlobs(['a.c'])('abc')).toBe(false);
    expect(compileGlobs(['a?'])('ab')).toBe(false);
  });

  test('takes no notice of case, of spaces too many, and of how an accent is written', () => {
    expect(compileGlobs(['delete *'])('  DELETE   Contact ')).toBe(true);
    expect(compileGlobs(['Delete Contact'])('Delete\u00a0contact')).toBe(true);
    expect(compileGlobs(['caf\u00e9'])('CAFE\u0301')).toBe(true);
  });

  test('fits what a simple reference says it fits', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (glob, name) => {
        expect(compileGlobs([glob])(name)).toBe(fits(glob, name));
      }),
      { numRuns: 2000 },
    );
  });

  test.for([`${'*a'.repeat(100)}*b`, `${'a*'.repeat(100)}b*`, `*${'a'.repeat(198)}b`, '*b*'.repeat(66)])(
    'takes time in proportion to the name, though the pattern was made to take long: %s',
    async (pattern) => {
      const isFitting = compileGlobs([pattern]);
      const work = (size: number) => {
        const name = 'a'.repeat(size);
        return () => expect(isFitting(name)).toBe(false);
      };
      expect(await growth(6250, work)).toBeLessThan(linear);
    },
  );
});
