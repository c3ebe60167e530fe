import { createServer, type RequestListener, type Server } from 'node:http';

type ConnectionLimit = 'headerBytes' | 'headersMs' | 'requestMs' | 'idleMs' | 'connections';

/** What a connection may take of the server, in bytes and milliseconds. */
export const connectionLimits: Readonly<Record<ConnectionLimit, number>> = {
  headerBytes: 16_384,
  headersMs: 10_000,
  requestMs: 15_000,
  idleMs: 5_000,
  connections: 10_000,
};

/** A `node:http` server around a gateway, with limits on what a connection may take. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: connectionLimits.headerBytes,
      headersTimeout: connectionLimits.headersMs,
      requestTimeout: connectionLimits.requestMs,
      keepAliveTimeout: connectionLimits.idleMs,
      requireHostHeader: true,
      insecureHTTPParser: false,
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  server.maxConnections = connectionLimits.connections;
  return server;
}
