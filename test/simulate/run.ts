/** Simulates calls, faults, releases and restarts from seeds: `npm run simulate -- --seed N`, or `--help`. */
import { parseArgs } from 'node:util';
import { applyBreak, breaks } from './breaks.ts';

const usage = `npm run simulate -- [--seed N | --seeds A-B] [--minutes M] [--break NAME] [--keep | --whole]
npm run simulate -- --plan FILE

  --seed N      one seed (1)
  --seeds A-B   seeds one after the other, until one fails
  --minutes M   simulated minutes of each (60)
  --break NAME  breaks the gateway, so that the simulation has something to find:
                ${Object.keys(breaks).join(', ')}
  --keep        keeps the plan of a seed that fails in test/simulate/plans, as a test
  --whole       does not make it smaller
  --plan FILE   runs a plan that was kept

A seed that fails is made smaller: what is left is told, and the command that repeats it.
`;

const write = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      break: { type: 'string' },
      keep: { type: 'boolean', default: false },
      whole: { type: 'boolean', default: false },
      plan: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const seeds = /^(\d+)(?:-(\d+))?$/.exec(values.seeds ?? values.seed);
  const minutes = Number(values.minutes);
  if (values.help || seeds === null || !(minutes > 0)) {
    write(usage);
    return values.help ? 0 : 2;
  }
  // Before anything of the gateway is loaded.
  if (values.break !== undefined) applyBreak(values.break);
  const { runPlan, runSeeds } = await import('./seeds.ts');
  if (values.plan !== undefined) return runPlan(values.plan, write);
  const [, first, last = first] = seeds;
  const { keep: isKept, whole: isWhole, break: broken } = values;
  return runSeeds({ first: Number(first), last: Number(last), minutes, isKept, isWhole, broken }, write);
}

process.exitCode = await main();
