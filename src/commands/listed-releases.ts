import type { AccountConnector } from '../connectors/account-connector.ts';

/** The connectors of an account, each once. */
export function listedReleases(
  accountConnectors: readonly AccountConnector[],
): readonly { readonly name: string; readonly version: string | null }[] {
  const releases = accountConnectors.map(({ connector: { name, version } }) => ({ name, version }));
  return [...new Map(releases.map((one) => [JSON.stringify([one.name, one.version]), one])).values()];
}
