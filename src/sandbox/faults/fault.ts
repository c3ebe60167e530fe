import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { jsonType, message, type Reply } from '../wire/reply.ts';

/** What goes wrong. Each has a name, for the header and the control endpoint. */
export type Fault =
  /** The answer comes when the promise settles. */
  | { readonly name: 'gate'; readonly until: Promise<unknown> }
  /** The answer comes `ms` later. */
  | { readonly name: 'latency'; readonly ms?: number }
  /** No answer ever. */
  | { readonly name: 'hang' }
  /** The token is refused. */
  | { readonly name: 'unauthorized' }
  | { readonly name: 'ip-refused' }
  | { readonly name: 'rate-limited'; readonly retryAfter?: string }
  /** An HTML page of a proxy; with status 200 a page where data was expected. */
  | { readonly name: 'html'; readonly status?: number }
  /** The connection is cut before the answer. */
  | { readonly name: 'reset' }
  /** The connection is cut in the middle of the answer. */
  | { readonly name: 'truncated' }
  /** A whole answer, whose JSON ends too early. */
  | { readonly name: 'broken-json' }
  /** A byte at a time, `ms` apart. */
  | { readonly name: 'drip'; readonly ms?: number }
  | { readonly name: 'content-type'; readonly contentType?: string }
  | { readonly name: 'gzip' }
  /** An answer of so many megabytes. */
  | { readonly name: 'huge'; readonly megabytes?: number }
  | { readonly name: 'dead-credentials' }
  /** Nothing but this answer. */
  | { readonly name: 'answer'; readonly status: number; readonly body: string; readonly contentType?: string };

export type FaultName = Fault['name'];

/** The faults that can be asked for from outside, where there is no promise to wait for. */
export const faultNames: readonly FaultName[] = [
  'latency',
  'hang',
  'unauthorized',
  'ip-refused',
  'rate-limited',
  'html',
  'reset',
  'truncated',
  'broken-json',
  'drip',
  'content-type',
  'gzip',
  'huge',
  'dead-credentials',
  'answer',
];

const page =
  '<!DOCTYPE html>\n<html><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>\n';

/** The answer that stands in for the endpoint's own; undefined where the endpoint is asked. */
export function standIn(fault: Fault | undefined): Reply | undefined {
  switch (fault?.name) {
    case 'unauthorized':
      return message(401, 'Authorization has been denied for this request.');
    case 'ip-refused':
      return message(403, 'Unknown client IP Address: contact support to request access for this IP address');
    case 'rate-limited':
      return {
        ...message(429, 'Too many requests.'),
        headers: { 'content-type': jsonType, 'retry-after': fault.retryAfter ?? '1' },
      };
    case 'html':
      return { status: fault.status ?? 503, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
    case 'dead-credentials':
      return message(400, 'Failed to authenticate the connector');
    case 'answer':
      return { status: fault.status, headers: { 'content-type': fault.contentType ?? jsonType }, body: fault.body };
    case 'huge':
      return {
        status: 200,
        headers: { 'content-type': jsonType },
        body: `{"records":["${'x'.repeat((fault.megabytes ?? 20) * 1_000_000)}"]}`,
      };
    default:
      return undefined;
  }
}

/** Sends the reply as the fault would have it. Ends when the response has been sent, or never will be. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  ended: AbortSignal,
): Promise<void> {
  const body = Buffer.from(reply.body);
  const write = (headers: Readonly<Record<string, string>>, content: Uint8Array) => {
    response.writeHead(reply.status, {
      'x-content-type-options': 'nosniff',
      ...headers,
      'content-length': content.length,
    });
    response.end(reply.status === 204 ? undefined : content);
  };

  switch (fault?.name) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length + 1 });
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
      return;
    case 'broken-json':
      write(reply.headers, body.subarray(0, Math.max(1, body.length - 2)));
      return;
    case 'content-type':
      write({ ...reply.headers, 'content-type': fault.contentType ?? 'text/plain' }, body);
      return;
    case 'gzip':
      write({ ...reply.headers, 'content-encoding': 'gzip' }, gzipSync(body));
      return;
    case 'drip':
      response.writeHead(reply.status, {
        'x-content-type-options': 'nosniff',
        ...reply.headers,
        'content-length': body.length,
      });
      for (const byte of body) {
        if (ended.aborted || response.destroyed) return;
        response.write(Uint8Array.of(byte));
        await sleep(fault.ms ?? 20, undefined, { signal: ended }).catch(() => undefined);
      }
      response.end();
      return;
    default:
      write(reply.headers, body);
  }
}

/** What the answer waits for. */
export async function delay(fault: Fault | undefined, ended: AbortSignal): Promise<void> {
  if (fault?.name === 'gate') await fault.until;
  if (fault?.name === 'latency') await sleep(fault.ms ?? 1000, undefined, { signal: ended }).catch(() => undefined);
}
