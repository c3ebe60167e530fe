import { createServer, type RequestListener, type Server } from 'node:http';
import { limits as defaults, type Limits } from '../../limits.ts';

export interface HttpServerOptions {
  /** What a connection may take. @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'headerBytes' | 'headersMs' | 'requestMs' | 'connections'>;
  /** How long a connection may wait for its next request, in milliseconds. @default 65000 */
  readonly keepAliveMs?: number;
}

/** A `node:http` server around a gateway, with limits on what a connection may take. */
export function createHttpServer(
  listener: RequestListener,
  { limits = defaults, keepAliveMs = 65_000 }: HttpServerOptions = {},
): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: keepAliveMs,
      requireHostHeader: true,
      insecureHTTPParser: false,
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  server.maxConnections = limits.connections;
  return server;
}
