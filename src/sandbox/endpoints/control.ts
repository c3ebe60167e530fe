import { isJsonObject } from '../../json.ts';
import type { Relay } from '../scenario/canned.ts';
import type { SetFault } from '../faults/plan.ts';
import { type FaultRule, parseFaultHeader, parseFaultRule } from '../faults/rule.ts';
import type { Received } from '../received.ts';
import type { ApiRequest } from '../wire/request.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { json, Refusal, type Reply } from '../wire/reply.ts';

/** What the control endpoint can do with a sandbox. */
export interface Controlled {
  relay: Relay;
  fail(rule: FaultRule): SetFault;
  clearFaults(): void;
  release(connector: string, options?: { readonly upgrade?: boolean }): number;
  revokeTokens(): void;
  reset(): void;
}

const help =
  'Expected one of POST or DELETE /sandbox/faults, POST /sandbox/releases, PUT /sandbox/relay, DELETE /sandbox/tokens, GET /sandbox/requests, POST /sandbox/reset.';

/** Answers `/sandbox/…`: faults, releases, counters. */
export function control(sandbox: Controlled, received: Received, request: ApiRequest): Reply {
  const [, what = ''] = request.segments;
  switch (`${request.method} ${what.toLowerCase()}`) {
    case 'POST faults': {
      const body = request.body();
      const rule = refusing(() => parseFaultRule(isJsonObject(body) ? body : {}));
      sandbox.fail(rule);
      return json(rule);
    }
    case 'DELETE faults':
      sandbox.clearFaults();
      return json({ cleared: true });
    case 'POST releases': {
      const connector = toText(member(request.body(), 'connector')) ?? '';
      const upgrade = toBoolean(member(request.body(), 'upgrade')) ?? false;
      return json({ connector, live: sandbox.release(connector, { upgrade }) });
    }
    case 'PUT relay': {
      const relay = toText(member(request.body(), 'relay'));
      if (relay !== 'status' && relay !== 'text')
        throw new Refusal(400, `"relay" must be "status" or "text"; got ${JSON.stringify(relay ?? null)}.`);
      sandbox.relay = relay;
      return json({ relay });
    }
    case 'DELETE tokens':
      sandbox.revokeTokens();
      return json({ revoked: true });
    case 'GET requests':
      return json({ counts: Object.fromEntries(received.counts), newest: received.requests.slice(-100).map(readable) });
    case 'POST reset':
      sandbox.reset();
      return json({ reset: true });
    default:
      throw new Refusal(404, help);
  }
}

/** The fault that a request asks for in its header. One that cannot be read becomes an answer that says why. */
export function faultAskedFor({ headers }: ApiRequest): FaultRule | undefined {
  const value = headers['x-sandbox-fault'];
  if (typeof value !== 'string') return undefined;
  try {
    return parseFaultHeader(value);
  } catch (error) {
    return { fault: { name: 'answer', status: 400, body: JSON.stringify({ Message: (error as Error).message }) } };
  }
}

function refusing<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(400, error.message);
    throw error;
  }
}

/** Bodies of calls are shown; others may hold credentials. */
function readable({ body, ...request }: Received['requests'][number]) {
  return /\/(?:methods|test)\//i.test(request.path) ? { ...request, body } : request;
}
