/** The one entrance of the sandbox: other folders import this file and no other of `sandbox/`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { JsonObject } from '../json.ts';
import type { ShownRequest } from './answers/shown-request.ts';
import type { Relay } from './scenario/canned.ts';
import type { Controlled } from './endpoints/control.ts';
import { createTokenStore } from './endpoints/tokens.ts';
import { createFaultPlan, type SetFault } from './faults/plan.ts';
import type { FaultRule } from './faults/rule.ts';
import { preview, type PreviewedCall } from './preview.ts';
import { createReceived, type ReceivedRequest } from './received.ts';
import { respond, type SandboxState } from './respond.ts';
import type { Scenario } from './scenario/scenario.ts';
import { demoScenario } from './scenarios/demo.ts';
import { refuseMalformed } from './wire/malformed.ts';
import { Refusal } from './wire/reply.ts';
import { findConnector } from './world/find.ts';
import { createWorld, releaseNext } from './world/world.ts';

export type { ShownRequest } from './answers/shown-request.ts';
export type { Fault } from './faults/fault.ts';
export type { ReceivedRequest } from './received.ts';
export type { Answer } from './scenario/answer.ts';
export type { ScenarioConnector } from './scenario/connector.ts';
export type { ListedMethod } from './scenario/listed.ts';
export { pageLies } from './scenario/paging.ts';
export type { ScenarioMethod } from './scenario/method.ts';
export {
  largestScenarioBytes,
  parseScenario,
  readDefinition,
  type ReadScenarioOptions,
  readScenario,
} from './scenario/parse.ts';
export { connectorsOf, type Scenario, scenarioJsonSchema } from './scenario/scenario.ts';
export { demoScenario } from './scenarios/demo.ts';
export { scenarioFromDefinition } from './scenarios/from-definition.ts';
export { parseListing, readListing, scenarioFromListing } from './scenarios/from-listing.ts';

/** Id of the demo account, for which the sandbox's callers act unless they say otherwise. */
export const sandboxAccount = 'demo-acme';

export const sandboxCredentials: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: 'sandbox',
  clientSecret: 'sandbox',
};

/** The credentials of a scenario. The client secret is public: it is in the docs, or in the scenario. */
export function credentialsOf({ credentials }: Scenario): typeof sandboxCredentials {
  return credentials?.[0] ?? sandboxCredentials;
}

/** The account that callers act for unless they say otherwise: the demo's, or else the first of the scenario. */
export function standardAccount({ accounts }: Scenario): string {
  return (accounts.find(({ Id }) => Id === sandboxAccount) ?? accounts[0])?.Id ?? sandboxAccount;
}

export interface SandboxOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** What it holds. @default the demo scenario */
  readonly scenario?: Scenario;
  /** Turns `/sandbox/…` and the `X-Sandbox-Fault` header on. @default false */
  readonly control?: boolean;
  /** How a third-party app's refusal comes back. @default 'status' */
  readonly relay?: Relay;
  /** Hosts that connectors of a definition may call, besides this machine, as `host` or `host:port`. @default none */
  readonly allowedHosts?: readonly string[];
  /** The seed of the numbers that faults with a `chance` are drawn from. @default 1 */
  readonly seed?: number;
  /** In seconds. @default 1209600, fourteen days */
  readonly tokenLifetimeSeconds?: number;
  /** The clock that tokens expire by, in milliseconds. @default Date.now */
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
  /** Requests that have come, and are neither answered nor abandoned. */
  readonly open: ReadonlySet<ReceivedRequest>;
  /** How third-party refusals come back from now on. */
  relay: Relay;
  /** Makes requests go wrong from now on. Of several rules that match, the oldest is used. */
  fail(rule: FaultRule): SetFault;
  clearFaults(): void;
  /** Puts the next release of a connector live, and returns its number. `upgrade` moves account connectors to it. */
  release(connector: string, options?: { readonly upgrade?: boolean }): number;
  /** Ends every token given out so far. */
  revokeTokens(): void;
  /** What the third-party app of an account connector holds now, in the order in which it came. */
  recordsOf(account: string, accountConnector: number, collection: string): readonly JsonObject[];
  /** Takes a connection that was opened in another way than to its port. */
  accept(connection: Duplex): void;
  /** Goes back to the start: state, faults, log and counters. */
  reset(): void;
  /** What a call would send to the third-party app, without its secrets, or Cyclr's reason to refuse it. */
  preview(call: PreviewedCall): ShownRequest | { readonly refusal: string };
}

/** This machine, by its usual names. */
const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Opens the sandbox; dispose of it to close it.
 *
 * @throws where the port is taken or the scenario contradicts itself.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, scenario = demoScenario(), control = false } = options;
  const allowedHosts = [...loopback, ...(options.allowedHosts ?? [])];
  const received = createReceived();
  const state: SandboxState = {
    world: createWorld(scenario, allowedHosts),
    relay: options.relay ?? 'status',
    tokens: createTokenStore(options.tokenLifetimeSeconds ?? 1_209_600, options.now),
    faults: createFaultPlan(options.seed ?? 1),
    received,
    get controlled() {
      return control ? sandbox : undefined;
    },
  };
  const take = (request: IncomingMessage, response: ServerResponse) => {
    respond(state, request, response).catch(() => response.destroy());
  };
  // Node would refuse these by itself, without nosniff.
  const server = createServer({ requireHostHeader: false }, take).on('checkExpectation', take);
  refuseMalformed(server);

  const sandbox: Sandbox & { url: string } = {
    url: '',
    received: received.requests,
    counts: received.counts,
    abandoned: received.abandoned,
    open: received.open,
    get relay() {
      return state.relay;
    },
    set relay(relay) {
      state.relay = relay;
    },
    fail: (rule) => state.faults.add(rule),
    clearFaults: () => state.faults.clear(),
    release: (name, { upgrade = false } = {}) => releaseOf(state, name, upgrade),
    revokeTokens: () => state.tokens.revokeAll(),
    recordsOf: (account, id, name) => state.world.accounts.get(account)?.installed.get(id)?.records.get(name) ?? [],
    accept: (connection) => void server.emit('connection', connection),
    preview: (call) => preview(state.world, call),
    reset() {
      state.world = createWorld(scenario, allowedHosts);
      state.relay = options.relay ?? 'status';
      state.faults.clear();
      state.tokens.revokeAll();
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

function releaseOf({ world }: SandboxState, name: string, upgrade: boolean): number {
  const connector = findConnector(world.connectors, name, null);
  if (connector === undefined) throw new Refusal(404, `There is no connector '${name}'.`);
  const next = releaseNext(world, connector, upgrade);
  if (next === undefined) throw new Refusal(409, `The newest release of '${name}' is live already.`);
  return next;
}
