import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawPlan } from './draw.ts';
import type { Plan, Planned } from './plan.ts';
import { smaller } from './shrink.ts';
import { type Report, simulate } from './simulate.ts';

const minutes = 0.25;
/** Half a second of CPU each. */
const seeds = process.env['CI'] ? 100 : 6;
const plans = globSync(join(import.meta.dirname, 'plans/*.json')).toSorted();

describe('the simulation', () => {
  test('is the same for the same seed, and another for another', async () => {
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect([one.violation, other.violation]).toEqual([undefined, undefined]);
    expect(again).toEqual(one);
    expect(other.digest).not.toBe(one.digest);
    expect(one.requests).toBeGreaterThan(10);
  });

  test.for(Array.from({ length: seeds }, (_, at) => at + 1))('finds nothing in seed %i', async (seed) => {
    expect(foundIn(await run(seed))).toEqual([]);
  });

  // Each found something once, which its name says.
  test.for(plans.map((file) => [basename(file, '.json'), file] as const))(
    'finds nothing any more in %s',
    async ([, file]) => {
      expect(foundIn(await simulate(JSON.parse(readFileSync(file, 'utf8')) as Plan))).toEqual([]);
    },
  );

  test('finds what is told wrong, and what it takes', async () => {
    const plan = drawPlan(7, minutes);
    // No gateway can know better: the application does what it says it refuses.
    const lie: Planned = {
      at: 0,
      kind: 'FAULT',
      ms: 60_000,
      rule: { fault: { name: 'app-refuses', status: 422 }, on: { method: 'Create Note' }, applied: true },
    };
    const { plan: small, report } = await smaller({ ...plan, events: [lie, ...plan.events] }, () => undefined);
    expect(report.violation).toMatch(/^A caller was told REFUSED of the write \S+, which was applied\.$/);
    expect(new Set(small.events.map(({ kind }) => kind))).toEqual(new Set(['FAULT', 'ASK']));
    expect(small.events.length).toBeLessThan(5);
  });
});

function run(seed: number) {
  return simulate(drawPlan(seed, minutes));
}

/** What was found, and what happened before. */
function foundIn({ violation, trace }: Report): readonly string[] {
  return violation === undefined ? [] : [...trace, violation];
}
