import { type Dispatcher, Pool } from 'undici';
import { readBounded } from '../bytes.ts';
import { GatewayError } from '../errors.ts';
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
}

export interface Http extends AsyncDisposable {
  readonly send: Send;
}

/**
 * Sends requests over one pool of connections to one host. Redirects are not followed. Answers are read whole.
 *
 * @throws GatewayError `UPSTREAM_UNAVAILABLE`, `UPSTREAM_INVALID`, and the reason of the request's signal
 */
export function overHttp({ url, connections, maxAnswerBytes }: HttpOptions): Http {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  // The layers limit time.
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0, connectTimeout: 10_000 });

  const send: Send = async (request) => {
    const { method, path, headers, body, signal, requestId } = request;
    if (signal.aborted) throw cancelled(request, false);
    let response: Dispatcher.ResponseData;
    try {
      response = await pool.request({
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
      });
    } catch (cause) {
      throw signal.aborted ? cancelled(request, true) : unreachable(request, cause);
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

/** What undici fails with before a byte of the request has left. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function unreachable({ reachesApp }: CyclrRequest, cause: unknown): GatewayError {
  const code = (cause as { code?: unknown }).code;
  const unsent =
    typeof code === 'string' && (beforeSending.has(code) || code.startsWith('ERR_TLS') || /CERT/.test(code));
  return new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    unsent ? 'Cyclr cannot be reached. Try again in a moment.' : 'Cyclr closed the connection without an answer.',
    { effect: reachesApp && !unsent ? 'UNKNOWN' : 'NONE', unsent: unsent ? 'NOT_CONNECTED' : undefined, cause },
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
