import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest } from '../../src/text/suggest.ts';
import { growth, linear } from '../growth.ts';
import { namedMethods } from '../connectors/method-names.ts';

const fields = [
  'First Name',
  'Last Name',
  'Email Address',
  'Phone',
  'Account ID',
  '[records].LastName',
  'IsActive',
  'Id',
];
const names = [
  'List Contacts',
  'List Contacts by Account ID',
  'Get Contact',
  'Create Contact',
  'List Stores',
  'Get Pay Run',
];

describe('what was probably meant', () => {
  test.for([
    ['Lst Name', 'Last Name', fields],
    ['lastname', 'Last Name', fields],
    ['LAST  NAME', 'Last Name', fields],
    ['last_name', 'Last Name', fields],
    ['Name, First', 'First Name', fields],
    ['Email', 'Email Address', fields],
    ['Emial Adress', 'Email Address', fields],
    ['is active', 'IsActive', fields],
    ['ID', 'Id', fields],
    ['List Contact', 'List Contacts', names],
    ['listContacts', 'List Contacts', names],
    ['contacts', 'List Contacts', names],
    ['contacts by account', 'List Contacts by Account ID', names],
    ['Get Payrun', 'Get Pay Run', names],
    ['stores', 'List Stores', names],
    ['Stores List', 'List Stores', names],
  ] as const)('by %j is first of all %j', ([given, meant, candidates]) => {
    expect(suggest(given, candidates)[0]).toBe(meant);
  });

  test.for(['', ' ', '?!', 'xyzzy', 'Q', 'Void Invoice', '取得', 'constructor'])('by %j is nothing', (given) => {
    expect(suggest(given, [...fields, ...names])).toEqual([]);
  });

  test('is no more than was asked for, best first, and nothing twice', () => {
    const candidates = ['Contacts List', 'List Contacts', 'List Contracts', 'List Contact', 'List Contacts'];
    expect(suggest('List Contacts', candidates, 10)).toEqual([
      'List Contacts',
      'List Contact',
      'Contacts List',
      'List Contracts',
    ]);
    expect(suggest('List Contacts', candidates, 1)).toEqual(['List Contacts']);
    expect(suggest('List Contacts', candidates)).toHaveLength(3);
    expect(suggest('List Contacts', candidates, 0)).toEqual([]);
    expect(suggest('List Contacts', [])).toEqual([]);
  });

  test('is always found behind one wrong letter', () => {
    const known = namedMethods().map(({ name }) => name);
    const plain = known.filter((name) => /^[A-Za-z ]{10,}$/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...plain), fc.nat(), (name, at) => {
        const index = at % name.length;
        const wrong = `${name.slice(0, index)}q${name.slice(index + 1)}`;
        expect(suggest(wrong, known, known.length)).toContain(name);
      }),
      { numRuns: 100 },
    );
  });

  test.for([
    ['a letter over and over', 'q'.repeat(256)],
    ['many words', 'a b '.repeat(64)],
    ['a text that is too long', 'List Contacts '.repeat(1000)],
  ] as const)('costs no more than in proportion to the names there are: %s', async ([, text]) => {
    const work = (count: number) => {
      const many = Array.from({ length: count }, (_, index) => `Get ${'a b '.repeat(60)} ${index}`);
      return () => suggest(text, many);
    };
    expect(await growth(32, work)).toBeLessThan(linear);
  });

  test('is given for no text that is longer than any name', () => {
    expect(suggest('x'.repeat(10_000), ['x'.repeat(10_000)])).toEqual([]);
  });
});
