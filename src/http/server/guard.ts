import type { IncomingMessage, RequestListener } from 'node:http';
import type { Log } from '../../telemetry/log.ts';
import { requestIdOf } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import { remembered } from '../remembered.ts';
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
const singular = ['Host', 'Authorization', 'Content-Length', 'Content-Type', 'X-Cyclr-Account', 'X-Router-Secret'];

const singularByKey: ReadonlyMap<string, number> = new Map(singular.map((name, index) => [name.toLowerCase(), index]));

function refusalReason({ url = '', headers, rawHeaders }: IncomingMessage): string | undefined {
  const doubled = doubledIn(rawHeaders);
  if (doubled !== undefined) return `The header ${doubled} was sent more than once. Send it once.`;
  if (headers.host !== undefined && !isHost(headers.host))
    return 'The header Host must be a host name, with or without a port.';
  // A target with a host could name another host than the header does, and a proxy may not resolve dots as we do.
  if (!isPath(url)) return 'The request target must be a path in ASCII, such as /graphql, without "." and ".." in it.';
  return undefined;
}

/** The first of the singular headers that came twice. Each has a bit of what was seen. */
function doubledIn(rawHeaders: readonly string[]): string | undefined {
  let [seen, doubled] = [0, 0];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const index = singularByKey.get((rawHeaders[at] as string).toLowerCase());
    if (index === undefined) continue;
    doubled |= seen & (1 << index);
    seen |= 1 << index;
  }
  return doubled === 0 ? undefined : singular.find((_name, index) => (doubled & (1 << index)) !== 0);
}

const isHost = remembered((text) => /^[\w.~[\]:-]+$/.test(text) && URL.canParse(`http://${text}/`));

function isPath(target: string): boolean {
  if (target === '/graphql') return true;
  const [path = ''] = target.split('?', 1);
  return /^\/(?!\/)[\x21-\x7e]*$/.test(target) && !/\\|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path) && !target.includes('#');
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
