/** One customer's application hangs under load; all other customers are measured: `npm run chaos:neighbours`. */
import { setTimeout as passed } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startProgram } from '../program.ts';

const seconds = 15;
const hangingPerSecond = 150;
const othersPerSecond = 50;
const secret = 'a router secret of more than 32 characters';

const write = (line: string) => void process.stdout.write(`${line}\n`);

await using sandbox = await startProgram(['sandbox', '--port', '0', '--control'], {});
await using gateway = await startProgram(['serve', '--port', '0'], {
  CYCLR_API_URL: sandbox.url,
  CYCLR_CLIENT_ID: 'sandbox',
  CYCLR_CLIENT_SECRET: 'sandbox',
  AUTH_ROUTER_SECRET: secret,
  RATE_LIMIT_REQUESTS: '10000000',
});
const agent = new Agent({ connections: 2000 });

interface Asked {
  readonly ms: number;
  readonly code: string;
}

async function ask(account: string, id: string, method: string): Promise<Asked> {
  const startedAt = performance.now();
  const { body } = await request(`${gateway.url}/graphql`, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/json', 'x-router-secret': secret, 'x-cyclr-account': account },
    body: JSON.stringify({ query: `{ accountConnector(id: ${id}) { call(method: "${method}") { status } } }` }),
  });
  const answer = (await body.json()) as {
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return { ms: performance.now() - startedAt, code: answer.errors?.[0]?.extensions.code ?? 'OK' };
}

/** Calls begin when their time has come, whether earlier ones have ended or not. */
async function load(perSecond: number, begin: (at: number) => Promise<Asked>): Promise<readonly Asked[]> {
  const all: Promise<Asked>[] = [];
  const startedAt = performance.now();
  for (let elapsed = 0; elapsed < seconds * 1000; elapsed = performance.now() - startedAt) {
    while (all.length < (elapsed / 1000) * perSecond) all.push(begin(all.length));
    await passed(5);
  }
  return Promise.all(all);
}

function tell(name: string, asked: readonly Asked[]): void {
  const times = asked.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (part: number) => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(0);
  const codes = Object.entries(Object.groupBy(asked, ({ code }) => code)).map(
    ([code, some]) => `${code} ${some?.length}`,
  );
  write(
    `${name.padEnd(28)} ${asked.length} calls  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  slowest ${at(1)} ms  ${codes.join(', ')}`,
  );
}

const others = (at: number) =>
  at % 2 === 0 ? ask('demo-globex', '2873', 'Count Contacts') : ask('demo-acme', '1874', 'List Stores');
// Compiled code answers sooner.
for (let at = 0; at < 2000; at++) await others(at);
tell('others, nothing hangs', await load(othersPerSecond, others));
await fetch(`${sandbox.url}/sandbox/faults`, {
  method: 'POST',
  body: JSON.stringify({ fault: 'hang', on: { accountConnector: '1873' } }),
});
const [hanging, meanwhile] = await Promise.all([
  load(hangingPerSecond, () => ask('demo-acme', '1873', 'Count Contacts')),
  load(othersPerSecond, others),
]);
tell('the one that hangs', hanging);
tell('others, meanwhile', meanwhile);
const answered = meanwhile.filter(({ code }) => code === 'OK').length / meanwhile.length;
write(
  `${answered >= 0.999 ? 'held ' : 'BROKE'} ${(answered * 100).toFixed(2)} % of the others are answered (at least 99.9 %)`,
);
if (answered < 0.999) process.exitCode = 1;
await agent.close();
