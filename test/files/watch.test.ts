import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import { watchFiles } from '../../src/files/watch.ts';
import { createGate } from '../fixtures.ts';

interface Watching {
  readonly path: (name: string) => string;
  /** Watches these names; those that are new here and changed after `since` are told. */
  readonly watch: (names: readonly string[], since?: number) => void;
  /** How often changes were told. */
  readonly told: () => number;
}

const test = base.extend<{ watching: Watching }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  watching: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    const path = (name: string) => join(folder, name);
    let told = 0;
    {
      using watcher = watchFiles(() => (told += 1));
      await use({
        path,
        watch: (names, since = Infinity) => watcher.set(names.map(path), since),
        told: () => told,
      });
    }
    await rm(folder, { recursive: true });
  },
});

const changes: readonly (readonly [what: string, change: (path: Watching['path']) => Promise<void>])[] = [
  ['is written', (path) => writeFile(path('a.json'), '{ "changed": true }')],
  [
    'is replaced, as editors do',
    async (path) => {
      await writeFile(path('a.json~'), '{}');
      await rename(path('a.json~'), path('a.json'));
    },
  ],
  ['is deleted', (path) => rm(path('a.json'))],
  ['appears', (path) => writeFile(path('later.json'), '{}')],
  ['is one of a directory', (path) => writeFile(path('catalogs/b.json'), '{}')],
  [
    'is where a link leads',
    async (path) => {
      await symlink(path('two'), path('link~'));
      await rename(path('link~'), path('link'));
    },
  ],
];

test.for(changes)('a file that %s is told', async ([, change], { watching: { path, watch, told } }) => {
  await writeFile(path('a.json'), '{}');
  await mkdir(path('catalogs'));
  await writeFile(path('one'), '1');
  await writeFile(path('two'), '22');
  await symlink(path('one'), path('link'));
  watch(['a.json', 'later.json', 'catalogs', 'link']);
  await change(path);
  await expect.poll(told).toBe(1);
});

test('what is beside the files is not told, nor what is watched no more', async ({ watching }) => {
  const { path, watch, told } = watching;
  await writeFile(path('a.json'), '{}');
  await writeFile(path('b.json'), '{}');
  watch(['a.json', 'b.json']);
  watch(['b.json']);
  const other = createGate();
  using others = watchFiles(other.open);
  others.set([path('a.json'), path('c.json')], Infinity);
  await writeFile(path('a.json'), '{ "changed": true }');
  await writeFile(path('c.json'), '{}');
  await other.opened;
  expect(told()).toBe(0);
  await writeFile(path('b.json'), '{ "changed": true }');
  await expect.poll(told).toBe(1);
});

test('a file that was read, and changed before it was watched, is told', async ({
  watching: { path, watch, told },
}) => {
  await writeFile(path('a.json'), '{}');
  await utimes(path('a.json'), 2000, 2000);
  watch(['a.json'], 2_000_000);
  watch([]);
  watch(['a.json'], 1_999_000);
  await expect.poll(told).toBe(1);
});
