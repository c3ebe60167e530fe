import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** Listens on loopback; dispose of it to end it: what is on its way is answered. */
export async function listen(listener: RequestListener, port: number): Promise<Served> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** A whole program: it listens, says where, and ends when it is told to. */
export async function serve(listener: RequestListener, port: number): Promise<void> {
  await using served = await listen(listener, port);
  announce(served.url);
  await stopped();
}

/** The line that whoever started this program waits for. */
export function announce(url: string): void {
  process.stdout.write(`Listening on ${url}\n`);
}

/** SIGTERM, Ctrl-C, or the end of the program that started this one: none is left behind. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    process.once('disconnect', resolve);
    // Listening for it must not keep a program alive that is done.
    process.channel?.unref();
  });
}
