import type { AccountConnector } from '../connectors/account-connector.ts';
import type { ConnectorMethod } from '../connectors/method.ts';
import type { AccountScope } from '../context.ts';

/** A method as a node of the graph: with the account that asks, and the account connector it would be called on, if any. */
export interface MethodNode {
  readonly method: ConnectorMethod;
  readonly account: AccountScope;
  readonly accountConnector: AccountConnector | undefined;
}
