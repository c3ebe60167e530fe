import type { AccountConnector } from '../connectors/account-connector.ts';
import { tellSkipped } from '../connectors/skipped.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import { listedReleases } from './listed-releases.ts';

/**
 * For `doctor`: the methods of an account's connectors that cannot be read, a line for each connector that has such
 * methods.
 */
export async function unreadableMethods(
  cyclr: Pick<Cyclr, 'methods'>,
  scope: CallScope,
  accountConnectors: readonly AccountConnector[],
): Promise<readonly string[]> {
  const told = await Promise.all(
    listedReleases(accountConnectors).map(async (release) => {
      const skipped = tellSkipped((await cyclr.methods(scope, release))?.skipped ?? []);
      return skipped === undefined ? [] : [`${release.name}: ${skipped}`];
    }),
  );
  return told.flat();
}
