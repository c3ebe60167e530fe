import type { Fault as SandboxFault, Sandbox } from '../../src/sandbox/server.ts';
import type { Random } from './random.ts';
import { accounts, writeMethods } from './scenario.ts';

export type Fault = SandboxFault;
export type FaultRule = Parameters<Sandbox['fail']>[0];

/** A fault, on some of the requests to Cyclr. */
export function drawFault(random: Random): FaultRule {
  const place = random.weighed({ TOKENS: 2, LISTINGS: 2, ACCOUNT: 2, ACCOUNT_CONNECTOR: 10, WRITES: 6, ALL: 1 });
  const times = random.next() < 0.4 ? { times: random.between(1, 5) } : {};
  const chance = random.next() < 0.3 ? { chance: 0.5 } : {};
  const id = random.pick([1, 2] as const);
  const accountConnector = { account: random.pick(accounts), accountConnector: String(id) };
  const scope = { ...times, ...chance };
  switch (place) {
    case 'TOKENS':
      return { fault: drawPassing(random), on: '/oauth/token', ...scope };
    case 'LISTINGS':
      return { fault: drawPassing(random), on: '/v1.0/connectors', ...scope };
    case 'ACCOUNT':
      return { fault: drawPassing(random), on: { account: accountConnector.account }, ...scope };
    case 'ALL':
      return { fault: drawPassing(random), ...scope };
    case 'ACCOUNT_CONNECTOR': {
      const fault = drawAny(random);
      return { fault, on: accountConnector, ...scope, ...drawApplied(random, fault) };
    }
    case 'WRITES': {
      const method = random.pick(writeMethods[id]).identifier;
      const fault = random.next() < 0.4 ? drawLost(random) : drawAny(random);
      return { fault, on: { ...accountConnector, method }, ...scope, ...drawApplied(random, fault) };
    }
  }
}

/** Faults of Cyclr itself, and of what is before it. */
function drawPassing(random: Random): Fault {
  return random.pick<Fault>([
    { name: 'latency', ms: random.between(10, 4000) },
    { name: 'hang' },
    { name: 'reset' },
    { name: 'truncated' },
    { name: 'broken-json' },
    { name: 'drip', ms: random.between(1, 50), bytes: 20 },
    { name: 'html', status: random.pick([502, 503, 504]) },
    { name: 'answer', status: 500, body: '{"Message":"An error has occurred."}' },
    { name: 'answer', status: 503, body: '', headers: { 'retry-after': '1' } },
    { name: 'rate-limited', retryAfter: String(random.between(1, 3)), by: 'cyclr' },
  ]);
}

function drawAny(random: Random): Fault {
  if (random.next() < 0.5) return drawPassing(random);
  return random.pick<Fault>([
    { name: 'rate-limited', retryAfter: String(random.between(1, 3)), by: 'app' },
    { name: 'unauthorized' },
    { name: 'ip-refused' },
    { name: 'dead-credentials' },
    { name: 'app-refuses', status: random.pick([400, 403, 404, 409, 422]) },
    { name: 'app-refuses', status: random.pick([500, 502, 503]) },
    { name: 'huge', megabytes: 1 },
  ]);
}

/** Faults that are met by writes alone: nobody could see that the answer of a read is not the whole. */
function drawLost(random: Random): Fault {
  return random.pick<Fault>([
    { name: 'empty', as: random.pick(['body', 'no-content', 'null'] as const) },
    { name: 'content-type', contentType: random.pick(['text/plain', 'text/html']) },
    { name: 'truncated' },
    { name: 'broken-json' },
    { name: 'reset' },
    { name: 'hang' },
  ]);
}

/** Whether the call is done all the same, and its answer alone goes wrong. */
function drawApplied(random: Random, fault: Fault): { readonly applied?: true } {
  return !refuses(fault) && random.next() < 0.5 ? { applied: true } : {};
}

/** Says of a call that it was not done. Of one that was done no gateway could know better. */
function refuses(fault: Fault): boolean {
  if (fault.name === 'app-refuses') return (fault.status ?? 422) < 500;
  return ['rate-limited', 'unauthorized', 'ip-refused', 'dead-credentials'].includes(fault.name);
}

/** Faults of writes after which nobody could tell the record in the answer. */
export function hidesRecord({ fault }: FaultRule): boolean {
  return fault.name === 'empty';
}
