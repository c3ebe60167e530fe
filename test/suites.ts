import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * What a test file needs around it:
 *
 * - `pure`: nothing. It calls functions.
 * - `front-door`: a gateway or a sandbox in its own process, or a port on loopback.
 * - `outside`: programs that are not ours or processes of their own: a browser, Redis, git, npm, the command line,
 *   GraphQL clients.
 */
export type Suite = 'pure' | 'front-door' | 'outside';

/** What the two ways of a request must do alike: audits, limits, errors, isolation, redaction, cancellation. */
export const conformance: readonly string[] = [
  'test/answer-size.test.ts',
  'test/bytes-in-flight.test.ts',
  'test/cancellation.test.ts',
  'test/config-limits.test.ts',
  'test/errors.test.ts',
  'test/graphql-over-http.test.ts',
  'test/http.test.ts',
  'test/http/refused-whole.test.ts',
  'test/isolation.test.ts',
  'test/json.test.ts',
  'test/limits-echo.test.ts',
  'test/limits.test.ts',
  'test/logs.test.ts',
  'test/persisted-documents.test.ts',
  'test/redaction.test.ts',
  'test/security-router.test.ts',
];

/** Packages that make a test one of `outside`, with what is below their path. */
const programs = ['node:child_process', 'playwright-core', 'vite', 'ioredis', '@apollo/client', '@urql/core'];

/** Modules that make a test one of `front-door`. What is ours is a path from the root. */
const servers = [
  'src/index.ts',
  'src/gateway.ts',
  'src/upstream.ts',
  'src/commands',
  'src/http/server',
  'src/sandbox/server.ts',
  'node:http',
  'node:net',
];

const root = join(import.meta.dirname, '..');

/** All test files, as paths from the root. */
export const testFiles: readonly string[] = globSync('test/**/*.test.ts', {
  cwd: root,
  // The peers of the benchmark have packages of their own, and those have tests.
  exclude: ['**/node_modules/**'],
}).toSorted();

/**
 * The suite of a test file, by what it and its helpers import, so that a new file is in one without being listed.
 * Imports of types alone do not count. Files under src are not followed.
 *
 * @param file a path from the root
 */
export function suiteOf(file: string): Suite {
  const imported = importsFrom(file);
  const some = (modules: readonly string[]) =>
    modules.some((module) => imported.some((one) => one === module || one.startsWith(`${module}/`)));
  if (some(programs)) return 'outside';
  return some(servers) ? 'front-door' : 'pure';
}

export function filesOf(suite: Suite): string[] {
  return testFiles.filter((file) => suiteOf(file) === suite);
}

/** What the file imports, and what the files of test and examples import that it imports. */
function importsFrom(file: string): readonly string[] {
  const found = new Set<string>([file]);
  for (const one of found) {
    // What only looks like an import, in the text of a test, is no file.
    if (!/^(?:test|examples)\/.*\.tsx?$/.test(one) || !existsSync(join(root, one))) continue;
    for (const module of importedBy(readFileSync(join(root, one), 'utf8'))) {
      found.add(module.startsWith('.') ? relative(root, join(root, dirname(one), module)) : module);
    }
  }
  return [...found];
}

const importing = /^(?:import|export)\b(?! type\b)[^;']*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** Names of modules in a TypeScript text, as they are written, without imports of types alone. */
export function importedBy(text: string): readonly string[] {
  return Array.from(text.matchAll(importing), ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}
