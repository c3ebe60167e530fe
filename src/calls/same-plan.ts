import type { CallInput, PlannedCall } from './plan.ts';

/** Plans a call. */
export type Plan = (input: CallInput, as: 'QUERY' | 'MUTATION') => Promise<PlannedCall>;

/** Calls whose inputs are compared one by one, the last first. */
const mostCompared = 4;

/**
 * Plans calls that are stated alike once: a request may ask the same in fifty aliases. A call that cannot be planned is
 * planned anew when it is stated again.
 *
 * Aliases whose arguments are variables have the very same values, so those are compared before a text is made of them.
 */
export function planOnce(plan: Plan): Plan {
  const byText = new Map<string, Promise<PlannedCall>>();
  const recent: { readonly input: CallInput; readonly as: string; readonly planned: Promise<PlannedCall> }[] = [];

  function forget(text: string, planned: Promise<PlannedCall>): void {
    byText.delete(text);
    const at = recent.findIndex((one) => one.planned === planned);
    if (at >= 0) recent.splice(at, 1);
  }

  return (input, as) => {
    const same = recent.find((one) => one.as === as && isSame(one.input, input));
    if (same !== undefined) return same.planned;
    const text = JSON.stringify([as, input]);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const planned = plan(input, as);
    byText.set(text, planned);
    recent.unshift({ input, as, planned });
    if (recent.length > mostCompared) recent.pop();
    planned.catch(() => forget(text, planned));
    return planned;
  };
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
