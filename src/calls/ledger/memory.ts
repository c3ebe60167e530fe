import { limits as defaults, type Limits } from '../../limits.ts';
import { type EntryId, isKept, sizeOf } from './entry.ts';
import { withoutAnswer } from './kept.ts';
import type { EntryStore, Found, Swapped } from './store.ts';

export type MemoryLimits = Pick<
  Limits,
  'ledgerEntries' | 'ledgerBytes' | 'ledgerAccountEntries' | 'ledgerAccountBytes'
>;

export interface MemoryStoreOptions {
  /** @default the defaults of all limits */
  readonly limits?: MemoryLimits;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

interface Kept extends Found {
  readonly id: EntryId;
  /** Of its ending, in bytes. */
  readonly size: number;
}

/**
 * Keeps entries in the memory of this process: other replicas do not see them, and they end with it.
 *
 * Where it is full, what has expired goes first, then the oldest answers, down to their digests, then what certainly did
 * nothing. What was sent is never forgotten before its time: no room is made for further entries then. One account
 * cannot fill it alone.
 */
export function createMemoryStore({ limits = defaults, now = Date.now }: MemoryStoreOptions = {}): EntryStore {
  // Each in the order of their last changes, oldest first.
  const kept = new Map<string, Kept>();
  const all = createShare(limits.ledgerEntries, limits.ledgerBytes);
  const shares = new Map<string, Share>();

  const shareOf = ({ account }: EntryId): Share =>
    shares.get(account) ?? createShare(limits.ledgerAccountEntries, limits.ledgerAccountBytes);

  function forget(key: string): void {
    const found = kept.get(key);
    if (found === undefined) return;
    kept.delete(key);
    all.remove(key, found);
    const share = shareOf(found.id);
    share.remove(key, found);
    if (share.isEmpty) shares.delete(found.id.account);
  }

  function put(key: string, found: Kept): void {
    kept.set(key, found);
    all.add(key, found);
    const share = shareOf(found.id);
    share.add(key, found);
    shares.set(found.id.account, share);
  }

  function forgetExpired(at: number): void {
    for (const [key, { entry }] of kept) {
      if (entry.expiresAt > at) return;
      forget(key);
    }
  }

  function dropAnswer(key: string): void {
    const found = kept.get(key);
    if (found?.entry.ending === undefined) return;
    const ending = withoutAnswer(found.entry.ending);
    const dropped: Kept = { ...found, entry: { ...found.entry, ending }, size: sizeOf(ending) };
    for (const share of [all, shareOf(found.id)]) {
      share.remove(key, found);
      share.add(key, dropped);
    }
    // In its place: it expires as before.
    kept.set(key, dropped);
  }

  /** Whether there is room for one entry more, or for `bytes` more. */
  function makeRoom(id: EntryId, entries: number, bytes: number): boolean {
    for (const share of [shareOf(id), all]) {
      for (const key of share.answered) {
        if (share.hasRoom(0, bytes)) break;
        dropAnswer(key);
      }
      for (const key of share.free) {
        if (share.hasRoom(entries, bytes)) break;
        forget(key);
      }
      if (!share.hasRoom(entries, bytes)) return false;
    }
    return true;
  }

  return {
    kind: 'MEMORY',
    read: async (id) => ({ now: now(), found: kept.get(keyOf(id)) }),
    async swap(id, revision, next): Promise<Swapped> {
      const key = keyOf(id);
      const at = now();
      const before = kept.get(key);
      if (before?.revision !== revision) return 'CHANGED';
      forgetExpired(at);
      forget(key);
      const size = next.entry.ending === undefined ? 0 : sizeOf(next.entry.ending);
      if (!makeRoom(id, 1, size)) {
        if (before !== undefined) put(key, before);
        return 'FULL';
      }
      put(key, { ...next, id, size });
      return 'DONE';
    },
    async [Symbol.asyncDispose]() {
      kept.clear();
    },
  };
}

function keyOf({ account, entry }: EntryId): string {
  return `${account}:${entry}`;
}

/** What is kept of one account, or of all. */
interface Share {
  readonly isEmpty: boolean;
  /** Keys with an answer that can be dropped. */
  readonly answered: ReadonlySet<string>;
  /** Keys that certainly did nothing. */
  readonly free: ReadonlySet<string>;
  hasRoom(entries: number, bytes: number): boolean;
  add(key: string, found: Kept): void;
  remove(key: string, found: Kept): void;
}

function createShare(mostEntries: number, mostBytes: number): Share {
  const answered = new Set<string>();
  const free = new Set<string>();
  let [entries, bytes] = [0, 0];
  return {
    answered,
    free,
    get isEmpty() {
      return entries === 0;
    },
    hasRoom: (more, moreBytes) => entries + more <= mostEntries && bytes + moreBytes <= mostBytes,
    add(key, { entry: { ending }, size }) {
      entries += 1;
      bytes += size;
      if (ending?.answer !== undefined && isKept(ending.answer)) answered.add(key);
      if (ending?.isFree === true) free.add(key);
    },
    remove(key, { size }) {
      entries -= 1;
      bytes -= size;
      answered.delete(key);
      free.delete(key);
    },
  };
}
