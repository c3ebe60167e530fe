/** Two gateways, a sandbox and Redis through everything that can go wrong: `npm run chaos [-- --rate 100 --seconds 5]`. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { residentBytes, type Started, startProgram } from '../program.ts';
import { startRedisServer } from '../redis-server.ts';
import { createCaller, type Fate, newTally, type Tally, type Write } from './caller.ts';
import { startLossyProxy } from './lossy-proxy.ts';
import { type Phase, phases } from './phases.ts';

const { values: options } = parseArgs({
  options: { rate: { type: 'string', default: '100' }, seconds: { type: 'string', default: '5' } },
});
const perSecond = Number(options.rate);
const seconds = Number(options.seconds);
const deadlineMs = 4000;
const secret = 'a router secret of more than 32 characters';
const accounts = [
  { account: 'demo-acme', accountConnector: '1873' },
  { account: 'demo-globex', accountConnector: '2873' },
] as const;
/** Of all calls; the others are reads. A tenth of the writes has no key. */
const partOfWrites = 0.7;

const write = (line: string) => void process.stdout.write(`${line}\n`);

await using stack = new AsyncDisposableStack();
const redisPort = await freePort();
const redis = stack.use(await startRedisServer({ isDurable: true, port: redisPort }));
const sandbox = stack.use(await startProgram(['sandbox', '--port', '0', '--control', '--seed', '1'], {}));
const wire = stack.use(await startLossyProxy(new URL(sandbox.url)));
const replicas = [await startReplica('0'), await startReplica('0')];
stack.defer(async () => {
  for (const replica of replicas) await replica[Symbol.asyncDispose]();
});
const up = new Set(replicas);

function startReplica(port: string): Promise<Started> {
  return startProgram(['serve', '--port', port], {
    CYCLR_API_URL: wire.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: secret,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    REQUEST_DEADLINE_MS: String(deadlineMs),
    UPSTREAM_TIMEOUT_MS: '1500',
    RATE_LIMIT_REQUESTS: '10000000',
    CONNECTORS_CONFIG: join(import.meta.dirname, 'connectors.config.json'),
  });
}

