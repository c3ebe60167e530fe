import { type buildConnector, type Dispatcher, Pool } from 'undici';
import { readBounded } from '../bytes.ts';
import { GatewayError } from '../errors.ts';
import { orAborted } from '../waiting.ts';
import { Answer, type AnswerHeaders } from './answer.ts';
import { decompressed } from './decompress.ts';
import type { CyclrRequest, Send } from './send.ts';
import { answerTooLarge } from './too-large.ts';

export interface HttpOptions {
  /** Without `/v1.0`. Its path is put before the path of every request. */
  readonly url: string;
  readonly connections: number;
  /** The largest answer, in bytes after decompression. */
  readonly maxAnswerBytes: number;
  /** @default over the network */
  readonly connect?: Connect | undefined;
}

/** Opens a connection to a host, as undici has it done. */
export type Connect = buildConnector.connector;

/** How long a connection may take to be made, in milliseconds. */
export const connectTimeoutMs = 3000;

export interface Http extends AsyncDisposable {
  readonly send: Send;
}

/**
 * Sends requests over one pool of connections to one host. Redirects are not followed. Answers are read whole.
 *
 * @throws GatewayError `UPSTREAM_UNAVAILABLE`, `UPSTREAM_INVALID`, and the reason of the request's signal
 */
export function overHttp({ url, connections, maxAnswerBytes, connect }: HttpOptions): Http {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  // The layers limit time.
  const pool = new Pool(origin, {
    connections,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: connectTimeoutMs,
    ...(connect !== undefined && { connect }),
  });
  const dispatcher = pool.compose(notingStart);

  const send: Send = async (request) => {
    const { method, path, headers, body, signal, requestId } = request;
    if (signal.aborted) throw cancelled(request, false);
    const progress: Progress = { hasStarted: false };
    let response: Dispatcher.ResponseData<Progress>;
    try {
      const sent = dispatcher.request({
        method,
        path: prefix + path,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate, br',
          'x-request-id': requestId,
          ...headers,
        },
        body: body ?? null,
        // It has all that undici asks of one.
        signal: signal as AbortSignal,
        opaque: progress,
      });
      // One that waits for a connection is not ended by its signal, and is not sent any more once it has one.
      response = await orAborted(sent, signal);
    } catch (cause) {
      const { hasStarted } = progress;
      throw signal.aborted ? cancelled(request, hasStarted) : unreachable(request, hasStarted, cause);
    }
    try {
      const answered = headersOf(response.headers);
      const bytes = await readBounded(response.body as AsyncIterable<Buffer>, maxAnswerBytes);
      if (bytes === undefined) throw answerTooLarge(maxAnswerBytes);
      const decoded = await decompressed(bytes, answered['content-encoding'], maxAnswerBytes);
      return new Answer(response.statusCode, answered, decoded);
    } catch (cause) {
      if (signal.aborted) throw cancelled(request, true);
      if (cause instanceof GatewayError) throw request.reachesApp ? cause.onTheWay() : cause;
      throw new GatewayError('UPSTREAM_INVALID', "Cyclr's answer broke off before its end.", {
        effect: request.reachesApp ? 'UNKNOWN' : 'NONE',
        cause,
      });
    }
  };

  return { send, [Symbol.asyncDispose]: () => pool.destroy() };
}

function cancelled({ signal, reachesApp }: CyclrRequest, sent: boolean): GatewayError {
  const reason =
    signal.reason instanceof GatewayError
      ? signal.reason
      : new GatewayError('TIMEOUT', 'The call was cancelled.', { cause: signal.reason });
  return sent && reachesApp ? reason.onTheWay() : reason;
}

/** What is known of a request that is on its way. */
interface Progress {
  /** It was given a connection: from then on any of it may have left. */
  hasStarted: boolean;
}

/** Notes when a request is given a connection. */
const notingStart: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    onRequestStart(controller, context) {
      (options as unknown as { readonly opaque: Progress }).opaque.hasStarted = true;
      handler.onRequestStart?.(controller, context);
    },
    onResponseStart: (...start) => handler.onResponseStart?.(...start),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (...error) => handler.onResponseError?.(...error),
  });

function unreachable({ reachesApp }: CyclrRequest, hasStarted: boolean, cause: unknown): GatewayError {
  return new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    hasStarted ? 'Cyclr closed the connection without an answer.' : 'Cyclr cannot be reached. Try again in a moment.',
    { effect: reachesApp && hasStarted ? 'UNKNOWN' : 'NONE', unsent: hasStarted ? undefined : 'NOT_CONNECTED', cause },
  );
}

function headersOf(headers: Dispatcher.ResponseData['headers']): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name, first]];
    }),
  );
}
