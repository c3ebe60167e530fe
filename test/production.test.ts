import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { startSandbox } from '../src/sandbox/server.ts';
import { blocksIn, root } from './docs/blocks.ts';

const secret = 'a secret of more than 32 characters';

/** The instructions of the image in docs/running.md, by their name. */
const image = blocksIn('dockerfile').find(({ page }) => page === 'docs/running.md');
const instructions = (name: string) =>
  Array.from(image?.text.matchAll(new RegExp(`^${name} (.+)$`, 'gm')) ?? [], ([, rest = '']) => rest);

/** A folder with what the image copies, and the packages that "npm ci --omit=dev" installs. */
async function install(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'production-'));
  for (const line of instructions('COPY')) {
    const sources = line.split(' ').slice(0, -1);
    for (const source of sources) await cp(join(root, source), join(folder, source), { recursive: true });
  }
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>;
  };
  for (const [path, { dev = false, devOptional = false }] of Object.entries(packages)) {
    if (dev || devOptional || !/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(root, path), join(folder, path));
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test('the image of docs/running.md starts without development packages, answers, and ends with 0', async () => {
  await using sandbox = await startSandbox();
  await using installed = await install();
  const [, ...args] = JSON.parse(instructions('CMD')[0] ?? '[]') as string[];
  const set = Object.fromEntries(instructions('ENV').flatMap((line) => line.split(' ').map((one) => one.split('='))));
  const child = spawn(process.execPath, args, {
    cwd: installed.folder,
    env: {
      ...(set as Record<string, string>),
      HOST: '127.0.0.1',
      PORT: '0',
      SHUTDOWN_GRACE_MS: '0',
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: secret,
    },
  });
  try {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { value } = await lines.next();
    expect(errors).toBe('');
    const { msg, url } = JSON.parse(String(value)) as { readonly msg: string; readonly url: string };
    expect(msg).toBe('started');

    expect((await fetch(`${url}/ready`)).status).toBe(200);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-router-secret': secret, 'x-cyclr-account': 'demo-acme' },
      body: JSON.stringify({ query: '{ accountConnector(id: 1874) { mailChimp { listStores(count: 1) { id } } } }' }),
    });
    expect(await answer.json()).toMatchObject({ data: { accountConnector: { mailChimp: { listStores: [{}] } } } });

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(errors).toBe('');
  } finally {
    child.kill('SIGKILL');
  }
});
