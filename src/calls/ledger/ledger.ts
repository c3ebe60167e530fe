import { randomUUID } from 'node:crypto';
import { limits as defaults, type Limits } from '../../limits.ts';
import { type Ending, type Entry, type EntryId, type KeptCall } from './entry.ts';
import { withoutAnswer } from './kept.ts';
import type { Doubt, Look } from '../reconcile/look.ts';
import { alive, earlierOf, isFree, outcomeOf, remember, type Remembered } from './remembered.ts';
import type { EntryStore, Found, Snapshot } from './store.ts';

/**
 * Remembers keyed writes, so that each is done at most once over retries, replicas, crashes and lost answers.
 *
 * A write is reserved, marked before its request leaves, and ended. Only its owner can mark it, so one that lost its
 * reservation sends nothing. One that was marked and has no end may have been applied: it is uncertain, and its key never
 * sends again until it is known that nothing was done.
 *
 * Every change is a comparison and a swap of one revision in the store; what changes are allowed stands here alone.
 */
export interface Ledger extends AsyncDisposable {
  readonly kind: EntryStore['kind'];
  /** Reserves the key for a call, or tells what is there. @throws where the store cannot be used now */
  begin(id: EntryId, call: BegunCall): Promise<Begun>;
  /** What became of a key; undefined for one that is not known. @throws where the store cannot be used now */
  find(id: EntryId): Promise<Remembered | undefined>;
  /**
   * Says what became of an uncertain write; false where it is another one by now, or no longer uncertain.
   *
   * @throws where the store cannot be used now
   */
  resolve(remembered: Remembered, ending: Ending): Promise<boolean>;
}

export interface BegunCall {
  readonly digest: string;
  /** How long its owner can be at work, in milliseconds. */
  readonly leaseMs: number;
  readonly call: KeptCall;
  /** @default it is not looked for */
  readonly look?: Look | undefined;
  /** Told of a reservation that may have been made although `begin` rejects, so that it can be ended. */
  readonly onLost?: (reservation: Pick<Reservation, 'end'>) => void;
}

/** `REUSED`: the key is that of another call. `FULL`: no further keys can be remembered now. */
export type Begun =
  | { readonly kind: 'RESERVED'; readonly reservation: Reservation; readonly earlier?: Doubt | undefined }
  | { readonly kind: 'REUSED' }
  | { readonly kind: 'FULL' }
  | { readonly kind: 'FOUND'; readonly remembered: Remembered };

/** A key that is reserved for one try of one call. */
export interface Reservation {
  /**
   * Marks that the request is about to leave; as often as it leaves. False where the key is no longer this owner's: the
   * request must then not be sent.
   *
   * @param before see `before` of an {@link Entry}
   * @throws where the store cannot be used now; the request must then not be sent
   */
  commit(before?: readonly string[]): Promise<boolean>;
  /**
   * Says what became of it; false where it is another's by now, or where more is known than that it is uncertain.
   *
   * @throws where the store cannot be used now
   */
  end(ending: Ending): Promise<boolean>;
}

export interface LedgerOptions {
  readonly store: EntryStore;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'ledgerSeconds'>;
  /** Makes what nobody else has. @default a random UUID */
  readonly makeId?: () => string;
}

/** How often a change that others come before is tried. */
const mostTries = 20;

