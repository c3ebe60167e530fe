import type { AccountConnector, CustomField } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import type { NumberedInputs } from '../connectors/inputs.ts';
import type { InputOption, ListedMethod, MethodKind, SkippedMethod } from '../connectors/method.ts';
import type { MethodRules } from '../connectors/method-rules.ts';
import type { AccountConnectorId, AccountId, ConnectorId, MethodId, MethodUniqueIdentifier } from '../ids.ts';
import type { Json } from '../json.ts';
import type { Signal } from '../signal.ts';
import type { Answer } from './answer.ts';
import type { BreakerStates } from './breakers.ts';
import type { CallBudget } from './send.ts';

/** The account and the HTTP request that Cyclr is asked for. */
export interface CallScope {
  readonly account: AccountId;
  readonly requestId: string;
  /** Its reason is a {@link GatewayError}: what the caller is told. */
  readonly signal: Signal;
  /** When all of it must have ended, in milliseconds since the epoch. */
  readonly endsAt: number;
  /** Counts the upstream calls. @default none is counted */
  readonly budget?: CallBudget | undefined;
  /** Nobody waits for it: it is not sent to see whether what failed is there again. @default false */
  readonly isBackground?: boolean;
}

export interface MethodCall {
  readonly accountConnectorId: AccountConnectorId;
  readonly method: MethodId | MethodUniqueIdentifier;
  readonly inputs: NumberedInputs;
  /** A body of the caller's own, sent in place of the fields. */
  readonly body: Json | undefined;
  /** A read may be sent twice. */
  readonly kind: MethodKind;
  /** The connector's name, where it is known. */
  readonly connector?: string | undefined;
  readonly rules: MethodRules;
  /**
   * Called before every try, when nothing is waited for any more and the request is about to leave. Where it rejects, the
   * request is not sent.
   */
  readonly commit?: (() => Promise<void>) | undefined;
}

export interface ConnectorPage {
  readonly search: string | undefined;
  readonly category: string | undefined;
  readonly includeCustom: boolean;
  /** From 1 on. */
  readonly page: number;
  readonly pageSize: number;
}

/** The newest release, by name; or one release, by id. */
export type ConnectorRelease =
  | { readonly name: string; readonly version: string | null }
  | { readonly id: ConnectorId };

export interface MethodListing {
  readonly methods: readonly ListedMethod[];
  /** Methods that could not be read, and are not among the others. */
  readonly skipped: readonly SkippedMethod[];
  /** The same for two listings that are the same to the byte, and for no others. */
  readonly digest: string;
}

/** The Cyclr API in the gateway's words. Every failure is a {@link GatewayError}. @see docs/cyclr.md */
export interface Cyclr extends AsyncDisposable {
  /** @throws GatewayError `NOT_FOUND` where Cyclr gives no token for the account */
  account(scope: CallScope): Promise<void>;
  /** All pages of them. @see docs/cyclr.md#paging-and-sorting */
  accountConnectors(scope: CallScope): Promise<readonly AccountConnector[]>;
  /** Undefined when the account has none of that id. */
  accountConnector(scope: CallScope, id: AccountConnectorId): Promise<AccountConnector | undefined>;
  customFields(scope: CallScope, id: AccountConnectorId): Promise<readonly CustomField[]>;
  /** The choices that a trigger of the account connector finds in the third-party app. @see docs/cyclr.md#triggers */
  options(scope: CallScope, id: AccountConnectorId, triggerId: string): Promise<readonly InputOption[]>;
  /** One page of the catalogue. */
  connectors(scope: CallScope, page: ConnectorPage): Promise<readonly Connector[]>;
  connector(scope: CallScope, id: ConnectorId): Promise<Connector | undefined>;
  /** The newest release of the name, of this version if one is given. Cyclr may know several. */
  connectorsByName(scope: CallScope, name: string, version: string | null): Promise<readonly Connector[]>;
  /** All methods of the newest release of a connector, or of one release by its id; undefined when there is none. */
  methods(scope: CallScope, of: ConnectorRelease): Promise<MethodListing | undefined>;
  /** The third-party app's answer, with a status of success. */
  callMethod(scope: CallScope, call: MethodCall): Promise<Answer>;
  /** Rejects when Cyclr gives the gateway no token. */
  ready(): Promise<void>;
  /** What is held back at present because it does not answer. */
  breakers(): BreakerStates;
  /** How many calls are on their way, and how many wait for a turn. */
  calls(): { readonly active: number; readonly waiting: number };
}
