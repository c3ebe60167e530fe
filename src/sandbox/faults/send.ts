import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Headers, Reply } from '../wire/reply.ts';
import { sleep } from '../../waiting.ts';
import type { Fault } from './fault.ts';

/** Sends the reply, spoilt by the fault if there is one. Resolves once nothing more will be sent. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  ended: AbortSignal,
): Promise<void> {
  const body = Buffer.from(reply.body);
  const isBodiless = reply.status === 204 || reply.status === 304;
  const head = (headers: Readonly<Record<string, string>>, length: number) =>
    response.writeHead(reply.status, {
      'x-content-type-options': 'nosniff',
      ...severalOf(reply.headers),
      ...headers,
      ...(!isBodiless && { 'content-length': String(length) }),
    });
  const whole = (content: Uint8Array, headers: Readonly<Record<string, string>> = {}) => {
    head(headers, content.length);
    response.end(isBodiless ? undefined : content);
  };

  switch (fault?.name) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      head({}, body.length + 1);
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
      return;
    case 'broken-json':
      whole(body.subarray(0, Math.max(1, body.length - 2)));
      return;
    case 'content-type':
      whole(body, { 'content-type': fault.contentType ?? 'text/plain' });
      return;
    case 'gzip':
      whole(gzipSync(body), { 'content-encoding': 'gzip' });
      return;
    case 'drip':
      head({}, body.length);
      await drip(response, body, fault.bytes ?? 1, fault.ms ?? 20, ended);
      return;
    default:
      whole(body);
  }
}

function severalOf(headers: Headers): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

/** Waits for as long as the fault says. Resolves early when the caller leaves or the sandbox is closed. */
export async function delay(fault: Fault, ended: AbortSignal): Promise<void> {
  if (fault.name === 'gate') {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    ended.addEventListener('abort', () => resolve(), { once: true });
    await Promise.race([fault.until, over]);
  }
  if (fault.name === 'latency') await sleep(fault.ms ?? 1000, ended).catch(() => undefined);
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  bytes: number,
  ms: number,
  ended: AbortSignal,
): Promise<void> {
  for (let at = 0; at < body.length; at += bytes) {
    if (at > 0) await sleep(ms, ended).catch(() => undefined);
    if (ended.aborted || response.destroyed) break;
    response.write(body.subarray(at, at + bytes));
  }
  response.end();
}
