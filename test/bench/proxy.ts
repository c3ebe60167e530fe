/**
 * The yardstick of the benchmark, a process of its own: node:http in, an undici pool out, bytes passed through, no
 * GraphQL. It is what Node costs before the gateway does anything. `UPSTREAM` names what is behind it.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dispatcher, Pool } from 'undici';
import { account, upstreamToken } from './payloads.ts';

const pool = new Pool(process.env['UPSTREAM'] ?? '', { connections: 128, pipelining: 1 });
const headers = {
  authorization: `Bearer ${upstreamToken}`,
  'x-cyclr-account': account,
  'content-type': 'application/json',
};

class PassThrough implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, given: Record<string, unknown>): void {
    this.#response.writeHead(status, {
      'content-type': String(given['content-type']),
      'content-length': String(given['content-length']),
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#response.write(piece)) return;
    controller.pause();
    this.#response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#response.destroy(error);
  }
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const body = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    pool.dispatch({ method: 'POST', path: request.url ?? '/', headers, body: body ?? null }, new PassThrough(response));
  });
});
server.listen(0, '127.0.0.1', 4096, () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
