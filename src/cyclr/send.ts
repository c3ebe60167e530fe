import type { MethodKind } from '../connectors/method.ts';
import type { MethodRules } from '../connectors/method-rules.ts';
import type { AccountConnectorId, AccountId } from '../ids.ts';
import type { Signal } from '../signal.ts';
import type { Answer } from './answer.ts';

/** What an upstream request is about, for layers that treat applications apart. A key is undefined where it is about none. */
export interface RequestSubject {
  readonly accountConnectorId?: AccountConnectorId | undefined;
  /** The connector's name. */
  readonly connector?: string | undefined;
  /** The method as it is called: an identifier or a number. */
  readonly method?: string | undefined;
  readonly kind?: MethodKind | undefined;
}

/** Counts the upstream calls of one HTTP request. */
export interface CallBudget {
  /** @throws GatewayError `LIMIT_EXCEEDED` where nothing is left, which keeps the call from being sent */
  take(): void;
  /** Counts bytes of an answer that is now in memory. */
  hold(bytes: number): void;
}

export interface CyclrRequest {
  readonly method: 'GET' | 'POST';
  /** From `/v1.0` on, every part of it encoded: see {@link pathOf}. */
  readonly path: string;
  readonly account: AccountId;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly about: RequestSubject;
  /** Sending it twice does what sending it once does. */
  readonly repeatable: boolean;
  /** Cyclr answers it by calling the third-party app. */
  readonly reachesApp: boolean;
  /** Aborted when no caller waits any more. Its reason is a {@link GatewayError}, which the caller is told. */
  readonly signal: Signal;
  /** When it must have ended, with all of its tries, in milliseconds since the epoch. */
  readonly endsAt: number;
  /** What the operator knows of its answers. */
  readonly rules: MethodRules;
  readonly requestId: string;
  readonly budget?: CallBudget | undefined;
  /** Nobody waits for it: it is not sent to see whether what failed is there again. @default false */
  readonly isBackground?: boolean;
  /** See {@link MethodCall.commit}. */
  readonly commit?: (() => Promise<void>) | undefined;
}

export type Send = (request: CyclrRequest) => Promise<Answer>;

/** Adds one concern to sending. A layer knows `Send` and no other layer. */
export type Layer = (next: Send) => Send;

/** Stacks layers over a `Send`, outermost first: the order in which a request meets them. */
export function layered(send: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), send);
}
