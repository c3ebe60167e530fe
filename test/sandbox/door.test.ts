import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const door = 'src/sandbox/server.ts';

/** Every import of a file of ours, as paths from the root of the repository. */
const imports = globSync('{src,test,examples}/**/*.{ts,tsx}', { cwd: root, exclude: ['**/node_modules/**'] })
  .concat('codegen.ts')
  .flatMap((from) =>
    Array.from(
      readFileSync(join(root, from), 'utf8').matchAll(/(?: from |\bimport\(|\bimport )'(\.{1,2}\/[^']+)'/g),
      ([, to = '']) => ({ from, to: relative(root, join(root, dirname(from), to)) }),
    ),
  );
const isInside = (file: string) => file.startsWith('src/sandbox/');

test('other folders import no file of the sandbox but its entrance', () => {
  const past = imports
    .filter(({ from, to }) => isInside(to) && !isInside(from) && !from.startsWith('test/sandbox/'))
    .filter(({ to }) => to !== door)
    .map(({ from, to }) => `${from} -> ${to}`);
  expect(past).toEqual([]);
  expect(imports.filter(({ from, to }) => to === door && !isInside(from)).length).toBeGreaterThan(5);
});

test('the sandbox uses the grammar of locations, exact JSON, the reader of files and waits, and nothing else of the gateway', () => {
  const used = imports.filter(({ from, to }) => isInside(from) && !isInside(to)).map(({ to }) => to);
  expect([...new Set(used)].toSorted()).toEqual([
    'src/connectors/build-body.ts',
    'src/connectors/location.ts',
    'src/files/document.ts',
    'src/files/fault.ts',
    'src/files/shown.ts',
    'src/json.ts',
    'src/limits.ts',
    'src/numbers/exact-number.ts',
    'src/text/quoted.ts',
    'src/text/suggest.ts',
    'src/waiting.ts',
  ]);
});
