import type { AccountConnector } from '../connectors/account-connector.ts';
import { isCallable } from '../connectors/kind.ts';
import { createListing, type KnownKinds } from '../connectors/listing.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import { listedReleases } from './listed-releases.ts';

/** For `doctor`: which methods of an account's connectors read and which may write, and how that was concluded, a line each. */
export async function methodKinds(
  cyclr: Pick<Cyclr, 'methods'>,
  scope: CallScope,
  accountConnectors: readonly AccountConnector[],
  kinds: KnownKinds,
): Promise<readonly string[]> {
  const told = await Promise.all(
    listedReleases(accountConnectors).map(async (release) => {
      const listing = await cyclr.methods(scope, release);
      const { methods } = createListing(listing?.methods ?? [], kinds);
      return methods
        .filter(isCallable)
        .map(({ name, kind, kindReason }) => `${release.name}: ${kind.padEnd(5)} "${name}": ${kindReason}`)
        .toSorted();
    }),
  );
  return told.flat();
}
