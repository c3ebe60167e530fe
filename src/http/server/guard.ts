import type { IncomingMessage, RequestListener } from 'node:http';
import type { Log } from '../../telemetry/log.ts';
import { requestIdOf } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import { refusedAnswer } from '../response/refused.ts';
import { completed } from '../response/errors.ts';

/**
 * Refuses ambiguous requests with 400, before anything reads them: where Node drops a repeated header, or passes on a
 * value as it came, the code behind would have to guess what was meant.
 */
export function guarded(listener: RequestListener, log: Pick<Log, 'request'>): RequestListener {
  return (request, response) => {
    const reason = refusalReason(request);
    if (reason === undefined) {
      listener(request, response);
      return;
    }
    const requestId = requestIdOf(textOf(request.headers['x-request-id']));
    const { status, headers, body } = refusedAnswer(
      refusal(400, 'BAD_REQUEST', reason),
      (errors) => errors.map((error) => completed(error, requestId)),
      'application/json',
    );
    response.writeHead(status, {
      ...headers,
      ...safe,
      'content-length': Buffer.byteLength(body ?? ''),
      'x-request-id': requestId,
    });
    response.end(body);
    log.request({ requestId, method: request.method ?? '', path: '(other)', status, ms: 0, codes: ['BAD_REQUEST'] });
  };
}

/** What follows on the connection may be of somebody else. */
const safe = { connection: 'close', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Headers with one value each, and by name in messages. Of several, Node keeps the first or joins them. */
const singular = [
  'Host',
  'Authorization',
  'Content-Length',
  'Content-Type',
  'X-Cyclr-Account',
  'X-Router-Secret',
] as const;

function refusalReason({ url = '', headers, rawHeaders }: IncomingMessage): string | undefined {
  const doubled = singular.find((name) => isDoubled(rawHeaders, name.toLowerCase()));
  if (doubled !== undefined) return `The header ${doubled} was sent more than once. Send it once.`;
  if (headers.host !== undefined && !isHost(headers.host))
    return 'The header Host must be a host name, with or without a port.';
  // A target with a host could name another host than the header does, and a proxy may not resolve dots as we do.
  if (!isPath(url)) return 'The request target must be a path in ASCII, such as /graphql, without "." and ".." in it.';
  return undefined;
}

function isDoubled(rawHeaders: readonly string[], name: string): boolean {
  return rawHeaders.filter((header, index) => index % 2 === 0 && header.toLowerCase() === name).length > 1;
}

function isHost(text: string): boolean {
  return /^[\w.~[\]:-]+$/.test(text) && URL.canParse(`http://${text}/`);
}

function isPath(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return /^\/(?!\/)[\x21-\x7e]*$/.test(target) && !/\\|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path) && !target.includes('#');
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
