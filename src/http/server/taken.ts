import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Closes the connection of a caller who does not take its answer: whoever asks for megabytes and does not read would keep
 * them in memory.
 *
 * @param mostMs From the moment that a request has come, in milliseconds.
 */
export function closeUntaken(server: Server, mostMs: number): void {
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const timer = setTimeout(() => socket.destroy(), mostMs);
    timer.unref();
    response.once('close', () => clearTimeout(timer));
  });
}
