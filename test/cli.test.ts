import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';

const cli = join(import.meta.dirname, '../src/cli.ts');

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

const test = base.extend<{ run: (args: readonly string[], env?: Record<string, string>) => Run }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  run: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use((args, env = {}) => {
      const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], ...env } });
      children.push(child);
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      return {
        child,
        out: () => out,
        err: () => err,
        ended: once(child, 'exit').then(([code]) => code as number | null),
      };
    });
    for (const child of children) child.kill('SIGKILL');
  },
});

const address = (text: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';

test.for([[], ['--help'], ['help']])('%j prints the commands', async (args, { run }) => {
  const { ended, out } = run(args);
  expect(await ended).toBe(0);
  expect(out()).toContain('serve');
});

test.for(['serve', 'sandbox', 'policy', 'doctor', 'config'])('%s --help has examples', async (command, { run }) => {
  const { ended, out } = run([command, '--help']);
  expect(await ended).toBe(0);
  expect(out()).toContain('Examples:');
});

test.for([['nothing'], ['serve', '--nothing'], ['sandbox', '--port', 'x'], ['sandbox', '--relay', 'x']])(
  '%j is called wrongly',
  async (args, { run }) => {
    const { ended, err } = run(args);
    expect(await ended).toBe(2);
    expect(err()).not.toBe('');
  },
);

describe('config print', () => {
  test('shows every variable that docs/configuration.md lists, and no secret', async ({ run }) => {
    const { ended, out } = run(['config', 'print'], { PORT: '8080', REDIS_URL: 'redis://:marker@localhost' });
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^PORT +set +8080$/m);
    expect(out()).toMatch(/^REDIS_URL +set +\[secret\]$/m);
    expect(out()).not.toContain('marker');
    const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8');
    const shown = Array.from(out().matchAll(/^[A-Z_]+/gm), ([variable]) => variable);
    expect(shown.filter((variable) => !page.includes(`\`${variable}\``))).toEqual([]);
    expect(shown.length).toBeGreaterThan(20);
  });

  test('names what is wrong', async ({ run }) => {
    const { ended, err } = run(['config', 'print'], { PORT: 'x' });
    expect(await ended).toBe(1);
    expect(err()).toContain('PORT');
  });
});

describe('doctor', () => {
  test('finds nothing wrong with the sandbox, and tells who must reconnect', async ({ run }) => {
    const { ended, out } = run(['doctor', '--account', 'demo-acme']);
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^ok +credentials/m);
    expect(out()).toMatch(/7 account connectors; to be reconnected: "Old CRM"/);
  });

  test('says what is wrong, and with what', async ({ run }) => {
    const upstream = run(['sandbox', '--port', '0']);
    await expect.poll(upstream.out, { timeout: 15_000 }).toContain('http://');
    const cyclr = {
      CYCLR_API_URL: address(upstream.out()),
      CYCLR_CLIENT_ID: 'sandbox',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
    };
    const { ended, out } = run(['doctor', '--account', 'nobody'], {
      ...cyclr,
      CYCLR_CLIENT_SECRET: 'wrong-marker',
      POLICY_FILE: '/nowhere.json',
      PERSISTED_DOCUMENTS: '/nowhere-too.json',
    });
    expect(await ended).toBe(1);
    expect(out()).toMatch(/^FAULT +policy: .*\/nowhere\.json/m);
    expect(out()).toMatch(/^FAULT +persisted documents: .*\/nowhere-too\.json/m);
    expect(out()).toMatch(/^FAULT +credentials: .*CYCLR_CLIENT_SECRET/m);
    expect(out()).not.toContain('marker');
    const half = run(['doctor'], { CYCLR_API_URL: 'https://api.cyclr.com' });
    expect(await half.ended).toBe(1);
    expect(half.out()).toMatch(/^FAULT +configuration/m);
  });
});

describe('serve', () => {
  test('tells where GraphiQL is, what the sandbox has, and a call that works when pasted', async ({ run }) => {
    const { child, out, ended } = run(['serve', '--port', '0']);
    await expect.poll(out, { timeout: 15_000 }).toContain('curl ');
    expect(out()).toMatch(/GraphiQL +http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(out()).toMatch(/1873 +Sales CRM/);

    const [, pasted] = /^ +(curl .*)$/m.exec(out()) ?? [];
    const curl = spawn('sh', ['-c', pasted ?? 'false']);
    let answer = '';
    curl.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await once(curl, 'exit');
    expect(JSON.parse(answer)).toMatchObject({
      data: { callConnectorMethod: [{ Name: 'John Doe' }, { Name: 'Jane Doe' }] },
    });

    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('refuses a configuration that is half there, and names every variable at fault', async ({ run }) => {
    const { ended, err } = run(['serve'], { CYCLR_API_URL: 'https://api.cyclr.com', PORT: '0' });
    expect(await ended).toBe(1);
    for (const variable of ['CYCLR_CLIENT_ID', 'CYCLR_CLIENT_SECRET', 'AUTH_JWKS_URL'])
      expect(err()).toContain(variable);
    expect(err()).not.toMatch(/^\s+at /m);
  });

  test('refuses a policy that cannot be read, and a port that is taken', async ({ run }) => {
    const policy = run(['serve', '--port', '0'], { POLICY_FILE: '/nowhere/policy.json' });
    expect(await policy.ended).toBe(1);
    expect(policy.err()).toContain('/nowhere/policy.json');

    const first = run(['serve', '--port', '0']);
    await expect.poll(first.out, { timeout: 15_000 }).toContain('curl ');
    const second = run(['serve', '--port', new URL(address(first.out())).port]);
    expect(await second.ended).toBe(1);
    expect(second.err()).toContain('--port');
  });

  test('on SIGTERM answers what is on its way, takes no more, and ends with 0', async ({ run }) => {
    const upstream = run(['sandbox', '--port', '0', '--control']);
    await expect.poll(upstream.out, { timeout: 15_000 }).toContain('http://');
    const sandbox = address(upstream.out());
    const { child, out, ended } = run(['serve', '--port', '0'], {
      CYCLR_API_URL: sandbox,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
    });
    await expect.poll(out, { timeout: 15_000 }).toContain('started');
    const { url } = JSON.parse(
      out()
        .split('\n')
        .find((line) => line.includes('started')) ?? '{}',
    ) as { url: string };

    await fetch(`${sandbox}/sandbox/faults`, {
      method: 'POST',
      body: '{ fault: "latency", ms: 700, on: "/methods/" }',
    });
    const answer = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-router-secret': 'a secret of more than 32 characters',
        'x-cyclr-account': 'demo-acme',
      },
      body: '{"query":"mutation { callConnectorMethod(accountConnectorId: 1873, method: \\"Count Contacts\\") }"}',
    });
    const counted = async () => JSON.stringify(await (await fetch(`${sandbox}/sandbox/requests`)).json());
    await expect.poll(counted).toMatch(/methods\/0b0a3b5e/);
    child.kill('SIGTERM');

    expect(await (await answer).json()).toEqual({ data: { callConnectorMethod: [{ total: 4 }] } });
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
    expect(out()).toContain('"stopped"');
  });
});
