/**
 * The upstream of the benchmark, a process of its own: a small HTTP server on plain sockets that answers from memory, so
 * that it is not what is measured. It checks every call, counts them (`GET /stats`), and refuses what was not to be sent.
 */
import { createServer, type AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import {
  account,
  accountConnector,
  accountConnectorId,
  benchMethods,
  connectorName,
  listing,
  numberedFields,
  numberedParameters,
  upstreamToken,
} from './payloads.ts';

function response(status: string, body: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(body));
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

const calls = new Map(
  Object.values(benchMethods).map(({ identifier, records }) => [
    `POST /v1.0/account/connectors/${accountConnectorId}/methods/${identifier}`,
    response('200 OK', { records }),
  ]),
);

/** What Cyclr has beside the calls. */
const beside = new Map([
  ['POST /oauth/token', response('200 OK', { access_token: upstreamToken, token_type: 'bearer', expires_in: 1209599 })],
  [`GET /v1.0/account/connectors/${accountConnectorId}`, response('200 OK', accountConnector)],
  [`GET /v1.0/connectors/${connectorName}/methods`, response('200 OK', listing)],
]);

const stats = { calls: 0, beside: 0, bad: 0, lastBad: '' };

interface Head {
  readonly length: number;
  readonly key: string;
  /** What is wrong with it; empty where nothing is. */
  readonly problem: string;
}

/** Heads and bodies that were checked already. */
const heads = new Map<string, Head>();
const bodies = new Set<string>();

function headOf(text: string): Head {
  const [start = '', ...lines] = text.split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const key = start.replace(/ HTTP\/1\.1$|\?\S*/g, '').replace(/ HTTP\/1\.1$/, '');
  const isKnown =
    headers.get('authorization') === `Bearer ${upstreamToken}` && headers.get('x-cyclr-account') === account;
  const isOwn = beside.has(key) || key === 'GET /stats';
  const problem = isOwn || (calls.has(key) && isKnown) ? '' : `head ${text}`;
  return { length: Number(headers.get('content-length') ?? 0), key, problem };
}

function problemOf(body: string): string {
  if (bodies.has(body)) return '';
  const { Parameters, Fields } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  if (!isDeepStrictEqual({ Parameters, Fields }, { Parameters: numberedParameters, Fields: numberedFields }))
    return `body ${body.slice(0, 300)}`;
  if (bodies.size < 100) bodies.add(body);
  return '';
}

function answer({ key, problem }: Head, body: string): Buffer {
  if (key === 'GET /stats') return response('200 OK', stats);
  const other = beside.get(key);
  if (other !== undefined) {
    stats.beside += 1;
    return other;
  }
  stats.calls += 1;
  const found = problem || problemOf(body);
  const known = calls.get(key);
  if (found === '' && known !== undefined) return known;
  stats.bad += 1;
  stats.lastBad = found;
  return response('400 Bad Request', { Message: found });
}

const server = createServer({ noDelay: true }, (socket) => {
  let pending = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (data: Buffer) => {
    pending += data.toString('latin1');
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = pending.slice(0, end);
      const head = heads.get(text) ?? headOf(text);
      if (heads.size < 1000) heads.set(text, head);
      const until = end + 4 + head.length;
      if (pending.length < until) return;
      const body = pending.slice(end + 4, until);
      pending = pending.slice(until);
      socket.write(answer(head, body));
    }
  });
});
server.listen(0, '127.0.0.1', 4096, () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
