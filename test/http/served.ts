import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base } from '../fixtures.ts';

/** The gateway behind a server of somebody's own: its listener guards itself. */
export const test = base.extend<{ asked: string[]; port: number }>({
  /** Methods and targets of requests, as `GET /graphql`. */
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  asked: async ({}, use) => use([]),
  port: async ({ gateway, asked }, use) => {
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      gateway.listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});
