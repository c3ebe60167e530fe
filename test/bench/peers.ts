/** The other side of the benchmark: an upstream that answers from memory, and a raw proxy in front of it. `node test/bench/peers.ts upstream|proxy` */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

const [role, target = ''] = process.argv.slice(2);

/** By the number of the account connector: how many records its answer has. */
const bodies = new Map(
  [2, 100, 10_000].map((count) => [
    String(count),
    Buffer.from(JSON.stringify({ records: Array.from({ length: count }, record) })),
  ]),
);

function record(_one: unknown, index: number) {
  return {
    Id: 1000 + index,
    FirstName: 'John',
    LastName: 'Doe',
    Name: `John Doe ${index}`,
    Email: `john.doe.${index}@example.com`,
    City: 'Leeds',
    Active: true,
    Score: 12.5,
  };
}

function upstream(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    const [, count = ''] = /connectors\/(\d+)\/methods/.exec(request.url ?? '') ?? [];
    const body =
      bodies.get(count) ??
      Buffer.from(JSON.stringify({ access_token: 'x'.repeat(64), token_type: 'bearer', expires_in: 1_209_599 }));
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
      .end(body);
  });
}

function proxyTo(url: string) {
  const pool = new Pool(url, { connections: 128 });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void pool
        .request({
          method: 'POST',
          path: request.url ?? '/',
          headers: { 'content-type': 'application/json' },
          body: Buffer.concat(chunks),
        })
        .then(({ statusCode, body }) => {
          response.writeHead(statusCode, { 'content-type': 'application/json; charset=utf-8' });
          body.pipe(response);
        });
    });
  };
}

const server = createServer(role === 'proxy' ? proxyTo(target) : upstream);
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
