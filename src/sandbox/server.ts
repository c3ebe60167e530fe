import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AccountId, toAccountId } from '../ids.ts';
import { Secret } from '../secret.ts';
import type { Relay } from './answers/relay.ts';
import { control, type Controlled, faultAskedFor } from './endpoints/control.ts';
import { attempt, subjectOf, visit } from './endpoints/site.ts';
import { createTokenDesk } from './endpoints/tokens.ts';
import { createFaultPlan, type FaultRule, type SetFault } from './faults/plan.ts';
import { delay, send } from './faults/send.ts';
import { doesItsWork, standIn } from './faults/stand-in.ts';
import { createReceived, type ReceivedRequest } from './received.ts';
import { demoScenario } from './scenarios/demo.ts';
import type { Scenario } from './scenario/scenario.ts';
import { type Ask, createAsk } from './wire/ask.ts';
import { refuseMalformed } from './wire/malformed.ts';
import { readText } from './wire/read-text.ts';
import { Refusal, type Reply } from './wire/reply.ts';
import { createWorld, findConnector, releaseNext } from './world/world.ts';

/** The demo account, for whom the sandbox's callers act unless they say otherwise. */
export const sandboxAccount: AccountId = toAccountId('demo-acme') as AccountId;
export const sandboxCredentials: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: 'sandbox',
  clientSecret: 'sandbox',
};

/** What a Cyclr client needs to reach a sandbox of the demo scenario. */
export function connectionTo({ url }: { readonly url: string }): {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
} {
  const { clientId, clientSecret } = sandboxCredentials;
  return { url, tokenUrl: `${url}/oauth/token`, clientId, clientSecret: new Secret(clientSecret) };
}

export interface SandboxOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** What it holds. @default the demo scenario */
  readonly scenario?: Scenario;
  /** `/sandbox/…` and the `X-Sandbox-Fault` header. @default false */
  readonly control?: boolean;
  /** How a third-party app's refusal comes back. @default 'status' */
  readonly relay?: Relay;
  /** Hosts that connectors of a definition may call, besides this machine, as `host` or `host:port`. @default none */
  readonly allowedHosts?: readonly string[];
  /** What faults with a `chance` are drawn from. @default 1 */
  readonly seed?: number;
  /** @default 1209600, fourteen days */
  readonly tokenLifetimeSeconds?: number;
  /** The clock that tokens end by. @default Date.now */
  readonly now?: () => number;
}

/** A small Cyclr on a port of its own. The handle controls and counts; everything else goes over HTTP. */
export interface Sandbox extends Controlled, AsyncDisposable {
  /** Base URL, without `/v1.0`. */
  readonly url: string;
  /** The newest requests, oldest first. */
  readonly received: readonly ReceivedRequest[];
  /** How many requests there were of each method and path, without ids and query. */
  readonly counts: ReadonlyMap<string, number>;
  /** Requests whose callers left before they were answered, as `POST /v1.0/…`. */
  readonly abandoned: readonly string[];
  /** How third-party refusals come back from now on. */
  relay: Relay;
  /** From now on requests go wrong; of several rules that fit, the one that was there first is taken. */
  fail(rule: FaultRule): SetFault;
  clearFaults(): void;
  /** Puts the next release of a connector live, and answers its number. `upgrade`: what is installed goes with it. */
  release(connector: string, options?: { readonly upgrade?: boolean }): number;
  /** Tokens given out so far do not hold any more. */
  revokeTokens(): void;
  /** As it was at the start: state, faults, log and counters. */
  reset(): void;
}

/** This machine, by its usual names. */
const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Opens the sandbox; dispose of it to close it. Rejects where the port is taken or the scenario contradicts itself. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, scenario = demoScenario() } = options;
  const allowedHosts = [...loopback, ...(options.allowedHosts ?? [])];
  const tokens = createTokenDesk(options.tokenLifetimeSeconds ?? 1_209_600, options.now);
  const faults = createFaultPlan(options.seed ?? 1);
  const received = createReceived();
  let world = createWorld(scenario, allowedHosts);

  const take = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  };
  // What Node would refuse by itself, it would refuse without nosniff.
  const server = createServer({ requireHostHeader: false }, take).on('checkExpectation', take);
  refuseMalformed(server);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.once('close', () => left.abort());
    const text = await readText(request);
    const ask = createAsk(request.method ?? 'GET', request.url ?? '/', request.headers, text ?? '');
    const isControl = options.control === true && ask.segments[0]?.toLowerCase() === 'sandbox';
    if (!isControl) received.note(request, ask.segments, ask.text, response);
    if (text === undefined) {
      const reply = await attempt(() => Promise.reject(new Refusal(413, 'Maximum request length exceeded.')));
      await send(response, reply, undefined, left.signal);
      return;
    }
    if (isControl) {
      await send(response, await attempt(() => control(sandbox, received, ask)), undefined, left.signal);
      return;
    }
    const rule = ruleFor(ask);
    const fault = rule?.fault;
    if (fault !== undefined) await delay(fault, left.signal);
    const works = fault === undefined || doesItsWork(fault) || rule?.applied === true;
    const own = works ? await attempt(() => visit(world, tokens, sandbox.relay, ask)) : nothing;
    await send(response, (fault && standIn(fault, sandbox.relay)) ?? own, fault, left.signal);
  }

  function ruleFor(ask: Ask): FaultRule | undefined {
    const subject = subjectOf(world, ask);
    const rule = (options.control === true ? faultAskedFor(ask) : undefined) ?? faults.next(subject);
    return rule?.fault.name === 'ip-refused' && subject.exempt ? undefined : rule;
  }

  const sandbox: Sandbox & { url: string } = {
    url: '',
    received: received.requests,
    counts: received.counts,
    abandoned: received.abandoned,
    relay: options.relay ?? 'status',
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    release(name, { upgrade = false } = {}) {
      const connector = findConnector(world.connectors, name, null);
      if (connector === undefined) throw new Refusal(404, `There is no connector '${name}'.`);
      const next = releaseNext(world, connector, upgrade);
      if (next === undefined) throw new Refusal(409, `The newest release of '${name}' is live already.`);
      return next;
    },
    revokeTokens: () => tokens.revokeAll(),
    reset() {
      world = createWorld(scenario, allowedHosts);
      sandbox.relay = options.relay ?? 'status';
      faults.clear();
      tokens.revokeAll();
      received.clear();
    },
    async [Symbol.asyncDispose]() {
      received.end();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  sandbox.url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  return sandbox;
}

/** Where the endpoint was not asked. */
const nothing: Reply = { status: 200, headers: {}, body: '' };
