import type { Fault } from '../../src/sandbox/server.ts';
import { errorBodies, type Row } from '../third-party/error-bodies.ts';
import { moreErrorBodies } from '../third-party/more-error-bodies.ts';
import type { AskEvent, FaultRule } from './plan.ts';
import type { Random } from './random.ts';
import { type AccountConnectorId, accounts, writeMethods } from './scenario.ts';

/** The longest `Retry-After` that is drawn, in seconds. */
export const mostRetrySeconds = 3;

/** What real applications say when they fail, but for how long they want to be left alone. */
const bodies: readonly Row[] = [...errorBodies, ...moreErrorBodies].filter(
  ({ body }) => !/retry|second|minute|reset|wait/i.test(body),
);

/**
 * A fault, and the requests to Cyclr that meet it.
 *
 * @param met The request of a caller that is to meet it, where it is about one account.
 */
export function drawFault(random: Random, met: AskEvent | undefined): FaultRule {
  const scope = {
    ...(random.chance(0.4) && { times: random.between(1, 5) }),
    ...(random.chance(0.3) && { chance: 0.5 }),
  };
  const account = met?.account ?? random.pick(accounts);
  const id = (met && calledBy(met)) ?? random.pick([1, 2] as const);
  const accountConnector = { account, accountConnector: String(id) };
  switch (random.weighed({ TOKENS: 3, LISTINGS: 2, ACCOUNT: 2, ALL: 1, ACCOUNT_CONNECTOR: 10, WRITES: 6 })) {
    case 'TOKENS':
      return { fault: drawOfCyclr(random), on: '/oauth/token', ...scope };
    case 'LISTINGS':
      return { fault: drawOfCyclr(random), on: '/v1.0/connectors', ...scope };
    case 'ACCOUNT':
      return { fault: drawOfCyclr(random), on: { account }, ...scope };
    case 'ALL':
      return { fault: drawOfCyclr(random), ...scope };
    case 'ACCOUNT_CONNECTOR':
      return withEffect(random, { fault: drawOfCall(random), on: accountConnector, ...scope });
    case 'WRITES': {
      const method = random.pick(writeMethods[id]).identifier;
      const fault = random.chance(0.4) ? drawOfAnswer(random) : drawOfCall(random);
      return withEffect(random, { fault, on: { ...accountConnector, method }, ...scope });
    }
  }
}

function calledBy({ operations: [first] }: AskEvent): AccountConnectorId | undefined {
  return first === undefined || first.kind === 'LOOK' ? undefined : first.calls[0]?.id;
}

/** What Cyclr does, or what stands before it. */
function drawOfCyclr(random: Random): Fault {
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
    { name: 'rate-limited', retryAfter: String(random.between(1, mostRetrySeconds)), by: 'cyclr' },
  ]);
}

/** What a call meets. */
function drawOfCall(random: Random): Fault {
  if (random.chance(0.5)) return drawOfCyclr(random);
  const { body, contentType } = random.pick(bodies);
  return random.pick<Fault>([
    { name: 'rate-limited', retryAfter: String(random.between(1, mostRetrySeconds)), by: 'app' },
    { name: 'unauthorized' },
    { name: 'ip-refused' },
    { name: 'dead-credentials' },
    { name: 'app-refuses', status: random.pick([400, 403, 404, 409, 422]) },
    { name: 'app-refuses', status: random.pick([500, 502, 503]) },
    {
      name: 'answer',
      status: random.pick([400, 401, 403, 404, 409, 422, 500, 502, 503]),
      body,
      ...(contentType !== undefined && { contentType }),
    },
    { name: 'huge', megabytes: 1 },
  ]);
}

/** What is met by writes alone: of a read nobody could see that its answer is not the whole. */
function drawOfAnswer(random: Random): Fault {
  return random.pick<Fault>([
    { name: 'empty', as: random.pick(['body', 'no-content', 'null']) },
    { name: 'content-type', contentType: random.pick(['text/plain', 'text/html']) },
    { name: 'truncated' },
    { name: 'broken-json' },
    { name: 'reset' },
    { name: 'hang' },
  ]);
}

/** The same; in half of the cases the call is done all the same, and its answer alone goes wrong. */
function withEffect(random: Random, rule: FaultRule): FaultRule {
  return !refuses(rule.fault) && random.chance(0.5) ? { ...rule, applied: true } : rule;
}

/** Says of a call that it was not done. Of one that was done no gateway could know better. */
function refuses(fault: Fault): boolean {
  if (fault.name === 'app-refuses' || fault.name === 'answer') return (fault.status ?? 422) < 500;
  return ['rate-limited', 'unauthorized', 'ip-refused', 'dead-credentials'].includes(fault.name);
}

/** Whether the answer of a write that was done can come without its record. */
export function hidesRecord({ fault }: FaultRule): boolean {
  return fault.name === 'empty';
}
