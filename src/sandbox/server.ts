import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AccountId, toAccountId } from '../ids.ts';
import { accountConnectorRoutes } from './endpoints/account-connectors.ts';
import { accountRoutes } from './endpoints/accounts.ts';
import { catalogueRoutes } from './endpoints/catalogue.ts';
import { customConnectorRoutes } from './endpoints/custom-connectors.ts';
import { control, faultOf } from './endpoints/control.ts';
import { dataOnDemandRoutes } from './endpoints/data-on-demand.ts';
import { fit, type Relay, type Route } from './endpoints/route.ts';
import { createTokenDesk } from './endpoints/tokens.ts';
import { delay, type Fault, send, standIn } from './faults/fault.ts';
import { createFaultPlan, type FaultRule } from './faults/plan.ts';
import { demoScenario } from './scenarios/demo.ts';
import type { Scenario } from './scenario/scenario.ts';
import { type Ask, createAsk, splitTarget } from './wire/ask.ts';
import { json, message, Refusal, type Reply, unauthorized } from './wire/reply.ts';
import { createWorld, findConnector, isThisMachine, type World } from './world/world.ts';

/** The demo account, for whom the sandbox's callers act unless they say otherwise. */
export const sandboxAccount: AccountId = toAccountId('demo-acme') as AccountId;
export const sandboxCredentials: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: 'sandbox',
  clientSecret: 'sandbox',
};

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
  /** Hosts that connectors of a definition may call, besides this machine. @default none */
  readonly allowedHosts?: readonly string[];
  /** @default 1209600, fourteen days */
  readonly tokenLifetimeSeconds?: number;
}

/** A small Cyclr on a port of its own. The handle controls and counts; everything else goes over HTTP. */
export interface Sandbox extends AsyncDisposable {
  /** Base URL, without `/v1.0`. */
  readonly url: string;
  /** The newest requests, oldest first. */
  readonly received: readonly ReceivedRequest[];
  /** How many requests there were of each method and path, without ids and query. */
  readonly counts: ReadonlyMap<string, number>;
  /** Requests whose callers left before they were answered, as `POST /v1.0/…`. */
  readonly abandoned: readonly string[];
  /** From now on requests go wrong. */
  fail(rule: FaultRule): void;
  /** Puts the next release of a connector live, and answers its number. */
  release(connector: string): number;
  /** How third-party refusals come back from now on. */
  relay: Relay;
  /** Tokens given out so far do not hold any more. */
  revokeTokens(): void;
  /** As it was at the start: state, faults, log and counters. */
  reset(): void;
}

export interface ReceivedRequest {
  readonly method: string;
  /** From `/v1.0` on, with the query, as it came. */
  readonly path: string;
  readonly account: string | undefined;
  readonly requestId: string | undefined;
  readonly body: string;
}

const mostReceived = 1000;
const largestBody = 50_000_000;
const routes: readonly Route[] = [
  ...customConnectorRoutes,
  ...dataOnDemandRoutes,
  ...accountConnectorRoutes,
  ...catalogueRoutes,
  ...accountRoutes,
];

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, scenario = demoScenario(), control: controlled = false } = options;
  const tokens = createTokenDesk(options.tokenLifetimeSeconds ?? 1_209_600);
  const faults = createFaultPlan();
  const received: ReceivedRequest[] = [];
  const counts = new Map<string, number>();
  const abandoned: string[] = [];
  const ending = new AbortController();
  const allowHost = (name: string) => isThisMachine(name) || (options.allowedHosts ?? []).includes(name);
  let world = createWorld(scenario, allowHost);

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const target = request.url ?? '/';
    const ask = createAsk(request.method ?? 'GET', target, request.headers, text);
    if (ask.segments[0]?.toLowerCase() === 'sandbox' && controlled) {
      await send(response, await attempt(() => control(sandbox, ask)), undefined, ending.signal);
      return;
    }
    note(request, target, text, ask);
    const { path } = splitTarget(target);
    response.once('close', () => {
      if (!response.writableFinished && !ending.signal.aborted) abandoned.push(`${ask.method} ${path}`);
    });
    let fault: Fault | undefined;
    const planned = await attempt(async () => {
      fault = askedFor(ask) ?? faults.next(path);
      await delay(fault, ending.signal);
      return standIn(fault) ?? reply(ask);
    });
    await send(response, planned, fault, ending.signal);
  }

  function askedFor({ headers }: Ask): Fault | undefined {
    const name = headers['x-sandbox-fault'];
    return controlled && typeof name === 'string' ? faultOf(name, {}) : undefined;
  }

  function note(request: IncomingMessage, target: string, body: string, { segments }: Ask): void {
    const { method = 'GET', headers } = request;
    received.push({
      method,
      path: target,
      account: one(headers['x-cyclr-account']),
      requestId: one(headers['x-request-id']),
      body,
    });
    if (received.length > mostReceived) received.shift();
    const kind = `${method} /${segments.map((segment) => (/^\d+$|^[\da-f-]{36}$/i.test(segment) ? ':id' : segment)).join('/')}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }

  async function reply(ask: Ask): Promise<Reply> {
    const [first, ...segments] = ask.segments;
    if (first?.toLowerCase() === 'oauth' && segments[0]?.toLowerCase() === 'token') return tokens.grant(world, ask);
    const grant = tokens.holderOf(ask.headers.authorization);
    if (grant === undefined) throw unauthorized();
    if (first?.toLowerCase() !== 'v1.0') throw noSuchResource();

    for (const route of routes) {
      const path = fit(route.pattern, segments);
      if (path === undefined || !route.methods.includes(ask.method)) continue;
      const id = one(ask.headers['x-cyclr-account']) ?? '';
      const account = world.accounts.get(id);
      if (route.ofAccount && account === undefined) throw unauthorized();
      if (grant.account !== undefined && id !== '' && id !== grant.account) {
        throw new Refusal(403, 'The token is not valid for this account.');
      }
      // A route of the partner's ignores the account, so any will do where there is none.
      const acting = account ?? ({ id, installed: new Map() } as never);
      return route.handle({ world, ask, path, relay: sandbox.relay, account: acting });
    }
    throw noSuchResource();
  }

  const sandbox: Sandbox & { readonly faults: typeof faults } = {
    url: '',
    received,
    counts,
    abandoned,
    faults,
    relay: options.relay ?? 'status',
    fail: (rule) => faults.add(rule),
    release: (name) => releaseNext(world, name),
    revokeTokens: () => tokens.revokeAll(),
    reset() {
      world = createWorld(scenario, allowHost);
      faults.clear();
      tokens.revokeAll();
      received.length = 0;
      counts.clear();
      abandoned.length = 0;
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
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
  return Object.assign(sandbox, { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` });
}

/** What an endpoint refuses is an answer too; what it did not foresee is Cyclr's 500. */
async function attempt(reply: () => Reply | Promise<Reply>): Promise<Reply> {
  try {
    return await reply();
  } catch (error) {
    if (error instanceof Refusal) return message(error.status, error.message);
    return json({ Message: 'An error has occurred.' }, 500);
  }
}

function noSuchResource(): Refusal {
  return new Refusal(404, 'No HTTP resource was found that matches the request URI.');
}

function releaseNext(world: World, name: string): number {
  const connector = findConnector(world, name, null);
  if (connector === undefined) throw new Refusal(404, `There is no connector '${name}'.`);
  const next = connector.releases[connector.releases.indexOf(connector.live) + 1];
  if (next === undefined) throw new Refusal(409, `The newest release of '${name}' is live already.`);
  connector.live = next;
  return next.id;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
