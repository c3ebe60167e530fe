import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base } from '../fixtures.ts';

/** The gateway behind a server of somebody's own: its listener guards itself. */
export const test = base.extend<{ port: number }>({
  port: async ({ gateway }, use) => {
    const server = createServer(gateway.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});
