import { answerJson } from '../answers/exchange.ts';
import { relayed } from '../answers/relay.ts';
import type { Relay } from '../scenario/canned.ts';
import { emptyReply, jsonType, message, type Reply } from '../wire/reply.ts';
import type { Fault } from './fault.ts';

const page =
  '<!DOCTYPE html>\n<html><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>\n';

/** The reply that a fault sends in place of the endpoint's; undefined where the endpoint's own reply is used. */
export function standIn(fault: Fault, relay: Relay): Reply | undefined {
  switch (fault.name) {
    case 'unauthorized':
      return message(401, 'Authorization has been denied for this request.');
    case 'ip-refused':
      return message(403, 'Unknown client IP Address: contact support to request access for this IP address');
    case 'rate-limited': {
      const reply = fault.by === 'app' ? refused(429, 'Too many requests.', relay) : message(429, 'Too many requests.');
      return { ...reply, headers: { ...reply.headers, 'retry-after': fault.retryAfter ?? '1' } };
    }
    case 'html':
      return { status: fault.status ?? 503, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
    case 'dead-credentials':
      return message(400, 'Failed to authenticate the connector');
    case 'app-refuses': {
      const { status = 422, body } = fault;
      if (body === undefined) return refused(status, 'The app refuses this.', relay);
      return relayed({ status, headers: { 'content-type': jsonType }, body }, relay, undefined);
    }
    case 'answer':
      return {
        status: fault.status,
        headers: { 'content-type': fault.contentType ?? jsonType, ...inLowerCase(fault.headers) },
        body: fault.body,
      };
    case 'huge':
      return { status: 200, headers: { 'content-type': jsonType }, body: hugeBody(fault.megabytes ?? 20) };
    case 'empty':
      return emptyReply(fault.as ?? 'body');
    default:
      return undefined;
  }
}

/** Whether the endpoint still does its work: true where the fault only spoils the answer. */
export function doesItsWork(fault: Fault): boolean {
  return ['gate', 'latency', 'truncated', 'broken-json', 'drip', 'content-type', 'gzip', 'empty'].includes(fault.name);
}

function inLowerCase(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function refused(status: number, words: string, relay: Relay): Reply {
  return relayed(answerJson({ message: words }, status), relay, undefined);
}

function hugeBody(megabytes: number): Buffer {
  const body = Buffer.alloc(megabytes * 1_000_000 + 16, 'x');
  body.write('{"records":["');
  body.write('"]}', body.length - 3);
  return body;
}
