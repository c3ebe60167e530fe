import { LRUCache } from 'lru-cache';
import { createListing, type KnownKinds, type Listing } from '../connectors/listing.ts';
import type { SkippedMethod } from '../connectors/method.ts';
import { GatewayError } from '../errors.ts';
import type { AccountId } from '../ids.ts';
import type { CallScope, ConnectorRelease, Cyclr } from './cyclr.ts';
import { orAborted, sleep } from '../waiting.ts';

/**
 * The method listings of connectors, kept between requests.
 *
 * Each account reads its own with its own token, so that nothing one account may see reaches another by way of this;
 * accounts whose listings are equal share the memory.
 *
 * @see docs/cyclr.md#method-listings
 */
export interface Listings {
  /** The listing as it was at most a TTL ago. Throws `NOT_FOUND` where there is no such connector. */
  of(scope: CallScope, release: ConnectorRelease): Promise<Listing>;
  /**
   * A listing read after `stale` was, which may turn out to be the same; read once for all who found it stale, and no
   * more than once a second.
   */
  newerThan(stale: Listing, scope: CallScope, release: ConnectorRelease): Promise<Listing>;
}

export interface ListingsOptions {
  readonly cyclr: Pick<Cyclr, 'methods'>;
  /** How long a listing is taken for the newest, in milliseconds. */
  readonly ttlMs: number;
  /** One reading, with all of its tries, in milliseconds. */
  readonly deadlineMs: number;
  /** The inputs and response fields, over all listings, that are kept at most. */
  readonly maxInputs: number;
  /** What catalogs say of methods against their names. */
  readonly kinds?: KnownKinds;
  /** Told of the methods of a listing that could not be read: once, however often that listing is read. */
  readonly onSkipped?: (release: ConnectorRelease, skipped: readonly SkippedMethod[]) => void;
  /** Between two readings of a listing that was found stale, in milliseconds. */
  readonly pauseMs?: number;
  readonly now?: () => number;
}

interface Kept {
  listing: Listing | undefined;
  /** When the last reading began. */
  readAt: number;
  reading: Promise<Listing> | undefined;
}

export function createListings({
  cyclr,
  ttlMs,
  deadlineMs,
  maxInputs,
  kinds,
  onSkipped,
  pauseMs = 1000,
  now = Date.now,
}: ListingsOptions): Listings {
  const kept = new LRUCache<string, Kept>({
    maxSize: maxInputs,
    sizeCalculation: ({ listing }) => Math.max(1, listing?.size ?? 1),
  });
  /** Equal listings of several accounts are one object. */
  const byDigest = new Map<string, WeakRef<Listing>>();
  const forgetDigest = new FinalizationRegistry<string>((digest) => {
    if (byDigest.get(digest)?.deref() === undefined) byDigest.delete(digest);
  });

  function shared(digest: string, make: () => Listing): Listing {
    const found = byDigest.get(digest)?.deref();
    if (found !== undefined) return found;
    const listing = make();
    byDigest.set(digest, new WeakRef(listing));
    forgetDigest.register(listing, digest);
    return listing;
  }

  /** One reading for all who wait; it goes on when one of them leaves. */
  function read(key: string, entry: Kept, scope: CallScope, release: ConnectorRelease): Promise<Listing> {
    if (entry.reading !== undefined) return entry.reading;
    entry.readAt = now();
    entry.reading = fetchListing(scope, release)
      .then((listing) => {
        entry.listing = listing;
        // Set again, because it has another size now.
        kept.set(key, entry);
        return listing;
      })
      .catch((error: unknown) => {
        if (entry.listing === undefined && kept.peek(key) === entry) kept.delete(key);
        throw error;
      })
      .finally(() => {
        entry.reading = undefined;
      });
    return entry.reading;
  }

  async function fetchListing(scope: CallScope, release: ConnectorRelease): Promise<Listing> {
    const deadline = new AbortController();
    const timer = setTimeout(
      () =>
        deadline.abort(
          new GatewayError('TIMEOUT', `The methods of the connector were not listed within ${deadlineMs} ms.`),
        ),
      deadlineMs,
    );
    try {
      const found = await cyclr.methods(
        { ...scope, signal: deadline.signal, endsAt: Date.now() + deadlineMs },
        release,
      );
      if (found === undefined) throw new GatewayError('NOT_FOUND', 'Cyclr has no such connector.');
      return shared(found.digest, () => {
        if (found.skipped.length > 0) onSkipped?.(release, found.skipped);
        return createListing(found.methods, kinds, found.skipped);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  function entryOf(key: string): Kept {
    const found = kept.get(key);
    if (found !== undefined) return found;
    const entry: Kept = { listing: undefined, readAt: 0, reading: undefined };
    kept.set(key, entry);
    return entry;
  }

  return {
    async of(scope, release) {
      const key = keyOf(scope.account, release);
      const entry = entryOf(key);
      const { listing } = entry;
      if (listing !== undefined) {
        // Stale is served while it is read again; a failing Cyclr does not take away what is known.
        if (now() - entry.readAt > ttlMs) {
          read(key, entry, { ...scope, isBackground: true }, release).catch(() => undefined);
        }
        return listing;
      }
      return orAborted(read(key, entry, scope, release), scope.signal);
    },
    async newerThan(stale, scope, release) {
      const key = keyOf(scope.account, release);
      const entry = entryOf(key);
      if (entry.listing !== undefined && entry.listing !== stale) return entry.listing;
      // Calls that Cyclr refuses for another reason come here too, as fast as a caller can send them.
      const wait = entry.reading === undefined ? entry.readAt + pauseMs - now() : 0;
      if (wait > 0) await sleep(wait, scope.signal);
      if (entry.listing !== undefined && entry.listing !== stale) return entry.listing;
      return orAborted(read(key, entry, scope, release), scope.signal);
    },
  };
}

function keyOf(account: AccountId, release: ConnectorRelease): string {
  return JSON.stringify('id' in release ? [account, release.id] : [account, release.name, release.version]);
}
