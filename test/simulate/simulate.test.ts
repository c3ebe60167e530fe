import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawPlan } from './draw.ts';
import type { Plan, Planned } from './plan.ts';
import { smaller } from './shrink.ts';
import { simulate } from './simulate.ts';

const minutes = 0.25;

describe('the simulation', () => {
  test('is the same for the same seed, and another for another', async () => {
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect([one.violation, other.violation]).toEqual([undefined, undefined]);
    expect(again).toEqual(one);
    expect(other.digest).not.toBe(one.digest);
    expect(one.requests).toBeGreaterThan(10);
  });

  test.for([3, 4, 5, 6])('finds nothing in seed %i', async (seed) => {
    const { violation, trace } = await run(seed);
    expect(violation, trace.join('\n')).toBeUndefined();
  });

  test('finds what is told wrong, and what it takes', async () => {
    const plan = drawPlan(7, minutes);
    // No gateway can know better: the application does what it says it refuses.
    const lie: Planned = {
      at: 0,
      kind: 'FAULT',
      ms: 60_000,
      rule: { fault: { name: 'app-refuses', status: 422 }, on: { method: 'Create Note' }, applied: true },
    };
    const { plan: small, violation } = await smaller({ ...plan, events: [lie, ...plan.events] }, () => undefined);
    expect(violation).toMatch(/^A caller was told REFUSED of the write \S+, which was applied\.$/);
    expect(small.events.map(({ kind }) => kind)).toEqual(['FAULT', 'ASK']);
  });
});

/** Each found something once, which its name says. */
describe('what was found stays mended', () => {
  test.for(
    globSync(join(import.meta.dirname, 'plans/*.json'))
      .toSorted()
      .map((file) => [basename(file, '.json'), file] as const),
  )('%s', async ([, file]) => {
    const { violation, trace } = await simulate(JSON.parse(readFileSync(file, 'utf8')) as Plan);
    expect(violation, trace.join('\n')).toBeUndefined();
  });
});

function run(seed: number) {
  return simulate(drawPlan(seed, minutes));
}
