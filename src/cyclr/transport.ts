import { type buildConnector, Pool } from 'undici';
import type { Answer } from './answer.ts';
import { AnswerReader, reasonOf } from './answer-reader.ts';
import type { CyclrRequest, Send } from './send.ts';

export interface HttpOptions {
  /** Without `/v1.0`. Its path is put before the path of every request. */
  readonly url: string;
  readonly connections: number;
  /** The largest answer, in bytes after decompression. */
  readonly maxAnswerBytes: number;
  /** One try of a request that says nothing else, in milliseconds. */
  readonly timeoutMs: number;
  /** @default over the network */
  readonly connect?: Connect | undefined;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Opens a connection to a host, as undici has it done. */
export type Connect = buildConnector.connector;

/** How long a connection may take to be made, in milliseconds. */
export const connectTimeoutMs = 3000;

export interface Http extends AsyncDisposable {
  readonly send: Send;
}

/**
 * Sends requests over one pool of connections to one host. Redirects are not followed. Answers are read whole. The time
 * of each try is limited, within that of its request.
 *
 * undici calls a handler of ours: its own `request` makes a stream, a promise and an abort signal for each request.
 *
 * @throws GatewayError `UPSTREAM_UNAVAILABLE`, `UPSTREAM_INVALID`, `TIMEOUT`, and the reason of the request's signal
 */
export function overHttp(options: HttpOptions): Http {
  const { url, connections, maxAnswerBytes: maxBytes, connect, now = Date.now } = options;
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: connectTimeoutMs,
    ...(connect !== undefined && { connect }),
  });

  /** What is left of the time of one try, in milliseconds. */
  const timeoutOf = ({ rules, endsAt }: CyclrRequest) =>
    Math.max(0, Math.min(rules.timeoutMs ?? options.timeoutMs, endsAt - now()));

  function send(request: CyclrRequest): Promise<Answer> {
    const { method, path, headers, body = null, signal, requestId } = request;
    if (signal.aborted) return Promise.reject(reasonOf(signal));
    return new Promise((resolve, reject) => {
      const reader = new AnswerReader({ request, maxBytes, timeoutMs: timeoutOf(request), resolve, reject });
      const sent = {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        'x-request-id': requestId,
        ...headers,
      };
      try {
        pool.dispatch({ method, path: prefix + path, headers: sent, body }, reader);
      } catch (cause) {
        reader.onResponseError(undefined, cause);
      }
    });
  }

  return { send, [Symbol.asyncDispose]: () => pool.destroy() };
}