/** Redis takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// A connection of its own for each: one that is kept may be closed at the other end while this request begins.
const control = (method: string, path: string, body?: unknown) =>
  fetch(`${sandbox.url}/sandbox/${path}`, {
    method,
    headers: { connection: 'close' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

let tally = newTally();
const caller = createCaller({
  urls: () => [...up].map(({ url }) => `${url}/graphql`),
  secret,
  deadlineMs,
  tally: () => tally,
  patienceMs: 20_000,
});
const writes: Write[] = [];

/** Calls that begin when their time has come, whether earlier ones have ended or not. */
function startLoad(): { readonly end: () => Promise<void> } {
  const pending = new Set<Promise<void>>();
  const startedAt = performance.now();
  let started = 0;
  const timer = setInterval(() => {
    for (; started < ((performance.now() - startedAt) / 1000) * perSecond; started++) {
      const one = begin(started);
      pending.add(one);
      void one.finally(() => pending.delete(one));
    }
  }, 10);
  return {
    end: async () => {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}

function begin(at: number): Promise<void> {
  const where = accounts[at % accounts.length] ?? accounts[0];
  if ((at * 7) % 10 >= partOfWrites * 10)
    return caller.read(accounts[0].account, accounts[0].accountConnector, '"Id":1001');
  const key = at % 11 === 0 ? undefined : randomUUID();
  const one: Write = { ...where, marker: `${where.account} ${at} ${randomUUID()}`, key, fate: 'UNKNOWN', tries: 0 };
  writes.push(one);
  return caller.write(one);
}

interface Row {
  readonly phase: string;
  readonly tally: Tally;
  /** Calls that were sent to Cyclr, for each that callers asked for; of an outage. */
  readonly amplification: number | undefined;
  /** Until the first answer of success after it, in milliseconds. */
  readonly recoveryMs: number;
}

async function run(phase: Phase): Promise<Row> {
  tally = newTally();
  const callsBefore = wire.calls();
  if (phase.fault !== undefined) await control('POST', 'faults', phase.fault);
  if (phase.wire !== undefined) await wire.become(phase.wire);
  const repaired = phase.does === undefined ? undefined : disturb(phase.does);
  await passed(seconds * 1000);
  await repaired;
  const during = tally;
  const calls = wire.calls() - callsBefore;
  await wire.become({ kind: 'WHOLE' });
  await control('DELETE', 'faults');
  const over = performance.now();
  tally = newTally();
  while (tally.succeeded === 0 && performance.now() - over < 10_000) await passed(10);
  const recoveryMs = performance.now() - over;
  // What is open from this phase ends in a calm.
  await passed(1000);
  return {
    phase: phase.name,
    tally: during,
    amplification: phase.isOutage === true ? calls / during.requests : undefined,
    recoveryMs,
  };
}

async function disturb(how: NonNullable<Phase['does']>): Promise<void> {
  if (how === 'RELEASE') {
    await control('POST', 'releases', { connector: 'Northwind CRM' });
  } else if (how === 'RESTART_REDIS') {
    await passed(500);
    await redis.kill();
    await passed(1000);
    await redis.start();
  } else {
    await passed(500);
    const [victim] = replicas.splice(0, 1);
    if (victim === undefined) return;
    const exited = once(victim.child, 'exit');
    victim.child.kill('SIGKILL');
    up.delete(victim);
    await exited;
    const next = await startReplica(new URL(victim.url).port);
    replicas.push(next);
    up.add(next);
  }
}

/** Every name in the application, with how often it is there. */
async function applied(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { account, accountConnector } of accounts) {
    const answer = await caller.ask(account, listDocument, { id: accountConnector });
    const { call } = (answer?.data?.['accountConnector'] ?? {}) as {
      readonly call?: { readonly records: readonly { readonly LastName: string }[] };
    };
    for (const { LastName } of call?.records ?? []) counts.set(LastName, (counts.get(LastName) ?? 0) + 1);
  }
  return counts;
}

const listDocument = `query ($id: ID!) {
  accountConnector(id: $id) { call(method: "List Contacts") { records(select: ["LastName"]) } }
}`;

const steady = replicas[1];
const rows: Row[] = [];
const load = startLoad();
await passed(2000);
const memoryBefore = (await residentBytes(steady?.child.pid)) ?? 0;
for (const phase of phases) {
  const row = await run(phase);
  rows.push(row);
  write(`${phase.name}: ${row.tally.requests} asked, back after ${row.recoveryMs.toFixed(0)} ms`);
}
await load.end();
tally = newTally();
await passed(deadlineMs + 7000);
const memoryAfter = (await residentBytes(steady?.child.pid)) ?? 0;

const inTheApp = await applied();
const of = (fate: Fate) => writes.filter((one) => one.fate === fate);
const open = writes.filter(({ fate, key }) => key !== undefined && fate !== 'APPLIED' && fate !== 'REFUSED');
const uncertain = open.filter(({ fate }) => fate === 'UNCERTAIN');
for (let at = 0; at < open.length; at += 20) {
  const some = open.slice(at, at + 20);
  await Promise.all(some.map(async (one) => (one.fate = await caller.outcomeOf(one))));
}

const stillUncertain = uncertain.filter(({ fate }) => fate === 'UNCERTAIN').length;

const count = (one: Write) => inTheApp.get(one.marker) ?? 0;
const doubled = writes.filter((one) => count(one) > 1);
const misreported = writes.filter(
  (one) =>
    (one.fate === 'APPLIED' && count(one) === 0) ||
    (['NOT_APPLIED', 'REFUSED', 'NOT_RECEIVED'].includes(one.fate) && count(one) > 0),
);
const unaccounted = writes.filter(({ fate }) => fate === 'UNKNOWN' || fate === 'IN_PROGRESS');
const sum = (key: 'requests' | 'wrong' | 'hung' | 'broken') => rows.reduce((all, row) => all + row.tally[key], 0);
const amplification = Math.max(...rows.map((row) => row.amplification ?? 0));
const slowest = Math.max(...rows.map(({ recoveryMs }) => recoveryMs));
const grown = (memoryAfter - memoryBefore) / 1_000_000;

write('');
write('| what happens | asked | succeeded | hung | broken | back after | told |');
write('| --- | --: | --: | --: | --: | --: | --- |');
for (const {
  phase,
  tally: { requests, succeeded, hung, broken, codes },
  recoveryMs,
} of rows) {
  const told = [...codes].toSorted((a, b) => b[1] - a[1]).map(([code, times]) => `${times} ${code}`);
  const cells = [phase, requests, succeeded, hung, broken, `${recoveryMs.toFixed(0)} ms`, told.join(', ')];
  write(`| ${cells.join(' | ')} |`);
}
write('');
write(`writes          ${writes.length}, of which ${writes.filter(({ key }) => key !== undefined).length} with a key`);
for (const fate of [
  'APPLIED',
  'NOT_APPLIED',
  'REFUSED',
  'UNCERTAIN',
  'IN_PROGRESS',
  'NOT_RECEIVED',
  'UNKNOWN',
] as const) {
  write(`  ${fate.padEnd(13)} ${of(fate).length}`);
}
const verdicts: readonly (readonly [string, number, number])[] = [
  ['per cent of the uncertain that stay so', uncertain.length === 0 ? 0 : (stillUncertain / uncertain.length) * 100, 5],
  ['doubled', doubled.length, 0],
  ['misreported', misreported.length, 0],
  ['keyed writes unaccounted for', unaccounted.filter(({ key }) => key !== undefined).length, 0],
  ['answers of another record', sum('wrong'), 0],
  ['hung past the deadline', sum('hung'), 0],
  ['amplification over an outage', amplification, 1.1],
  ['recovery in ms', slowest, 2000],
  ['resident memory grown by MB', grown, 64],
];
for (const [name, value, most] of verdicts) {
  const isWell = value <= most;
  if (!isWell) process.exitCode = 1;
  write(
    `${isWell ? 'held ' : 'BROKE'} ${name}: ${Number.isInteger(value) ? value : value.toFixed(2)} (at most ${most})`,
  );
}
for (const one of [...doubled, ...misreported].slice(0, 5))
  write(`  ${JSON.stringify({ ...one, applied: count(one) })}`);
await caller.close();
