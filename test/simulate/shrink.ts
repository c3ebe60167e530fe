import type { Plan } from './plan.ts';
import { type Report, simulate } from './simulate.ts';

/** A plan that fails, and what came of it. */
export interface Failing {
  readonly plan: Plan;
  readonly report: Report;
}

/** Runs in which a plan is made smaller. */
const mostRuns = 500;

/**
 * Leaves out of a failing plan what it fails without: what comes later, then halves of its events, then ever smaller
 * parts of them.
 *
 * @param onSmaller Told how many events are left.
 * @throws where the plan does not fail
 */
export async function smaller(plan: Plan, onSmaller: (events: number) => void): Promise<Failing> {
  const whole = await tryOut(plan);
  if (whole === undefined) throw new Error('The plan does not fail.');
  const { endedAt } = whole.report;
  const minutes = Math.min(plan.minutes, endedAt / 60_000);
  const events = plan.events.filter(({ at }) => at <= endedAt);
  let best = (await tryOut({ ...plan, minutes, events })) ?? whole;
  let part = Math.ceil(best.plan.events.length / 2);
  for (let runs = 0; part >= 1 && runs < mostRuns;) {
    const before = best;
    for (let at = 0; at < best.plan.events.length && runs < mostRuns; runs++) {
      const found: Failing | undefined = await tryOut({ ...best.plan, events: best.plan.events.toSpliced(at, part) });
      if (found === undefined) at += part;
      else best = found;
    }
    if (best !== before) onSmaller(best.plan.events.length);
    // Single ones are left out until each of them is needed.
    if (part > 1) part = Math.ceil(part / 2);
    else if (best === before) part = 0;
  }
  return best;
}

async function tryOut(plan: Plan): Promise<Failing | undefined> {
  const report = await simulate(plan);
  return report.violation === undefined ? undefined : { plan, report };
}
