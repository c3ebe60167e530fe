import type { CallInput, PlannedCall } from './plan.ts';

/** Plans a call. */
export type Plan = (input: CallInput, as: 'QUERY' | 'MUTATION') => Promise<PlannedCall>;

/** Calls whose inputs are compared one by one, the last first. */
const mostCompared = 4;

/**
 * Plans calls that are stated alike once: a request may ask the same in fifty aliases. A write that cannot be planned is
 * planned anew when it is stated again; a read keeps its failure.
 *
 * Aliases whose arguments are variables have the very same values, so those are compared before a text is made of them.
 */
export function planOnce(plan: Plan): Plan {
  let first: StatedPlan | undefined;
  const recent: StatedPlan[] = [];
  /** Made when a second call is stated: most requests have one. */
  let byText: Map<string, StatedPlan> | undefined;

  function forget(one: StatedPlan): void {
    if (first === one) first = undefined;
    byText?.delete(textOf(one));
    const at = recent.indexOf(one);
    if (at >= 0) recent.splice(at, 1);
  }

  function found(input: CallInput, as: string): StatedPlan | undefined {
    if (first === undefined) return undefined;
    const same = recent.find((one) => one.as === as && isSame(one.input, input));
    if (same !== undefined) return same;
    byText ??= new Map([[textOf(first), first]]);
    return byText.get(textOf({ input, as }));
  }

  return (input, as) => {
    const known = found(input, as);
    if (known !== undefined) return known.planned;
    const one: StatedPlan = { input, as, planned: plan(input, as) };
    if (first === undefined) first = one;
    else byText?.set(textOf(one), one);
    recent.unshift(one);
    if (recent.length > mostCompared) recent.pop();
    if (as === 'MUTATION') one.planned.catch(() => forget(one));
    return one.planned;
  };
}

interface StatedPlan {
  readonly input: CallInput;
  readonly as: string;
  readonly planned: Promise<PlannedCall>;
}

function textOf({ input, as }: Pick<StatedPlan, 'input' | 'as'>): string {
  return JSON.stringify([as, input]);
}

function isSame(one: CallInput, other: CallInput): boolean {
  return (
    one.accountConnectorId === other.accountConnectorId &&
    one.method === other.method &&
    one.parameters === other.parameters &&
    one.fields === other.fields &&
    one.mergeFields === other.mergeFields &&
    one.body === other.body &&
    one.connector === other.connector &&
    one.selected?.length === 0 &&
    other.selected?.length === 0
  );
}
