import type { Sandbox } from '../../src/sandbox/server.ts';
import type { Side } from './network.ts';
import type { Account, AccountConnectorId } from './scenario.ts';

/** All that is drawn of a run. It is data, so that what failed can be made smaller and kept as a test. */
export interface Plan {
  /** Of what is drawn while it runs: delays, back-off. */
  readonly seed: number;
  readonly minutes: number;
  readonly replicas: 1 | 2;
  /** Whether few calls may be on their way at the same time, so that others wait for a turn. */
  readonly isNarrow: boolean;
  /** Whether writes that may have been applied are looked for. */
  readonly looksForWrites: boolean;
  /** How long the tokens of Cyclr live. */
  readonly tokenSeconds: number;
  /** In the order of their times. */
  readonly events: readonly Planned[];
}

/** What happens, and when: in milliseconds since the run began. */
export type Planned = (AskEvent | TroubleEvent) & { readonly at: number };

/** Something goes wrong, or changes, for `ms` where it ends by itself. */
export type TroubleEvent =
  | { readonly kind: 'FAULT'; readonly ms: number; readonly rule: FaultRule }
  | {
      readonly kind: 'NETWORK';
      readonly of: NetworkName;
      readonly ms: number;
      readonly state: 'REFUSES' | 'SILENT';
    }
  | { readonly kind: 'CUT'; readonly of: NetworkName; readonly side: Side; readonly bytes: number }
  | { readonly kind: 'STORE'; readonly ms: number; readonly state: 'AWAY' | 'LOSSY' | 'SLOW' }
  | { readonly kind: 'RELEASE'; readonly connector: string; readonly upgrade: boolean }
  | { readonly kind: 'REVOKE' }
  | { readonly kind: 'RELAY'; readonly relay: 'status' | 'text' }
  /** A replica is killed, or ends when its requests have; another takes its place `ms` later. */
  | { readonly kind: 'RESTART'; readonly replica: number; readonly ms: number; readonly isKilled: boolean };

/** Between the gateways and Cyclr, or between callers and gateways. */
export type NetworkName = 'cyclr' | 'callers';
export type FaultRule = Parameters<Sandbox['fail']>[0];

/** A caller sends a request, and then again what failed. */
export interface AskEvent {
  readonly kind: 'ASK';
  readonly account: Account;
  /** Which is asked first; each further try asks the next one. */
  readonly replica: number;
  /** Several are a batch. */
  readonly operations: readonly Operation[];
  /** What the caller asks for. @default that of the gateway */
  readonly deadlineMs?: number | undefined;
  /** How long after it has asked the caller leaves. @default it stays */
  readonly leavesMs?: number | undefined;
  /** Its keyed writes are asked for at the same time once more, of the next replica. */
  readonly isAskedTwice?: boolean;
  /** How often it asks at most. */
  readonly tries: number;
  /** Between two tries. */
  readonly waitMs: number;
  /** The key of a single write goes in the header. */
  readonly hasKeyInHeader?: boolean;
}

export type Operation =
  | { readonly kind: 'READ'; readonly calls: readonly ReadCall[] }
  | { readonly kind: 'WRITE'; readonly calls: readonly WriteCall[] }
  /** What became of the last keyed writes of the account, the last `back` of them. */
  | { readonly kind: 'LOOK'; readonly back: number };

export type Spelling = 'NAME' | 'IDENTIFIER' | 'NUMBER';

export interface ReadCall {
  readonly id: AccountConnectorId;
  readonly spelling: Spelling;
  /** `names` asks for the account connectors, and calls nothing. */
  readonly what: 'list' | 'get' | 'names' | 'pages';
  /** Of `get`: the Id of a record. */
  readonly record: number;
}

export interface WriteCall {
  readonly id: AccountConnectorId;
  readonly spelling: Spelling;
  /** Of the write methods of its connector. */
  readonly method: number;
  /** Where the method takes several. */
  readonly rows: number;
  /** The caller writes the whole body, where the method takes one row. */
  readonly hasOwnBody?: boolean;
  /** It leaves out what the third-party app needs. */
  readonly isRefused?: boolean;
  readonly isKeyed?: boolean;
  /** It stands in its request twice. */
  readonly isTwice?: boolean;
}
