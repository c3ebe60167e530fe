import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { type Dispatcher, Pool } from 'undici';
import { GatewayError } from '../errors.ts';
import type { CyclrRequest, Send } from './send.ts';

export interface HttpOptions {
  /** Without `/v1.0`; what follows its host stands before every path. */
  readonly url: string;
  readonly connections: number;
  /** The largest answer, in bytes after decompression. */
  readonly maxAnswerBytes: number;
}

export interface Http extends AsyncDisposable {
  readonly send: Send;
}

/** The wire: one pool of connections to one host, no redirects, answers read whole and bounded. */
export function overHttp({ url, connections, maxAnswerBytes }: HttpOptions): Http {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  // Time is kept by the layers, which know what a try and a request may take.
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0, connectTimeout: 10_000 });

  const send: Send = async (request) => {
    const { method, path, headers, body, signal, requestId } = request;
    if (signal.aborted) throw gaveUp(request, false);
    let answer: Dispatcher.ResponseData;
    try {
      answer = await pool.request({
        method,
        path: prefix + path,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate, br',
          'x-request-id': requestId,
          ...headers,
        },
        body: body ?? null,
        signal,
      });
    } catch (cause) {
      throw signal.aborted ? gaveUp(request, true) : unreachable(request, cause);
    }
    try {
      return {
        status: answer.statusCode,
        contentType: first(answer.headers['content-type']) ?? '',
        retryAfter: first(answer.headers['retry-after']),
        body: await inflated(
          await readWhole(answer.body, maxAnswerBytes),
          first(answer.headers['content-encoding']),
          maxAnswerBytes,
        ),
      };
    } catch (cause) {
      if (signal.aborted) throw gaveUp(request, true);
      if (cause instanceof GatewayError) throw request.reachesApp ? cause.onTheWay() : cause;
      throw new GatewayError('UPSTREAM_INVALID', "Cyclr's answer broke off before its end.", {
        mayHaveReachedApp: request.reachesApp,
        cause,
      });
    }
  };

  return { send, [Symbol.asyncDispose]: () => pool.destroy() };
}

async function readWhole(body: Dispatcher.ResponseData['body'], most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > most) {
      throw new GatewayError(
        'UPSTREAM_INVALID',
        `Cyclr's answer is larger than ${most} bytes. Ask for less at a time.`,
        {
          retriable: false,
          details: { limitBytes: most },
        },
      );
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

const inflaters: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

async function inflated(body: Buffer, encoding: string | undefined, most: number): Promise<Buffer> {
  const decode = encoding === undefined ? undefined : inflaters[encoding.toLowerCase()];
  if (decode === undefined || body.length === 0) return body;
  try {
    return await decode(body, { maxOutputLength: most });
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(most) : error;
  }
}

function tooLarge(most: number): GatewayError {
  return new GatewayError('UPSTREAM_INVALID', `Cyclr's answer is larger than ${most} bytes. Ask for less at a time.`, {
    retriable: false,
    details: { limitBytes: most },
  });
}

function gaveUp({ signal, reachesApp }: CyclrRequest, sent: boolean): GatewayError {
  const reason =
    signal.reason instanceof GatewayError
      ? signal.reason
      : new GatewayError('TIMEOUT', 'The call was given up.', { cause: signal.reason });
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
    { mayHaveReachedApp: reachesApp && !unsent, cause },
  );
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