export function createLedger({ store, limits = defaults, makeId = randomUUID }: LedgerOptions): Ledger {
  const lifeMs = limits.ledgerSeconds * 1000;

  /** Changes an entry by what `decide` makes of it, unless that is nothing. */
  async function change(id: EntryId, decide: Decide): Promise<Changed> {
    for (let tries = 0; tries < mostTries; tries++) {
      const before = await store.read(id);
      const entry = decide(alive(before)?.entry, before.now);
      if (entry === undefined) return { kind: 'KEPT', before };
      const found = { entry, revision: makeId() };
      const swapped = await store.swap(id, before.found?.revision, found);
      if (swapped !== 'CHANGED') return swapped === 'DONE' ? { kind: 'DONE', found } : { kind: 'FULL', before };
    }
    throw new Error('The entry of the ledger was changed by others again and again.');
  }

  async function begin(id: EntryId, { digest, leaseMs, call, look, onLost }: BegunCall): Promise<Begun> {
    const owner = makeId();
    let reserved: Entry | undefined;
    const changed = await change(id, (entry, now) => {
      if (entry !== undefined && (entry.digest !== digest || !isFree(entry, now))) return undefined;
      const leaseEndsAt = now + leaseMs;
      const expiresAt = leaseEndsAt + lifeMs;
      const earlier = entry && earlierOf(entry);
      reserved = { digest, owner, state: 'RESERVED', leaseEndsAt, expiresAt, call, look, earlier };
      return reserved;
    }).catch((cause: unknown) => {
      if (reserved !== undefined) onLost?.(reservationOf(id, reserved));
      throw cause;
    });
    if (changed.kind === 'DONE') {
      const { entry } = changed.found;
      return { kind: 'RESERVED', reservation: reservationOf(id, entry), earlier: entry.earlier };
    }
    if (changed.kind === 'FULL') return { kind: 'FULL' };
    const { now } = changed.before;
    const found = alive(changed.before);
    if (found === undefined) throw new Error('An entry of the ledger is neither there nor free.');
    if (found.entry.digest !== digest) return { kind: 'REUSED' };
    return { kind: 'FOUND', remembered: remember(id, found, now) };
  }

  function reservationOf(id: EntryId, reserved: Entry): Reservation {
    const { owner, leaseEndsAt } = reserved;
    return {
      async commit(before) {
        const changed = await change(id, (entry, now) => {
          const isOwn = entry?.owner === owner && entry.state === 'RESERVED' && now < leaseEndsAt;
          return isOwn ? { ...entry, state: 'SENT', sentAt: now, before } : undefined;
        });
        if (changed.kind !== 'KEPT') return changed.kind === 'DONE';
        // It was marked before, for a request that Cyclr did not take.
        const { now } = changed.before;
        const found = alive(changed.before);
        return found?.entry.owner === owner && found.entry.state === 'SENT' && now < leaseEndsAt;
      },
      end: (ending) => endBy(id, reserved, ending),
    };
  }

  async function endBy(id: EntryId, reserved: Entry, ending: Ending): Promise<boolean> {
    const ended =
      (kept: Ending): Decide =>
      (entry, now) => {
        // A store that forgot the entry is told again what is known.
        const own = entry ?? reserved;
        // What was found out meanwhile is better than not to know.
        const isKnown = own.state === 'ENDED' && kept.outcome === 'UNCERTAIN';
        return own.owner === reserved.owner && !isKnown ? toEnded(own, kept, now) : undefined;
      };
    const whole = await change(id, ended(ending));
    const changed = whole.kind === 'FULL' ? await change(id, ended(withoutAnswer(ending))) : whole;
    return changed.kind === 'DONE';
  }

  function toEnded(entry: Entry, ending: Ending, now: number): Entry {
    return { ...entry, state: 'ENDED', ending, endedAt: now, expiresAt: now + lifeMs };
  }

  return {
    kind: store.kind,
    begin,
    async find(id) {
      const read = await store.read(id);
      const found = alive(read);
      return found && remember(id, found, read.now);
    },
    async resolve({ id, entry: seen, revision }, ending) {
      const read = await store.read(id);
      if (alive(read)?.revision !== revision || outcomeOf(seen, read.now) !== 'UNCERTAIN') return false;
      const next = { entry: toEnded(seen, ending, read.now), revision: makeId() };
      return (await store.swap(id, revision, next)) === 'DONE';
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** The entry to put in the place of one; undefined: none. */
type Decide = (entry: Entry | undefined, now: number) => Entry | undefined;

type Changed =
  | { readonly kind: 'DONE'; readonly found: Found }
  | { readonly kind: 'KEPT' | 'FULL'; readonly before: Snapshot };
