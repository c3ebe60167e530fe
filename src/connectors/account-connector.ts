import type { AccountConnectorId } from '../ids.ts';
import type { Connector } from './connector.ts';

/** A connector installed in an account. Its credentials and property values are never kept here. */
export interface AccountConnector {
  readonly id: AccountConnectorId;
  readonly name: string;
  readonly description: string | null;
  readonly authenticated: boolean;
  readonly connector: Connector;
}
