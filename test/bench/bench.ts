/**
 * What a request costs: `npm run bench`, with `--works S,M`, `--rounds 3`, `--seconds 2`, `--peers`, `--profile S` or
 * `--dry` (does not write docs/performance.md). It runs on Linux alone, because CPU time is read from `/proc`.
 */
import { parseArgs } from 'node:util';
import { type Bench, type Cost, openBench } from './measure.ts';
import type { Size } from './payloads.ts';
import { profile } from './profile.ts';
import { isPinned } from './processes.ts';
import { measurePeers } from './peers.ts';
import { type Figures, median, medianOf, printTable, writePage } from './table.ts';
import { type Work, works } from './works.ts';

const { values: given } = parseArgs({
  options: {
    works: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1.5' },
    profile: { type: 'string' },
    peers: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
});
const rounds = Number(given.rounds);
const ms = Number(given.seconds) * 1000;

function named(names: string): readonly Work[] {
  return names.split(',').map((name) => {
    const found = works.find((work) => work.name === name.trim());
    if (found === undefined)
      throw new Error(`Expected works of ${works.map((one) => one.name).join(', ')}; got "${name}".`);
    return found;
  });
}

/** Every work in every round, every other round in reverse, each beside the raw proxy of its size. */
async function measureAll(bench: Bench, chosen: readonly Work[]): Promise<readonly Figures[]> {
  const costs = new Map<Work, Cost[]>(chosen.map((work) => [work, []]));
  const ofProxy: Readonly<Record<Size, Cost[]>> = { S: [], M: [], L: [] };
  const sizes = [...new Set(chosen.map(({ size }) => size))];
  const clientsOf = (size: Size) => works.find(({ name }) => name === size)?.clients ?? 1;
  const steps = [
    ...sizes.map((size) => async () => {
      ofProxy[size].push(await bench.measure(bench.ofProxy(size, clientsOf(size)), ms));
    }),
    ...chosen.map((work) => async () => {
      costs.get(work)?.push(await bench.measure(bench.ofGateway(work), ms));
    }),
  ];
  process.stderr.write('warming up\n');
  for (const size of sizes) await bench.measure(bench.ofProxy(size, clientsOf(size)), ms);
  for (const work of chosen) await bench.measure(bench.ofGateway(work), ms);
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
  }
  const figures: Figures[] = [];
  for (const work of chosen) {
    const own = costs.get(work) ?? [];
    const raw = ofProxy[work.size];
    const ratios = own.map(({ cpuMs }, round) => cpuMs / (raw[round]?.cpuMs ?? NaN));
    figures.push({
      work,
      ratio: median(ratios),
      spread: [Math.min(...ratios), Math.max(...ratios)],
      cost: medianOf(own),
      raw: medianOf(raw),
      upstream: await bench.countUpstream(work),
      peakMb: await bench.peakMemory(work, ms),
    });
  }
  return figures;
}

if (given.profile !== undefined) {
  for (const work of named(given.profile)) await profile(work, ms * 4);
} else {
  const chosen = given.works === undefined ? works : named(given.works);
  await using bench = await openBench();
  if (!isPinned) process.stderr.write('The processes share all CPUs: there is no taskset, or only one CPU.\n');
  const figures = await measureAll(bench, chosen);
  process.stdout.write(printTable(figures));
  const peers = given.peers ? await measurePeers(bench, chosen, { rounds, ms }) : '';
  process.stdout.write(peers);
  if (given.works === undefined && !given.dry) await writePage(figures, { rounds, peers });
}
