/**
 * Reads a million records in every style of pages, and a shorter list with every lie, from cursor to cursor through a
 * gateway and a sandbox on loopback. Prints what it cost and whether anything was missed or doubled.
 *
 *   npm run pages [-- RECORDS]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { pageLies, sandboxCredentials } from '../../src/sandbox/server.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { styles } from './scenario.ts';
import { nameOf } from './long-lists.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const few = 5000;
/** In megabytes. */
const mostGrowth = 64;
const pageSize = 1000;
const perRequest = 10_000;
/** A list that goes on for longer than it can is not read on. */
const mostRequests = 3;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const routerSecret = 'a secret of the router for this command alone';

interface Row {
  readonly what: string;
  readonly requests: number;
  readonly calls: number;
  readonly seconds: number;
  /** Above what the process had before, in megabytes, after a collection. */
  readonly growth: number;
  readonly missed: number;
  readonly doubled: number;
  readonly complete: string;
  readonly stopped: string;
}

interface Read {
  readonly nodes: readonly { readonly Id: number }[];
  readonly complete: string;
  readonly stopped: string;
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

const query = `query ($method: String!, $first: Int!, $after: String, $limit: Int!) {
  accountConnector(id: 1) {
    pages(method: $method, first: $first, after: $after, parameters: { limit: $limit }) {
      nodes complete stopped pageInfo { endCursor hasNextPage }
    }
  }
}`;

await using opened = new AsyncDisposableStack();
const child = fork(new URL('./million-sandbox.ts', import.meta.url), [String(count), String(few)]);
opened.defer(() => void child.kill());
const [{ url }] = (await once(child, 'message')) as [{ readonly url: string }];
let calls = 0;
const log = createLog((entry) => void (entry.includes('"call"') && (calls += 1)));
const gateway = opened.use(
  await createGateway(
    parseConfig({
      CYCLR_API_URL: url,
      CYCLR_CLIENT_ID: sandboxCredentials.clientId,
      CYCLR_CLIENT_SECRET: sandboxCredentials.clientSecret,
      AUTH_ROUTER_SECRET: routerSecret,
      RATE_LIMIT_REQUESTS: '10000000',
    }),
    { log, catalogs: [], rules: [] },
  ),
);

const rows: Row[] = [];
// What is loaded and compiled once is no growth.
await readList(gateway, nameOf('cursor', 'repeats'), few, few / 5);
for (const style of Object.keys(styles)) tell(await readList(gateway, nameOf(style), count, perRequest));
for (const lie of pageLies) {
  for (const style of Object.keys(styles)) tell(await readList(gateway, nameOf(style, lie), few, few * 2));
}
const isHonest = ({ what }: Row) => !what.includes(' ');
const wrong = rows.filter(
  (row) => row.doubled > 0 || (row.missed > 0 && (row.complete === 'YES' || isHonest(row))) || row.growth > mostGrowth,
);
const said =
  wrong.length === 0
    ? 'Nothing that was called complete was missed or doubled.'
    : `Wrong: ${wrong.map(({ what }) => what).join(', ')}.`;
process.stdout.write(`${said}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function readList(at: Gateway, method: string, length: number, first: number): Promise<Row> {
  collect();
  const before = process.memoryUsage();
  const startedAt = performance.now();
  const callsBefore = calls;
  const seen = new Uint8Array(length + 2);
  let [requests, doubled, growth] = [0, 0, 0];
  let after: string | null = null;
  let read: Read | undefined;
  const most = Math.ceil(length / first) + mostRequests;
  do {
    read = await ask(at, { method, first, after, limit: pageSize });
    for (const { Id } of read.nodes) {
      if (seen[Id] === 1) doubled += 1;
      seen[Id] = 1;
    }
    requests += 1;
    after = read.pageInfo.endCursor;
    if (requests % 10 === 0 || !read.pageInfo.hasNextPage) {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      growth = Math.max(growth, heapUsed + external - before.heapUsed - before.external);
    }
  } while (read.pageInfo.hasNextPage && requests < most);
  const missed = length - seen.reduce((sum, one) => sum + one, 0);
  const { complete, stopped } = read;
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    what: method.replace('List Things By ', ''),
    requests,
    calls: calls - callsBefore,
    seconds,
    growth: growth / 1e6,
    missed,
    doubled,
    complete,
    stopped,
  };
}

async function ask(at: Gateway, variables: Readonly<Record<string, unknown>>): Promise<Read> {
  const headers = { 'content-type': 'application/json', 'x-router-secret': routerSecret, 'x-cyclr-account': 'mine' };
  const body = JSON.stringify({ query, variables });
  const response = await at.fetch(new Request('http://gateway/graphql', { method: 'POST', headers, body }));
  const answer = (await response.json()) as {
    readonly data?: { readonly accountConnector: { readonly pages: Read | null } | null };
    readonly errors?: unknown;
  };
  const read = answer.data?.accountConnector?.pages;
  if (!read) throw new Error(JSON.stringify(answer.errors));
  return read;
}

function tell(row: Row): void {
  if (rows.length === 0)
    process.stdout.write(
      `${line(['list', 'requests', 'calls', 'seconds', 'MB more', 'missed', 'doubled', 'complete', 'stopped'])}\n`,
    );
  rows.push(row);
  const { what, requests, calls: sent, seconds, growth, missed, doubled, complete, stopped } = row;
  process.stdout.write(
    `${line([what, requests, sent, seconds.toFixed(1), growth.toFixed(1), missed, doubled, complete, stopped])}\n`,
  );
}

function line(cells: readonly (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(9))).join(' ');
}
