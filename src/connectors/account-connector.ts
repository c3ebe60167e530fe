import type { AccountConnectorId, AccountId, MethodUniqueIdentifier } from '../ids.ts';
import type { Connector } from './connector.ts';

/** A connector installed in an account. Its credentials and property values are never kept here. */
export interface AccountConnector {
  readonly id: AccountConnectorId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly description: string | null;
  readonly authenticated: boolean;
  readonly connector: Connector;
  readonly triggers: readonly Trigger[];
}

/** Looks up choices for an input in the third-party app; inputs refer to it by name. */
export interface Trigger {
  readonly id: string;
  readonly name: string;
}

/** A field that the account added to an account connector. */
export interface CustomField {
  readonly id: string;
  /** Where it stands in the body, as for a method's field. */
  readonly location: string;
  readonly name: string;
  readonly description: string | null;
  readonly dataType: string;
  /** Of requests; false: of answers. */
  readonly forRequest: boolean;
  /** The one method it belongs to; null: all of them; undefined: it cannot be told. */
  readonly method: MethodUniqueIdentifier | null | undefined;
}
