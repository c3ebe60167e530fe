import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** The house from the top floor down. A room may use the rooms below it, and its own. */
const floors = [
  ['cli', 'index'],
  ['commands'],
  ['gateway'],
  ['http'],
  ['graphql'],
  ['context'],
  ['loaders'],
  ['cyclr'],
  ['auth'],
  ['connectors'],
  ['sandbox', 'telemetry'],
  ['config', 'errors'],
  ['ids', 'json', 'limits', 'read-file', 'secret'],
];

/** The sandbox builds third-party answers with the grammar that the gateway reads them with. */
const exceptions = new Set(['sandbox -> connectors']);

const src = join(import.meta.dirname, '../src');
const room = (file: string) => relative(src, file).split('/')[0]?.replace(/\.ts$/, '') ?? '';
const floor = (name: string) => floors.findIndex((rooms) => rooms.includes(name));

const files = globSync('**/*.ts', { cwd: src }).map((file) => join(src, file));
const imports = files.flatMap((from) =>
  Array.from(readFileSync(from, 'utf8').matchAll(/(?: from |\bimport\(|\bimport )'(\.{1,2}\/[^']+)'/g), ([, to]) => ({
    from,
    to: join(dirname(from), to ?? ''),
  })),
);

test('every room has its floor', () => {
  expect([...new Set(files.map(room))].filter((name) => floor(name) < 0)).toEqual([]);
});

test('imports run down the stairs', () => {
  expect(imports.length).toBeGreaterThan(files.length);

  const upstairs = imports
    .filter(({ from, to }) => room(from) !== room(to) && floor(room(from)) >= floor(room(to)))
    .filter(({ from, to }) => !exceptions.has(`${room(from)} -> ${room(to)}`))
    .map(({ from, to }) => `${relative(src, from)} -> ${relative(src, to)}`);

  expect(upstairs).toEqual([]);
});
