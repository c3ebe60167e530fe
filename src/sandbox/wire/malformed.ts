import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Refuses malformed HTTP in JSON and with nosniff, like every other request that is refused. */
export function refuseMalformed(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const body = '{"Message":"The request is invalid."}';
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(
      [
        `HTTP/1.1 ${status}`,
        'x-content-type-options: nosniff',
        'content-type: application/json; charset=utf-8',
        `content-length: ${body.length}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}
