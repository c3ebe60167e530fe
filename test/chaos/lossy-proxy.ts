import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of the connections between the gateways and Cyclr. */
export type Wire =
  | { readonly kind: 'WHOLE' }
  /** A connection is cut when the request has come. Cyclr never sees it. */
  | { readonly kind: 'CUT_BEFORE' }
  /** The answer is cut after so many bytes, another number each time: Cyclr has done its work. */
  | { readonly kind: 'CUT_WITHIN'; readonly mostBytes: number }
  /** No connection can be made. */
  | { readonly kind: 'CLOSED' };

/** A connection to Cyclr that can be made to fail. */
export interface LossyProxy extends AsyncDisposable {
  readonly url: string;
  /** Method calls that have arrived here, from the gateways. */
  readonly calls: () => number;
  become(wire: Wire): Promise<void>;
}

export async function startLossyProxy(to: URL): Promise<LossyProxy> {
  let wire: Wire = { kind: 'WHOLE' };
  let calls = 0;
  let cuts = 0;
  const sockets = new Set<Socket>();

  const server = createServer((from) => {
    const upstream = connect(Number(to.port), to.hostname);
    const end = () => {
      from.destroy();
      upstream.destroy();
    };
    for (const socket of [from, upstream]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        end();
      });
      socket.on('error', end);
    }
    let left: number | undefined;
    from.on('data', (chunk) => {
      calls += chunk.toString('latin1').split(/^POST \S+\/methods\//m).length - 1;
      if (wire.kind === 'CUT_BEFORE') end();
      else {
        // Another place in each answer: in its head, in its body, and after it.
        left = wire.kind === 'CUT_WITHIN' ? (cuts += 1) % wire.mostBytes : undefined;
        upstream.write(chunk);
      }
    });
    upstream.on('data', (chunk) => {
      if (left === undefined) from.write(chunk);
      else {
        from.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left < 0) from.end(end);
      }
    });
  });

  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    async become(next) {
      const wasClosed = wire.kind === 'CLOSED';
      wire = next;
      if (next.kind === 'CLOSED' && !wasClosed) await close();
      if (next.kind !== 'CLOSED' && wasClosed) await listen(port);
    },
    [Symbol.asyncDispose]: close,
  };
}
