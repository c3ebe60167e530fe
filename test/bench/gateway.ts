/**
 * CPU time of the gateway per request, beside a raw proxy in the same run: `npm run bench`.
 *
 * Everything is on: callers are known, limits, a log line per request and per call. Loopback only; ends by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';

const here = import.meta.dirname;
const secret = 'a secret of more than 32 characters';
const rounds = 5;
const children: ChildProcess[] = [];

interface Work {
  readonly name: string;
  readonly clients: number;
  readonly requests: number;
  readonly records: number;
}

const works: readonly Work[] = [
  { name: 'S  2 records', clients: 64, requests: 2000, records: 2 },
  { name: 'M  100 records', clients: 32, requests: 1500, records: 100 },
  { name: 'L  10,000 records', clients: 4, requests: 60, records: 10_000 },
];

function start(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ readonly pid: number; readonly url: string }> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let out = '';
    child.once('exit', () => reject(new Error(`It ended: ${out}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      out = (out + chunk.toString()).slice(0, 10_000);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(out) ?? [];
      if (url !== undefined) resolve({ pid: child.pid ?? 0, url });
    });
  });
}

/** User and system time, in milliseconds. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function load(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string,
  { clients, requests }: Work,
): Promise<void> {
  const pool = new Pool(url, { connections: clients });
  let left = requests;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const answer = await pool.request({
          method: 'POST',
          path,
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        const text = await answer.body.text();
        if (answer.statusCode !== 200 || text.includes('"errors"'))
          throw new Error(`${answer.statusCode} ${text.slice(0, 300)}`);
      }
    }),
  );
  await pool.close();
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const upstream = await start([join(here, 'peers.ts'), 'upstream']);
  const proxy = await start([join(here, 'peers.ts'), 'proxy', upstream.url]);
  const gateway = await start([join(here, '../../src/cli.ts'), 'serve', '--port', '0'], {
    CYCLR_API_URL: upstream.url,
    CYCLR_CLIENT_ID: 'x',
    CYCLR_CLIENT_SECRET: 'x',
    AUTH_ROUTER_SECRET: secret,
    RATE_LIMIT_REQUESTS: '10000000',
    NODE_ENV: 'production',
  });
  const headers = { 'x-router-secret': secret, 'x-cyclr-account': 'demo-acme' };
  process.stdout.write('CPU per request, median of 5 interleaved rounds\n\n');
  for (const work of works) {
    const path = `/v1.0/account/connectors/${work.records}/methods/6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11`;
    const raw = JSON.stringify({ Parameters: { 400123: 'true' }, Fields: {}, Mergefields: {} });
    const graphql = JSON.stringify({
      query:
        'mutation ($id: ID!, $p: JSONObject) { callConnectorMethod(accountConnectorId: $id, method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11", parameters: $p) }',
      variables: { id: String(work.records), p: { 400123: 'true' } },
    });
    const measured: { proxy: number; gateway: number }[] = [];
    for (let round = -1; round < rounds; round++) {
      const before = { proxy: cpuOf(proxy.pid), gateway: cpuOf(gateway.pid) };
      await load(proxy.url, path, {}, raw, work);
      await load(gateway.url, '/graphql', headers, graphql, work);
      // The first warms up.
      if (round >= 0)
        measured.push({
          proxy: (cpuOf(proxy.pid) - before.proxy) / work.requests,
          gateway: (cpuOf(gateway.pid) - before.gateway) / work.requests,
        });
    }
    const [ofProxy, ofGateway] = [median(measured.map((one) => one.proxy)), median(measured.map((one) => one.gateway))];
    process.stdout.write(
      `${work.name.padEnd(18)} proxy ${ofProxy.toFixed(3)} ms  gateway ${ofGateway.toFixed(3)} ms  ${(ofGateway / ofProxy).toFixed(1)} times\n`,
    );
  }
} finally {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
  }
}
