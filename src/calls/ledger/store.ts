import type { Entry, EntryId } from './entry.ts';

/** Keeps entries for the {@link Ledger}, and knows nothing of what they mean. All replicas of a gateway share one. */
export interface EntryStore extends AsyncDisposable {
  readonly kind: 'MEMORY' | 'REDIS';
  /** @throws where the store cannot be used now */
  read(id: EntryId): Promise<Snapshot>;
  /**
   * Puts `next` where `revision` still is; undefined: where nothing is. Atomic over all replicas. One that rejects may
   * have been done all the same.
   *
   * @throws where the store cannot be used now
   */
  swap(id: EntryId, revision: string | undefined, next: Found): Promise<Swapped>;
}

export interface Snapshot {
  /** The time by the store's clock, which is one for all replicas, in milliseconds. */
  readonly now: number;
  readonly found: Found | undefined;
}

export interface Found {
  readonly entry: Entry;
  /** Another one with every change. */
  readonly revision: string;
}

/** `CHANGED`: another revision is there. `FULL`: there is no room for `next`. */
export type Swapped = 'DONE' | 'CHANGED' | 'FULL';
