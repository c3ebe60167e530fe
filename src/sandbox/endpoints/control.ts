import { isJsonObject } from '../../json.ts';
import { type Fault, type FaultName, faultNames } from '../faults/fault.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { Ask } from '../wire/ask.ts';
import { member, toInteger, toText } from '../wire/coerce.ts';
import { json, Refusal, type Reply } from '../wire/reply.ts';

/** What the control endpoint can do with a sandbox. */
export interface Controlled {
  readonly faults: FaultPlan;
  readonly received: readonly object[];
  readonly counts: ReadonlyMap<string, number>;
  release(connector: string): number;
  reset(): void;
}

/** `/sandbox/…`: faults, releases, counters. Only there when it was asked for. */
export function control(sandbox: Controlled, ask: Ask): Reply {
  const [, what = ''] = ask.segments;
  switch (`${ask.method} ${what.toLowerCase()}`) {
    case 'POST faults': {
      const rule = faultRuleOf(ask);
      sandbox.faults.add(rule);
      return json(rule);
    }
    case 'DELETE faults':
      sandbox.faults.clear();
      return json({ cleared: true });
    case 'POST releases': {
      const connector = toText(member(ask.body(), 'connector')) ?? '';
      return json({ connector, live: sandbox.release(connector) });
    }
    case 'GET requests':
      return json({ counts: Object.fromEntries(sandbox.counts), newest: sandbox.received.slice(-100) });
    case 'POST reset':
      sandbox.reset();
      return json({ reset: true });
    default:
      throw new Refusal(
        404,
        'There is POST and DELETE /sandbox/faults, POST /sandbox/releases, GET /sandbox/requests, POST /sandbox/reset.',
      );
  }
}

function faultRuleOf(ask: Ask) {
  const body = ask.body();
  const fault = faultOf(toText(member(body, 'fault')) ?? '', isJsonObject(body) ? body : {});
  const times = toInteger(member(body, 'times'));
  const on = toText(member(body, 'on'));
  return { fault, ...(on !== undefined && { on }), ...(times !== undefined && { times }) };
}

/** A fault by its name, with what the object says of it. Refuses an unknown name with the known ones. */
export function faultOf(name: string, details: Readonly<Record<string, unknown>>): Fault {
  if (!faultNames.includes(name as FaultName)) {
    throw new Refusal(400, `There is no fault '${name.slice(0, 60)}'; there are ${faultNames.join(', ')}.`);
  }
  const number = (key: string) => (typeof details[key] === 'number' ? { [key]: details[key] } : {});
  const text = (key: string) => (typeof details[key] === 'string' ? { [key]: details[key] } : {});
  return {
    status: 500,
    body: '',
    ...number('ms'),
    ...number('status'),
    ...number('megabytes'),
    ...text('retryAfter'),
    ...text('contentType'),
    ...text('body'),
    name: name as 'hang',
  } as Fault;
}
