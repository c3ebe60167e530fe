import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inUrl } from '../config/loopback.ts';
import { quoted } from '../text/quoted.ts';

export interface Address {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/**
 * Makes a server listen.
 *
 * @returns its URL, with the address and port that were taken
 * @throws Error whose message says what is wrong with the host, the port or the right to listen
 */
export async function listen(server: Server, { host, port }: Address): Promise<string> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (cause) {
    throw new Error(listenFault(cause, { host, port }), { cause });
  }
  const { address, port: taken } = server.address() as AddressInfo;
  return `http://${inUrl(address)}:${taken}`;
}

/** Whether an address can be listened on now. @throws Error as {@link listen} does */
export async function tryListening(address: Address): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((resolve) => server.close(resolve));
}

/** What sets the address of a gateway. */
const byGateway = { host: '--host or HOST', port: '--port or PORT' };

/** Why nothing can listen there, and what to do; for any other error its own message. `by` is what sets the address. */
export function listenFault(error: unknown, { host, port }: Address, by: typeof byGateway = byGateway): string {
  const hosts = `Choose another with ${by.host}: 127.0.0.1 for this machine alone, 0.0.0.0 or :: for every network.`;
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${quoted(host)} is taken by another program, perhaps by one of these that runs already. Choose another with ${by.port}; 0 takes a free one.`;
    case 'EACCES':
    case 'EPERM':
      return `The right to listen on port ${port} is missing. Ports below 1024 usually need one; choose a higher port with ${by.port}.`;
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'EAFNOSUPPORT':
      return `The host ${quoted(host)} is not an address of this machine. ${hosts}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return `The host ${quoted(host)} has no address: its name cannot be resolved. ${hosts}`;
    default:
      return message;
  }
}
