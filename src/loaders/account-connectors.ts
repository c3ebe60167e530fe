import DataLoader from 'dataloader';
import type { AccountConnector } from '../connectors/account-connector.ts';
import type { AccountConnectorMemory } from '../cyclr/account-connector-memory.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import type { AccountConnectorId } from '../ids.ts';

/** The account's connectors, as one request sees them. */
export interface AccountConnectors {
  all(): Promise<readonly AccountConnector[]>;
  /** Undefined when the account has none of that id. */
  byId(id: AccountConnectorId): Promise<AccountConnector | undefined>;
  /**
   * The same for a call, which only needs to know which connector it is of: that may be remembered from an earlier
   * request.
   */
  forCall(id: AccountConnectorId): Promise<AccountConnector | undefined>;
  /** Cyclr has refused a call: it is asked again. True where the request took from memory what it knows of it. */
  forget(id: AccountConnectorId): boolean;
}

/**
 * One upstream call for any number of ids asked at the same time: a single id is asked for alone, several are found in
 * the list, and a list that is there already answers all.
 */
export function loadAccountConnectors(
  cyclr: Cyclr,
  scope: CallScope,
  memory: AccountConnectorMemory,
): AccountConnectors {
  const { account } = scope;
  const remembered = new Map<AccountConnectorId, AccountConnector>();
  let list: Promise<readonly AccountConnector[]> | undefined;
  const all = () => (list ??= cyclr.accountConnectors(scope));

  const byId = new DataLoader<AccountConnectorId, AccountConnector | undefined>(
    async (ids) => {
      const [only] = ids;
      if (list === undefined && ids.length === 1 && only !== undefined) {
        return [await cyclr.accountConnector(scope, only)];
      }
      const found = new Map((await all()).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id));
    },
    { name: 'accountConnectorById' },
  );

  async function load(id: AccountConnectorId): Promise<AccountConnector | undefined> {
    const found = await byId.load(id);
    if (found === undefined) memory.forget(account, id);
    else memory.set(account, found);
    return found;
  }

  return {
    all,
    byId: load,
    async forCall(id) {
      const known = remembered.get(id) ?? memory.get(account, id);
      if (known === undefined) return load(id);
      // The same one for the whole request.
      remembered.set(id, known);
      return known;
    },
    forget(id) {
      memory.forget(account, id);
      return remembered.delete(id);
    },
  };
}
