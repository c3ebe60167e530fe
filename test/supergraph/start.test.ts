import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { hasRouters } from '../needs.ts';

const program = new URL('../../examples/supergraph/start.ts', import.meta.url).pathname;
const start = (...args: readonly string[]) =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

test('says how it is used, without routers too', async () => {
  const child = start('--help');
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(0);
  expect(said).toContain('apollo, hive, hive-rust');
});

test('there are three routers', async () => {
  const child = start('--router', 'cosmo');
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([code, said]).toEqual([1, 'Unknown router "cosmo". The routers are apollo, hive, hive-rust.\n']);
});

test('an unknown option is refused, with the usage', async () => {
  const child = start('--routr', 'hive');
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  expect(said).toMatch(/^Unknown option '--routr'.*\nUsage: npm run supergraph -- /);
});

describe.runIf(hasRouters)('one command', () => {
  test('asks once, prints the answer, and leaves nothing behind', async () => {
    const child = start('--once');
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(code).toBe(0);
    expect(said).toContain('curl http://127.0.0.1:');
    expect(said).toContain('"name": "Sales CRM"');
    await expectClosed(said);
  });

  test('runs until it is told to end, and all of it ends', async () => {
    const child = start('--router', 'apollo');
    const exited = once(child, 'exit');
    let said = '';
    for await (const part of child.stdout.setEncoding('utf8')) {
      said += part as string;
      if (said.includes('Ctrl-C')) break;
    }
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await expectClosed(said);
  });
});

/** Of the three that were told. */
async function expectClosed(said: string): Promise<void> {
  const urls = new Set(said.match(/http:\/\/127\.0\.0\.1:\d+\/graphql/g));
  expect(urls.size).toBe(3);
  for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed');
}
