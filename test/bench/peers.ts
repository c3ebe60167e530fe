import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Cost } from './measure.ts';
import { account, type Size, upstreamToken } from './payloads.ts';
import { startServer } from './processes.ts';
import { median, toTable } from './table.ts';
import { type Work, works } from './works.ts';

const folder = join(import.meta.dirname, 'peers');
/** By their argument of `peers/peer.mjs`. */
const names = ['mercurius', 'yoga'];
/** What the peers can be asked. */
const asked = new Set(['S', 'M', 'L', 'D', 'Q', 'QL']);

/**
 * Measures servers with nothing on, and the gateway with everything on, in the same rounds. A table in Markdown, of
 * multiples of the raw proxy.
 */
export async function measurePeers(
  bench: Bench,
  chosen: readonly Work[],
  { rounds, ms }: { readonly rounds: number; readonly ms: number },
): Promise<string> {
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error(`The peers are not installed: run npm ci in ${folder}.`);
  await using started = new AsyncDisposableStack();
  const env = { UPSTREAM: bench.upstream.url, TOKEN: upstreamToken, ACCOUNT: account };
  const servers = [];
  for (const name of names)
    servers.push(started.use(await startServer([join(folder, 'peer.mjs'), name], 'measured', { env })));
  const columns = chosen.filter(({ name }) => asked.has(name));
  const clientsOf = (size: Size) => works.find(({ name }) => name === size)?.clients ?? 1;

  const rows = ['the gateway, everything on', ...names.map((name) => `${name}, nothing on`)].map((name) => [name]);
  for (const work of columns) {
    const targets = [bench.gateway, ...servers].map((server) => bench.ofGateway(work, server));
    const proxy = bench.ofProxy(work.size, clientsOf(work.size));
    const ratios: number[][] = targets.map(() => []);
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const raw: Cost = await bench.measure(proxy, ms);
      for (const [at, target] of targets.entries()) {
        const { cpuMs } = await bench.measure(target, ms);
        if (round > 0) ratios[at]?.push(cpuMs / raw.cpuMs);
      }
    }
    for (const [at, row] of rows.entries()) row.push(median(ratios[at] ?? []).toFixed(1));
  }
  return `\nBeside servers with nothing on, × raw proxy:\n\n${toTable(['', ...columns.map(({ name }) => name)], rows)}\n`;
}
