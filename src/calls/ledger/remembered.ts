import type { Doubt } from '../reconcile/look.ts';
import type { Ending, Entry, EntryId } from './entry.ts';
import type { Found, Snapshot } from './store.ts';

/** A write as it stands now. */
export interface Remembered {
  readonly id: EntryId;
  readonly entry: Entry;
  readonly revision: string;
  readonly outcome: Ending['outcome'] | 'IN_PROGRESS';
  /** Since when nobody works on it, in milliseconds. */
  readonly idleMs: number;
}

/** What has expired is not there, though the store may still have it. */
export function alive({ now, found }: Snapshot): Found | undefined {
  return found !== undefined && found.entry.expiresAt > now ? found : undefined;
}

export function remember(id: EntryId, { entry, revision }: Found, now: number): Remembered {
  const idleMs = Math.max(0, now - (entry.endedAt ?? entry.leaseEndsAt));
  return { id, entry, revision, outcome: outcomeOf(entry, now), idleMs };
}

/** A lease that ends before the write has: one that was only reserved was not sent, any other may have been applied. */
export function outcomeOf({ state, leaseEndsAt, ending }: Entry, now: number): Remembered['outcome'] {
  if (ending !== undefined) return ending.outcome;
  if (now < leaseEndsAt) return 'IN_PROGRESS';
  return state === 'RESERVED' ? 'NOT_APPLIED' : 'UNCERTAIN';
}

/** What a read has not found may still come to light. */
export function earlierOf({ ending, before, sentAt, earlier }: Entry): Doubt | undefined {
  return ending?.evidence === undefined ? earlier : { before, sentAt };
}

/** Whether the same call may be sent with the same key. */
export function isFree(entry: Entry, now: number): boolean {
  return entry.ending?.isFree ?? outcomeOf(entry, now) === 'NOT_APPLIED';
}
