import type { AccountId } from '../ids.ts';

export interface CyclrRequest {
  readonly method: 'GET' | 'POST';
  /** From `/v1.0` on, every part of it encoded: see {@link pathOf}. */
  readonly path: string;
  readonly account: AccountId;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sending it twice does what sending it once does. */
  readonly repeatable: boolean;
  /** Cyclr answers it by calling the third-party app. */
  readonly reachesApp: boolean;
  /** Its reason is a {@link GatewayError}: what the caller is told. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

export interface CyclrResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

export type Send = (request: CyclrRequest) => Promise<CyclrResponse>;

/** Wraps sending in one concern. Layers know `Send` and nothing of each other. */
export type Layer = (next: Send) => Send;

/** Stacks layers over a `Send`, outermost first: the order in which a request meets them. */
export function layered(send: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), send);
}
