import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ReceivedRequest, startSandbox } from '../../src/sandbox/server.ts';
import { runAudit } from './audit.ts';
import { createSandboxClient } from './client.ts';
import { promises } from './promises.ts';

describe('the sandbox keeps what Cyclr promises', () => {
  test('each promise has an id of its own', () => {
    expect(new Set(promises.map(({ id }) => id)).size).toBe(promises.length);
  });

  test.for(promises.map((promise) => [promise.id, promise.level, promise.text, promise] as const))(
    '%s (%s) %s',
    async ([, , , { writes, check }]) => {
      await using sandbox = await startSandbox();
      const client = await createSandboxClient(sandbox);
      await check(client);
      expect(sandbox.received.length).toBeGreaterThan(0);
      if (writes !== true) expect(sandbox.received.filter((request) => !onlyReads(request))).toEqual([]);
    },
  );
});

/** Tokens are posted, and so are calls; that the methods called are ones that read is the checks' own care. */
function onlyReads({ method, path }: ReceivedRequest): boolean {
  return (
    method === 'GET' ||
    (method === 'POST' && /^\/oauth\/token$|\/(?:methods|test|triggers)\/[^/]+(?:\/body)?$/.test(path))
  );
}

describe('npm run audit', () => {
  const run = async (env: Record<string, string>, ...args: string[]) => {
    let [stdout, stderr] = ['', ''];
    const code = await runAudit(args, { env, out: (text) => (stdout += text), err: (text) => (stderr += text) });
    return { code, stdout, stderr };
  };

  test('prints every promise, and asks those that write only when told to', async () => {
    await using sandbox = await startSandbox();
    const env = {
      CYCLR_API_URL: `${sandbox.url}/`,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      CYCLR_ACCOUNT: 'demo-acme',
    };
    const reading = promises.filter(({ writes }) => writes !== true).length;
    const read = await run(env);
    expect(read).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`\n${reading} kept, 0 broken, ${promises.length - reading} not asked\n`),
    });
    expect(sandbox.received.filter(({ method, path }) => method === 'POST' && path.endsWith('/install'))).toEqual([]);

    const client = await createSandboxClient(sandbox);
    const state = async () =>
      Promise.all(
        ['account/connectors', 'account/connectors/custom', 'accounts'].map(
          async (path) => (await client.ask('GET', path)).text,
        ),
      );
    const before = await state();
    const write = await run(env, '--write');
    expect(write.stdout).toContain(`\n${promises.length} kept, 0 broken, 0 not asked\n`);
    expect(await state()).toEqual(before);

    sandbox.fail({ fault: { name: 'html' }, on: '/v1.0/connectors/999999999' });
    const broken = await run(env);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/broken +MUST +CATALOGUE-4/);
  });

  test('is a program', async () => {
    const { PATH = '' } = process.env;
    const started = promisify(execFile)(process.execPath, [join(import.meta.dirname, 'run.ts')], { env: { PATH } });
    await expect(started).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^npm run audit/),
    });
  });

  test('says what it lacks, and what refuses it', async () => {
    expect(await run({ CYCLR_API_URL: 'http://127.0.0.1:1' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET, CYCLR_ACCOUNT'),
    });
    await using sandbox = await startSandbox();
    const wrong = await run({
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'not-this-one',
      CYCLR_ACCOUNT: 'demo-acme',
    });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('invalid_client') });
    expect(wrong.stderr).not.toContain('not-this-one');
  });
});
