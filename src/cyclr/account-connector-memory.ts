import type { AccountConnector } from '../connectors/account-connector.ts';
import type { AccountConnectorId, AccountId } from '../ids.ts';
import { limits as defaults, type Limits } from '../limits.ts';
import { recentlyUsed } from '../recently-used.ts';

/**
 * Which connector an account connector is of, remembered between requests, so that a call by name need not ask Cyclr for
 * it first. Each account has its own. What can change at any moment (`authenticated`, a name) is not to be read of it.
 */
export interface AccountConnectorMemory {
  get(account: AccountId, id: AccountConnectorId): AccountConnector | undefined;
  set(account: AccountId, accountConnector: AccountConnector): void;
  forget(account: AccountId, id: AccountConnectorId): void;
}

export interface AccountConnectorMemoryOptions {
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'knownAccountConnectors' | 'knownAccountConnectorMs'>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

export function createAccountConnectorMemory(options: AccountConnectorMemoryOptions = {}): AccountConnectorMemory {
  const { limits = defaults, now = Date.now } = options;
  const known = recentlyUsed<string, { readonly accountConnector: AccountConnector; readonly until: number }>(
    limits.knownAccountConnectors,
  );
  return {
    get(account, id) {
      const found = known.get(keyOf(account, id));
      return found !== undefined && found.until > now() ? found.accountConnector : undefined;
    },
    set(account, accountConnector) {
      // An icon is most of it, and no call needs one.
      const { icon: _icon, ...connector } = accountConnector.connector;
      const until = now() + limits.knownAccountConnectorMs;
      known.set(keyOf(account, accountConnector.id), { accountConnector: { ...accountConnector, connector }, until });
    },
    forget: (account, id) => void known.delete(keyOf(account, id)),
  };
}

function keyOf(account: AccountId, id: AccountConnectorId): string {
  return JSON.stringify([account, id]);
}
