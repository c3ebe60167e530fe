/**
 * What three connectors of real size cost together, each in a process of its own that is started as `npm start` does: `node test/bench/typed-scale.ts`.
 *
 * The limits are the project's own; the exit code is 1 where one is not kept.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { createLog } from '../../src/telemetry/log.ts';

const [task, directory = ''] = process.argv.slice(2);
if (task === 'pull') await pullAll();
else if (task === 'serve') await serveAll();
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
async function serveAll(): Promise<void> {
  const config = parseConfig({ CATALOG_DIR: directory });
  await using gateway = await createGateway(config, { log: createLog(() => undefined) });
  await ask(gateway, '{ account { id } }');
  const upMs = performance.now();
  const upCpuMs = cpuSince({ user: 0, system: 0 });
  const began = process.cpuUsage();
  const text = await ask(gateway, getIntrospectionQuery());
  tell({
    'serve, up after ms': upMs,
    'serve, CPU ms until up': upCpuMs,
    'introspection, CPU ms': cpuSince(began),
    'introspection, KB': text.length / 1000,
    'memory after it, MB': process.memoryUsage.rss() / 2 ** 20,
  });
}

async function measure(): Promise<void> {
  const limits: Readonly<Record<string, number>> = {
    'pull, CPU ms': 10_000,
    'serve, up after ms': 3000,
    'introspection, CPU ms': 500,
    'memory after it, MB': 300,
  };
  const into = await mkdtemp(join(tmpdir(), 'typed-scale-'));
  try {
    const found = { ...(await run('pull', into)), ...(await run('serve', into)) };
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

function run(what: string, into: string): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-semi-space-size=16', import.meta.filename, what, into], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as Record<string, number>);
      else reject(new Error(`The task ${what} ended with ${code}.`));
    });
  });
}

async function ask(gateway: Awaited<ReturnType<typeof createGateway>>, query: string): Promise<string> {
  const response = await gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
  );
  const text = await response.text();
  if (response.status !== 200 || text.startsWith('{"errors"')) throw new Error(text.slice(0, 300));
  return text;
}

function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function tell(found: Readonly<Record<string, number>>): void {
  process.stdout.write(JSON.stringify(found));
}
