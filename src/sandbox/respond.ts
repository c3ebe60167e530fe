import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Relay } from './scenario/canned.ts';
import { control, type Controlled, faultAskedFor } from './endpoints/control.ts';
import { attempt, subjectOf, dispatch } from './endpoints/dispatch.ts';
import type { TokenStore } from './endpoints/tokens.ts';
import type { FaultPlan } from './faults/plan.ts';
import type { FaultRule } from './faults/rule.ts';
import { delay, send } from './faults/send.ts';
import { doesItsWork, standIn } from './faults/stand-in.ts';
import type { Received } from './received.ts';
import { type ApiRequest, toApiRequest } from './wire/request.ts';
import { readText } from './wire/read-text.ts';
import { Refusal, type Reply } from './wire/reply.ts';
import type { World } from './world/world.ts';

/** Everything that a running sandbox answers from. */
export interface SandboxState {
  world: World;
  relay: Relay;
  readonly tokens: TokenStore;
  readonly faults: FaultPlan;
  readonly received: Received;
  /** What `/sandbox/…` and `X-Sandbox-Fault` act on; undefined where they are off. */
  readonly controlled: Controlled | undefined;
}

/** Answers one request: by the control endpoint, by a fault that is due, or as Cyclr would. */
export async function respond(state: SandboxState, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { controlled, received } = state;
  const left = new AbortController();
  response.once('close', () => left.abort());
  const text = await readText(incoming);
  const request = toApiRequest(incoming.method ?? 'GET', incoming.url ?? '/', incoming.headers, text ?? '');
  const isControl = controlled !== undefined && request.segments[0]?.toLowerCase() === 'sandbox';
  if (!isControl) received.note(incoming, request.segments, request.text, response);
  if (text === undefined) {
    const reply = await attempt(() => Promise.reject(new Refusal(413, 'Maximum request length exceeded.')));
    await send(response, reply, undefined, left.signal);
    return;
  }
  if (isControl) {
    await send(response, await attempt(() => control(controlled, received, request)), undefined, left.signal);
    return;
  }
  const rule = ruleFor(state, request);
  const fault = rule?.fault;
  if (fault !== undefined) await delay(fault, left.signal);
  const works = fault === undefined || doesItsWork(fault) || rule?.applied === true;
  const own = works ? await attempt(() => dispatch(state.world, state.tokens, state.relay, request)) : notHandled;
  await send(response, toReply(own, fault && standIn(fault, state.relay)), fault, left.signal);
}

/** What a fault gives in place of the endpoint's reply; but no success where the endpoint has refused. */
function toReply(own: Reply, inPlace: Reply | undefined): Reply {
  const hidesRefusal = inPlace !== undefined && inPlace.status < 400 && own.status >= 400;
  return inPlace === undefined || hidesRefusal ? own : inPlace;
}

function ruleFor({ world, controlled, faults }: SandboxState, request: ApiRequest): FaultRule | undefined {
  const subject = subjectOf(world, request);
  const rule = (controlled === undefined ? undefined : faultAskedFor(request)) ?? faults.next(subject);
  return rule?.fault.name === 'ip-refused' && subject.exempt ? undefined : rule;
}

/** Stands in for the endpoint's reply where a fault keeps the endpoint from being asked. */
const notHandled: Reply = { status: 200, headers: {}, body: '' };
