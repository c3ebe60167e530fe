/** The gateway's memory over 50,000 requests: `node --expose-gc test/bench/gateway-memory.ts`. */
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { createHttpServer } from '../../src/http/server/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';

const requests = 50_000;
const body = JSON.stringify({
  query:
    'mutation ($p: JSONObject, $f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "Search Contacts", parameters: $p, fields: $f) }',
  variables: { p: { activeOnly: true }, f: { LastName: 'Doe' } },
});

await using gateway = await createGateway(parseConfig({ RATE_LIMIT_REQUESTS: '10000000' }), { log: silentLog });
const server = createHttpServer(gateway.listener);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 32 });

const heap = () => {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 1e6).toFixed(1);
};
const send = async () => {
  const answer = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (!(await answer.body.text()).includes('Jane')) throw new Error('That was not the answer.');
};

process.stdout.write(`      0 requests  ${heap()} MB heap\n`);
for (let rounds = 1; rounds <= 10; rounds++) {
  for (let sent = 0; sent < requests / 10; sent += 50) await Promise.all(Array.from({ length: 50 }, send));
  process.stdout.write(`${String((rounds * requests) / 10).padStart(7)} requests  ${heap()} MB heap\n`);
}
await pool.close();
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
