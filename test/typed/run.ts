import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import type { Command } from '../../src/commands/command.ts';

const root = join(import.meta.dirname, '../..');

/** What is committed. */
export const committed = {
  config: join(root, 'connectors.config.json'),
  catalogs: join(root, 'schema/catalog'),
};

/** With a directory of its own for each test. */
export const test = base.extend<{ directory: string }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  directory: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'catalogs-'));
    await use(directory);
    await rm(directory, { recursive: true });
  },
});

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function run(
  command: Command,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await command.run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env,
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
