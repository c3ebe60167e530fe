import type { Json } from '../../json.ts';
import { type Findings, keyDigest } from './findings.ts';
import type { Doubt, Look } from './look.ts';

/** What follows from a read. `OPEN`: nothing; `isUnclear` says that no later read will tell more. */
export type Verdict =
  | { readonly kind: 'APPLIED'; readonly record: Json; readonly key: string }
  | { readonly kind: 'NOT_APPLIED' }
  | { readonly kind: 'OPEN'; readonly isUnclear: boolean };

/** A record that was made earlier than so before the write is not what it made, whatever time zone its time is of. */
const dayMs = 26 * 3_600_000;

/**
 * Exactly one record that was not there before the write is what it made. None, when the app has had its time to show
 * it, proves that it made nothing. Anything else proves nothing.
 *
 * @param idleMs Since when the request certainly has ended.
 */
export function judge(doubt: Doubt, { afterSeconds }: Look, findings: Findings, idleMs: number): Verdict {
  const { matches, isWhole } = findings;
  const before = new Set(doubt.before);
  const fresh = matches.filter(({ key }) => key === undefined || !before.has(keyDigest(key)));
  const [one, ...others] = fresh;
  if (one === undefined) {
    if (!isWhole) return { kind: 'OPEN', isUnclear: true };
    return idleMs >= afterSeconds * 1000 ? { kind: 'NOT_APPLIED' } : { kind: 'OPEN', isUnclear: false };
  }
  const { record, key, madeAt } = one;
  const isOld = madeAt !== undefined && doubt.sentAt !== undefined && madeAt < doubt.sentAt - dayMs;
  const isProven = doubt.before !== undefined && isWhole && others.length === 0 && !isOld;
  return isProven && key !== undefined ? { kind: 'APPLIED', record, key } : { kind: 'OPEN', isUnclear: true };
}
