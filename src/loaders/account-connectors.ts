import DataLoader from 'dataloader';
import type { AccountConnector } from '../connectors/account-connector.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import type { AccountConnectorId } from '../ids.ts';

/** The account's connectors, as one request sees them. */
export interface AccountConnectors {
  all(): Promise<readonly AccountConnector[]>;
  /** Undefined when the account has none of that id. */
  byId(id: AccountConnectorId): Promise<AccountConnector | undefined>;
}

/**
 * One upstream call for any number of ids asked at the same time: a single id is asked for alone, several are found in
 * the list, and a list that is there already answers all.
 */
export function loadAccountConnectors(cyclr: Cyclr, scope: CallScope): AccountConnectors {
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

  return { all, byId: (id) => byId.load(id) };
}
