import type { Plan } from './plan.ts';
import { simulate } from './simulate.ts';

/** A plan that fails, and what is found in it. */
export interface Failing {
  readonly plan: Plan;
  readonly violation: string;
}

/**
 * Leaves out of a failing plan what it fails without: halves of its events, then ever smaller parts of them.
 *
 * @param onSmaller Told how many events are left.
 * @throws where the plan does not fail
 */
export async function smaller(plan: Plan, onSmaller: (events: number) => void): Promise<Failing> {
  let best = await tryOut(plan);
  if (best === undefined) throw new Error('The plan does not fail.');
  for (let part = Math.ceil(best.plan.events.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let at = 0; at < best.plan.events.length;) {
      const found: Failing | undefined = await tryOut({ ...best.plan, events: best.plan.events.toSpliced(at, part) });
      if (found === undefined) at += part;
      else {
        best = found;
        onSmaller(best.plan.events.length);
      }
    }
  }
  return best;
}

async function tryOut(plan: Plan): Promise<Failing | undefined> {
  const { violation } = await simulate(plan);
  return violation === undefined ? undefined : { plan, violation };
}
