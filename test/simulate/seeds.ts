import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Told } from './book.ts';
import { drawPlan } from './draw.ts';
import type { Plan } from './plan.ts';
import { smaller } from './shrink.ts';
import { type Report, simulate } from './simulate.ts';

/** Where plans are kept: the tests run each of them. */
const kept = join(import.meta.dirname, 'plans');
/** Between two lines of progress, in milliseconds. */
const progressMs = 10_000;

export interface SeedsOptions {
  readonly first: number;
  readonly last: number;
  /** Simulated minutes of each. */
  readonly minutes: number;
  /** Whether the plan of a seed that fails is kept. */
  readonly isKept: boolean;
  /** Whether what fails is told as it is. */
  readonly isWhole: boolean;
  /** How the gateway is broken. */
  readonly broken: string | undefined;
}

type Write = (line: string) => void;

/** Runs seeds until one fails, which it makes smaller. @returns an exit code */
export async function runSeeds(
  { first, last, minutes, isKept, isWhole, broken }: SeedsOptions,
  write: Write,
): Promise<number> {
  const totals = new Totals();
  let toldAt = performance.now();
  for (let seed = first; seed <= last; seed++) {
    const plan = drawPlan(seed, minutes);
    const report = await simulate(plan);
    if (report.violation !== undefined) {
      write(`Seed ${seed} fails: ${report.violation}`);
      if (!isWhole) await tellSmaller(plan, isKept, write);
      const breaking = broken === undefined ? '' : ` --break ${broken}`;
      write(`\nTo repeat it: npm run simulate -- --seed ${seed} --minutes ${minutes}${breaking}`);
      return 1;
    }
    totals.add(report);
    if (performance.now() - toldAt < progressMs || seed === last) continue;
    write(`${seed - first + 1} of ${last - first + 1} seeds: nothing found yet in ${totals.requests} requests.`);
    toldAt = performance.now();
  }
  write(`${first === last ? `Seed ${first}` : `Seeds ${first} to ${last}`} of ${minutes} min: ${totals.text}`);
  return 0;
}

/** Runs a plan that was kept. @returns an exit code */
export async function runPlan(file: string, write: Write): Promise<number> {
  const report = await simulate(JSON.parse(readFileSync(file, 'utf8')) as Plan);
  write(report.trace.join('\n'));
  write(report.violation ?? 'Nothing found.');
  return report.violation === undefined ? 0 : 1;
}

async function tellSmaller(plan: Plan, isKept: boolean, write: Write): Promise<void> {
  const { plan: small, report } = await smaller(plan, (left) => write(`It fails with ${left} events too.`));
  write(`\n${report.trace.join('\n')}`);
  if (!isKept) return;
  mkdirSync(kept, { recursive: true });
  const file = join(kept, `seed-${plan.seed}.json`);
  writeFileSync(file, `${JSON.stringify(small, null, 2)}\n`);
  write(`\nKept: ${file}`);
}

/** Of all runs in which nothing was found. */
class Totals {
  requests = 0;
  #writes = 0;
  readonly #told = new Map<Told, number>();

  add({ requests, writes, told }: Report): void {
    this.requests += requests;
    this.#writes += writes;
    for (const [name, times] of told) this.#told.set(name, (this.#told.get(name) ?? 0) + times);
  }

  get text(): string {
    const told = [...this.#told]
      .toSorted(([, one], [, other]) => other - one)
      .map(([name, times]) => `${times} ${name}`)
      .join(', ');
    const { user, system } = process.cpuUsage();
    const seconds = ((user + system) / 1e6).toFixed(1);
    return `nothing found in ${this.requests} requests and ${this.#writes} writes, ${seconds} s of CPU. Writes were told: ${told}.`;
  }
}
