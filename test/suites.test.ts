import { describe, expect, test } from 'vitest';
import { filesOf, importedBy, type Suite, suiteOf, testFiles } from './suites.ts';

const suites: readonly Suite[] = ['pure', 'front-door', 'outside'];

test('every test file is in exactly one suite, and no suite is empty', () => {
  const files = suites.map(filesOf);
  expect(files.flat().toSorted()).toEqual(testFiles);
  expect(files.filter(({ length }) => length === 0)).toEqual([]);
});

describe('a test file', () => {
  test.for([
    ['test/text/glob.test.ts', 'pure', 'it calls functions'],
    ['test/http/errors.test.ts', 'pure', 'what it imports opens no port'],
    ['test/cyclr/http.test.ts', 'front-door', 'it opens a port'],
    ['test/sandbox/faults.test.ts', 'front-door', 'its fixtures start a sandbox'],
    ['test/http/guard.test.ts', 'front-door', 'the fixtures of its fixtures start a gateway'],
    ['test/cli.test.ts', 'outside', 'it starts processes'],
    ['test/clients/clients.test.ts', 'outside', 'it has GraphQL clients'],
    ['test/graphiql.test.ts', 'outside', 'its fixtures open a browser'],
  ] as const)('%s is in %s: %s', ([file, suite]) => {
    expect(suiteOf(file)).toBe(suite);
  });
});

describe('an import', () => {
  test.for([
    ["import { a } from './a.ts';", ['./a.ts']],
    ["import {\n  a,\n  type B,\n} from './a.ts';\nimport './b.ts';", ['./a.ts', './b.ts']],
    ["export { a } from './a.ts';\nexport const b = 'c';", ['./a.ts']],
    ["const { a } = await import('./a.ts');", ['./a.ts']],
  ] as const)('is found in %j', ([text, modules]) => {
    expect(importedBy(text)).toEqual(modules);
  });

  test.for(["import type { A } from './a.ts';", "import type {\n  A,\n} from './a.ts';", "const text = './a.ts';"])(
    'of types alone is none: %j',
    (text) => {
      expect(importedBy(text)).toEqual([]);
    },
  );
});
