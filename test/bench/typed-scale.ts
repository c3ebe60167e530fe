/**
 * What three connectors of real size cost together: `node test/bench/typed-scale.ts`. The pull has a process of its own,
 * and the gateway is the program itself, started as `npm start` does and asked over HTTP.
 *
 * The limits are the project's own, in CPU time, because a busy machine says nothing in any other; the exit code is 1
 * where one is not kept. CPU time is read from `/proc`, so that this runs on Linux alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { getIntrospectionQuery } from 'graphql';

const [task, directory = ''] = process.argv.slice(2);
if (task === 'pull') await pullAll();
else await measure();

/** From what Cyclr answers to the files. */
async function pullAll(): Promise<void> {
  // Only here: a gateway that is measured has none of it in memory.
  const { listings, pulledOf } = await import('../listings/catalogs.ts');
  const { catalogFileName } = await import('../../src/catalog/files.ts');
  const { formatCatalog } = await import('../../src/catalog/text.ts');
  const began = process.cpuUsage();
  for (const listing of listings) {
    const { catalog } = pulledOf(listing);
    await writeFile(join(directory, catalogFileName(catalog)), formatCatalog(catalog));
  }
  tell({ 'pull, CPU ms': cpuSince(began) });
}

/** From the start of the process to the first answer, and then the graph as a client's tools ask for it. */
async function serve(catalogs: string): Promise<Record<string, number>> {
  const began = performance.now();
  const program = join(import.meta.dirname, '../../bin/cyclr-gateway.mjs');
  const child = spawn(process.execPath, ['--max-semi-space-size=16', program, 'serve'], {
    env: { ...process.env, CATALOG_DIR: catalogs, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(child.stdout);
    await ask(url, '{ account { id } }');
    const [upMs, upCpuMs] = [performance.now() - began, await cpuOf(child.pid)];
    const text = await ask(url, getIntrospectionQuery());
    return {
      'serve, up after ms': upMs,
      'serve, CPU ms until up': upCpuMs,
      'introspection, CPU ms': (await cpuOf(child.pid)) - upCpuMs,
      'introspection, KB': text.length / 1000,
      'memory after it, MB': await residentOf(child.pid),
    };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** As the start tells it. The output is read to its end: a program that cannot write its log any more ends. */
function addressOf(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    output.once('end', () => reject(new Error(`The gateway ended before it was up: ${text}`)));
  });
}

async function ask(url: string, query: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (response.status !== 200 || text.startsWith('{"errors"')) throw new Error(text.slice(0, 300));
  return text;
}

/** User and system time of a process and its threads, in milliseconds. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function cpuOf(pid: number | undefined): Promise<number> {
  const [, fields = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? NaN) + (system ?? NaN)) * 10;
}

/** In MB, with what the system has swapped out meanwhile. */
async function residentOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [resident, swapped] = ['VmRSS', 'VmSwap'].map(
    (name) => new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1],
  );
  return (Number(resident) + Number(swapped ?? 0)) / 1024;
}

async function measure(): Promise<void> {
  const limits: Readonly<Record<string, number>> = {
    'pull, CPU ms': 10_000,
    'serve, CPU ms until up': 3000,
    'introspection, CPU ms': 500,
    'memory after it, MB': 300,
  };
  const into = await mkdtemp(join(tmpdir(), 'typed-scale-'));
  try {
    const found = { ...(await pulled(into)), ...(await serve(into)) };
    for (const file of await readdir(into)) found[`${file}, KB`] = (await stat(join(into, file))).size / 1000;
    for (const [what, value] of Object.entries(found)) {
      const limit = limits[what];
      const kept = limit === undefined ? '' : `  limit ${limit}${value > limit ? ', NOT KEPT' : ''}`;
      process.stdout.write(`${what.padEnd(32)} ${value.toFixed(0).padStart(8)}${kept}\n`);
      if (limit !== undefined && value > limit) process.exitCode = 1;
    }
  } finally {
    await rm(into, { recursive: true });
  }
}

function pulled(into: string): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [import.meta.filename, 'pull', into], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as Record<string, number>);
      else reject(new Error(`The pull ended with ${code}.`));
    });
  });
}

function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function tell(found: Readonly<Record<string, number>>): void {
  process.stdout.write(JSON.stringify(found));
}
