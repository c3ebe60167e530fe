import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { crm, test as base } from '../fixtures.ts';

const test = base
  .extend({ env: { MAX_ANSWER_CHARACTERS: '100000000', UPSTREAM_MAX_BYTES: '100000000' } })
  .extend<{ served: { readonly port: number; readonly sockets: Socket[] } }>({
    served: async ({ gateway }, use) => {
      const sockets: Socket[] = [];
      const server = createServer(gateway.listener).on('connection', (socket) => sockets.push(socket));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use({ port: (server.address() as AddressInfo).port, sockets });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });

const record = '{"id": 12345678901234567890,"price":1.50,"text":"Zo\\u00eb \u00fc"}';
const elements = Array.from({ length: 800_000 }, () => record).join(',');

/** As JavaScript holds two of these differently, only the very bytes have this digest. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

test('an answer of 50 MB goes out as fast as it is taken, with every byte of its records', async ({
  served,
  sandbox,
}) => {
  sandbox.fail({
    fault: { name: 'answer', status: 200, body: `{"records":[${elements}]}`, contentType: 'application/json' },
    on: crm.searchContacts,
  });
  const query = `mutation { callConnectorMethod(accountConnectorId: ${crm.id}, method: "Search Contacts") }`;
  const body = JSON.stringify({ query });
  const client = connect(served.port, '127.0.0.1');
  client.pause();
  client.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: application/json\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  // The kernel takes some megabytes; the gateway then waits.
  await expect.poll(() => served.sockets[0]?.writableNeedDrain).toBe(true);
  expect(served.sockets[0]?.writableLength).toBeLessThan(1_000_000);

  let [text, size] = ['', 0];
  const digest = createHash('sha256');
  const expected = `{"data":{"callConnectorMethod":[${elements}]}}`;
  for await (const piece of client as AsyncIterable<Buffer>) {
    if (size === 0) text += piece.toString('latin1');
    const isHead = size === 0 && text.includes('\r\n\r\n');
    const from = isHead ? piece.length - (text.length - text.indexOf('\r\n\r\n') - 4) : 0;
    if (!isHead && size === 0) continue;
    digest.update(piece.subarray(from));
    size += piece.length - from;
  }
  expect(text).toMatch(/^HTTP\/1\.1 200/);
  expect(size).toBe(Buffer.byteLength(expected));
  expect(digest.digest('hex')).toBe(digestOf(expected));
});
