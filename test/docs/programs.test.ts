import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test as base } from 'vitest';
import { runCommand } from '../run-command.ts';
import { blocksIn, root } from './blocks.ts';

const run = promisify(execFile);
const programs = blocksIn('ts', 'tsx');

/** What the pages tell their readers to copy, or to have already. */
const preludes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/persisted-documents.md': {
    'src/persisted-id.ts': await readFile(join(root, 'examples/persisted-id.ts'), 'utf8'),
    'src/name.ts':
      "import { graphql } from './graphql';\nexport const name = graphql(`query Name { accountConnector(id: 1873) { name } }`);\n",
  },
};

/** As Vite's template for React has it, for the files of all pages together. */
const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'esnext',
  lib: ['esnext', 'dom'],
  module: 'esnext',
  moduleResolution: 'bundler',
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  jsx: 'react-jsx',
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  skipLibCheck: true,
};

/** A folder with a folder for each page, which has the files of its snippets. */
const test = base.extend<{ folder: string }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*'] }));
    const files = programs.map(({ page, file = '', text }) => [join(folder, page, file), text] as const);
    const others = Object.entries(preludes).flatMap(([page, all]) =>
      Object.entries(all).map(([file, text]) => [join(folder, page, file), text] as const),
    );
    for (const [path, text] of [...files, ...others]) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

describe('a program of a page', () => {
  test('says which file it is, so that others can import it', () => {
    expect(programs.length).toBeGreaterThan(10);
    expect(programs.filter(({ file }) => file === undefined).map(({ title }) => title)).toEqual([]);
  });

  test('compiles as it stands, with what the code generator makes of it', async ({ folder }) => {
    for (const { page } of programs.filter(({ file }) => file === 'codegen.ts')) {
      await cp(join(root, 'schema/schema.graphql'), join(folder, page, 'schema.graphql'));
      await run(join(root, 'node_modules/.bin/graphql-codegen'), ['--silent'], { cwd: join(folder, page) });
    }
    const manifest = join(folder, 'docs/persisted-documents.md/src/graphql/persisted-documents.json');
    expect(Object.values(JSON.parse(await readFile(manifest, 'utf8')) as object)).toEqual([
      expect.stringContaining('query Name'),
    ]);
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch(
      (failed: { stdout: string }) => failed,
    );
    expect(stdout).toBe('');
  });
});

/** The commands of a block, without comments and line breaks within. */
const commands = blocksIn('sh').flatMap(({ title, text }) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => line.replace(/(?:^|\s)#.*/, '').split('&&'))
    .map((command) => ({ title, command: command.trim() }))
    .filter(({ command }) => command !== ''),
);

describe('a command of a page', () => {
  test.for(blocksIn('sh'))('of $title can be read by a shell', async ({ text }) => {
    await expect(run('sh', ['-n', '-c', text])).resolves.toMatchObject({ stderr: '' });
  });

  test('of npm is a script, or installs what the examples are tested with', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, object>;
    const packages = { ...manifest['dependencies'], ...manifest['devDependencies'] };
    const faults = commands.flatMap(({ title, command }) => {
      const [, script] = /\bnpm (?:run )?(\S+)/.exec(command) ?? [];
      if (script === undefined || script === 'ci') return [];
      const names =
        script === 'install'
          ? command
              .split(/\s+/)
              .slice(2)
              .filter((word) => !word.startsWith('-') && !(word in packages))
          : [script].filter((name) => !(name in (manifest['scripts'] ?? {})));
      return names.map((name) => `${title}: ${name}`);
    });
    expect(faults).toEqual([]);
  });

  test('of ours has the options that it is given', async () => {
    const ours = commands.flatMap(({ title, command }) => {
      const [, args] = /(?:^|\s)(?:cyclr-gateway|\S*src\/cli\.ts) (.*)/.exec(command) ?? [];
      const [, ofSandbox] = /npm run sandbox -- (.*)/.exec(command) ?? [];
      const given = args ?? (ofSandbox && `sandbox ${ofSandbox}`);
      return given === undefined ? [] : [{ title, words: given.split(/\s+/) }];
    });
    expect(ours.length).toBeGreaterThan(4);
    for (const { title, words } of ours) {
      const names = words.slice(
        0,
        words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-')),
      );
      const { code, out } = await runCommand([...(names.length === 0 ? words.slice(0, 1) : names), '--help']);
      const missing = words.filter((word) => word.startsWith('--') && !out.includes(word.replace(/=.*/, '')));
      expect({ title, code, missing }).toEqual({ title, code: 0, missing: [] });
    }
  });
});
