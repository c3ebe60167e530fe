import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** Ends a server without losing a request. */
export interface Drain {
  /** From now on every answer says `Connection: close`, so that clients with open connections move elsewhere. */
  start(): void;
  /**
   * Accepts no new connections once those that wait are accepted, answers what is on its way or still comes on an open
   * connection, closes idle connections when nothing is on its way any more, and cuts off what is left after
   * `deadlineMs`.
   */
  finish(deadlineMs: number): Promise<void>;
}

export interface DrainOptions {
  /** How long a connection may stay silent after the last was accepted, in milliseconds: its request is on its way. @default 250 */
  readonly lingerMs?: number;
}

/** Turns of the event loop that wait for the last connections at most. */
const mostTurns = 100;

/** Watches a server from its start; call it before the server listens. */
export function createDrain(server: Server, { lingerMs = 250 }: DrainOptions = {}): Drain {
  /** The requests on their way, of every open connection. */
  const sockets = new Map<Socket, number>();
  let isDraining = false;
  let isFinishing = false;
  let accepted = 0;

  server.on('connection', (socket: Socket) => {
    sockets.set(socket, 0);
    accepted += 1;
    socket.once('close', () => {
      sockets.delete(socket);
      closeIdle();
    });
  });
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (isDraining) response.shouldKeepAlive = false;
    add(socket, 1);
    response.once('close', () => {
      add(socket, -1);
      closeIdle();
    });
  });

  function add(socket: Socket, requests: number): void {
    const before = sockets.get(socket);
    if (before !== undefined) sockets.set(socket, before + requests);
  }

  /** When no request is on its way. One that has begun to arrive is waited for. */
  function closeIdle(): void {
    if (!isFinishing || [...sockets.values()].some((requests) => requests > 0)) return;
    server.closeIdleConnections();
    for (const socket of sockets.keys()) if (socket.bytesRead === 0) socket.destroy();
  }

  /** A connection that waits in the queue of the system is reset when the server stops listening. */
  async function acceptWaiting(): Promise<void> {
    for (let turn = 0, before = -1; turn < mostTurns && before < accepted; turn++) {
      before = accepted;
      await new Promise(setImmediate);
    }
  }

  return {
    start() {
      isDraining = true;
    },
    async finish(deadlineMs) {
      isDraining = true;
      await acceptWaiting();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
        const linger = setTimeout(() => {
          isFinishing = true;
          closeIdle();
        }, lingerMs);
        // `http.Server.close` would close idle connections at once, also one on which a request is arriving.
        NetServer.prototype.close.call(server, () => {
          clearTimeout(timer);
          clearTimeout(linger);
          // What `http.Server.close` does besides: it ends the timer that looks for slow requests.
          server.close();
          resolve();
        });
      });
    },
  };
}
