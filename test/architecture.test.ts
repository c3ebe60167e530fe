import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The house from the top floor down. A room imports from the floors below it and from itself; rooms on one floor do not
 * import each other, so `graphql` and `http` are two wings.
 */
const floors = [
  ['cli', 'index'],
  ['commands'],
  ['gateway'],
  ['graphql', 'http'],
  ['context'],
  ['loaders'],
  ['calls'],
  ['upstream'],
  ['cyclr', 'sandbox', 'catalog', 'policy', 'redis'],
  ['connectors', 'auth', 'telemetry'],
  ['files', 'config'],
  ['errors', 'text', 'third-party'],
  ['spans'],
  ['bytes', 'graphql-error', 'ids', 'json', 'limits', 'recently-used', 'secret', 'waiting'],
  ['numbers', 'signal'],
];

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
    .map(({ from, to }) => `${relative(src, from)} -> ${relative(src, to)}`);

  expect(upstairs).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const importsOf = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of importsOf.get(file) ?? []) {
      const circle = circleFrom(to, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };

  const circles = files.map((file) => circleFrom(file, [])).filter((circle) => circle !== undefined);
  expect(new Set(circles.map((circle) => circle.map((file) => relative(src, file)).join(' -> ')))).toEqual(new Set());
});

test('one folder joins the rules of a request to Yoga, and one file makes its errors', () => {
  const knowingYoga = files.filter((file) => / from 'graphql-yoga'/.test(readFileSync(file, 'utf8')));
  const elsewhere = knowingYoga.map((file) => relative(src, file)).filter((file) => !file.startsWith('http/yoga/'));
  expect(elsewhere).toEqual(['graphql-error.ts']);
});

test('one map of the gateway is keyed by a request', () => {
  const gateway = files.filter((file) => !relative(src, file).startsWith('sandbox/'));
  const maps = gateway.flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(/new (?:WeakMap|Map|WeakSet|Set)<\w*Request\b/g), () =>
      relative(src, file),
    ),
  );
  expect(maps).toEqual(['http/exchange.ts']);
});
