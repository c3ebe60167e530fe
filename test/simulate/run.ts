/** Simulates calls, faults, releases and restarts from seeds: `npm run simulate -- --seed N [--count K] [--minutes M] [--keep]`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Told } from './book.ts';
import { drawPlan } from './draw.ts';
import type { Plan } from './plan.ts';
import { smaller } from './shrink.ts';
import { type Report, simulate } from './simulate.ts';

const usage = `npm run simulate -- [--seed N] [--count K] [--minutes M] [--keep] [--plan FILE]

  --seed N      the first seed (1)
  --count K     how many seeds, one after the other (1)
  --minutes M   simulated minutes of each (60)
  --keep        makes the plan of a seed that fails smaller, and keeps it as a test
  --plan FILE   runs a plan that was kept, and no seed
`;

const write = (line: string) => void process.stdout.write(`${line}\n`);

/** Where plans are kept: the tests run each of them. */
const kept = join(import.meta.dirname, 'plans');

interface Totals {
  requests: number;
  writes: number;
  readonly told: Map<Told, number>;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      keep: { type: 'boolean', default: false },
      plan: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [seed, count, minutes] = [Number(values.seed), Number(values.count), Number(values.minutes)];
  if (values.help || !Number.isInteger(seed) || !Number.isInteger(count) || !(minutes > 0)) {
    write(usage);
    return values.help ? 0 : 2;
  }
  const totals: Totals = { requests: 0, writes: 0, told: new Map() };
  const plans =
    values.plan === undefined ? drawn(seed, count, minutes) : [JSON.parse(readFileSync(values.plan, 'utf8')) as Plan];
  for (const plan of plans) {
    const report = await simulate(plan);
    if (report.violation !== undefined) {
      tell(plan, report);
      if (values.keep) await keep(plan);
      return 1;
    }
    add(totals, report);
  }
  write(textOf(totals, values.plan ?? `${count} ${count === 1 ? 'seed' : 'seeds'} of ${minutes} min`));
  return 0;
}

function* drawn(first: number, count: number, minutes: number): Generator<Plan> {
  for (let seed = first; seed < first + count; seed++) yield drawPlan(seed, minutes);
}

function tell({ seed, minutes }: Plan, { trace, violation }: Report): void {
  write(trace.join('\n'));
  write(`\nSeed ${seed} of ${minutes} min: ${violation}`);
  write(`Again, and kept as a test: npm run simulate -- --seed ${seed} --minutes ${minutes} --keep`);
}

async function keep(plan: Plan): Promise<void> {
  const { plan: small, violation } = await smaller(plan, (left) => write(`${left} events still fail`));
  const file = join(kept, `seed-${plan.seed}.json`);
  writeFileSync(file, `${JSON.stringify(small, null, 2)}\n`);
  write(`\n${file}: ${violation}`);
}

function add(totals: Totals, { requests, writes, told }: Report): void {
  totals.requests += requests;
  totals.writes += writes;
  for (const [name, times] of told) totals.told.set(name, (totals.told.get(name) ?? 0) + times);
}

function textOf({ requests, writes, told }: Totals, what: string): string {
  const tolds = [...told].toSorted(([, one], [, other]) => other - one).map(([name, times]) => `${times} ${name}`);
  const { user, system } = process.cpuUsage();
  const seconds = ((user + system) / 1e6).toFixed(1);
  return `${what}: ${requests} requests, ${writes} writes, nothing found in ${seconds} s of CPU. Tries of writes were told: ${tolds.join(', ')}.`;
}

process.exitCode = await main();
