import { parseConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { Book, type Told, Violation } from './book.ts';
import { Callers, type Request } from './caller.ts';
import { Clock } from './clock.ts';
import { hidesRecord } from './faults.ts';
import { Network } from './network.ts';
import type { AskEvent, Plan, Planned } from './plan.ts';
import { Random } from './random.ts';
import { Replica } from './replica.ts';
import { type Account, type AccountConnectorId, accountConnectors, accounts, markOf, readMethods, scenario, writeMethods } from './scenario.ts';
import { SharedStore } from './store.ts';

/** What came of a run. */
export interface Report {
  /** What was found that must never be; undefined where nothing was. */
  readonly violation: string | undefined;
  /** What happened last, oldest first. */
  readonly trace: readonly string[];
  /** The same for two runs in which the same happened. */
  readonly digest: number;
  readonly requests: number;
  readonly writes: number;
  readonly told: ReadonlyMap<Told, number>;
}

const secret = 'the secret of the simulated router';
/** A piece on the network takes at most this long, in milliseconds. */
const mostNetworkMs = 10;
/** What may pass between two processes, over all of the pieces of a request and its answer. */
const marginMs = 12 * mostNetworkMs;
/** The longest `Retry-After` that is drawn, and what recovering may take after it. */
const recoveryMs = 3000 + 2000;
const traceLines = 6000;

/** Runs a plan against gateways and a sandbox in this process, in a time of its own. */
export async function simulate(plan: Plan): Promise<Report> {
  using clock = new Clock(plan.seed);
  await using sandbox = await startSandbox({ scenario, tokenLifetimeSeconds: 90, seed: plan.seed });
  const world = new World(plan, clock, sandbox);
  const onError = (error: unknown) => world.fail(error as Error);
  process.on('uncaughtException', onError).on('unhandledRejection', onError);
  try {
    await world.run();
  } catch (error) {
    world.fail(error as Error);
  } finally {
    await world.close();
    process.off('uncaughtException', onError).off('unhandledRejection', onError);
  }
  return world.report();
}

class World {
  readonly #plan: Plan;
  readonly #clock: Clock;
  readonly #sandbox: Sandbox;
  readonly #cyclr: Network;
  readonly #toGateways: Network;
  readonly #store: SharedStore;
  readonly #replicas: readonly Replica[];
  readonly #callers: Callers;
  readonly #book: Book;
  readonly #limits: { readonly deadlineMs: number; readonly accountConnectorCalls: number; readonly connections: number };
  readonly #requests = new Map<string, Request>();
  readonly #running = new Set<Request>();
  readonly #asking = new Set<Promise<void>>();
  readonly #hidden: { readonly from: number; to: number }[] = [];
  #isStoreInTrouble = 0;
  #violation: Error | undefined;
  readonly #trace: string[] = [];
  #digest = 0;

  constructor(plan: Plan, clock: Clock, sandbox: Sandbox) {
    const random = new Random(plan.seed ^ 0x5eed);
    this.#plan = plan;
    this.#clock = clock;
    this.#sandbox = sandbox;
    this.#cyclr = new Network(random, mostNetworkMs);
    this.#toGateways = new Network(random, mostNetworkMs);
    this.#store = new SharedStore(random);
    const narrow = plan.isNarrow;
    const config = parseConfig({
      CYCLR_API_URL: 'http://127.0.0.1:8080',
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: secret,
      EXPLORABLE: 'false',
      REQUEST_DEADLINE_MS: '6000',
      UPSTREAM_TIMEOUT_MS: '2500',
      UPSTREAM_MAX_BYTES: '500000',
      LISTING_TTL_MS: '20000',
      RATE_LIMIT_REQUESTS: '100000',
      ...(narrow && {
        MAX_ACCOUNT_CONNECTOR_CALLS: '3',
        MAX_ACCOUNT_CALLS: '4',
        UPSTREAM_CONNECTIONS: '6',
        MAX_ACCOUNT_CONNECTOR_WAITING_CALLS: '6',
        MAX_WAITING_CALLS: '12',
      }),
    });
    this.#limits = {
      deadlineMs: config.requestDeadlineMs,
      accountConnectorCalls: config.limits.accountConnectorCalls,
      connections: config.limits.upstreamConnections,
    };
    this.#replicas = Array.from(
      { length: plan.replicas },
      () =>
        new Replica({
          config,
          cyclr: this.#cyclr,
          listener: () => (connection) => sandbox.accept(connection),
          store: this.#store,
          onBug: (what) => this.fail(new Violation(`The gateway logged a bug: ${what}`)),
        }),
    );
    this.#book = new Book((account, id, collection) => sandbox.recordsOf(account, id, collection));
    this.#callers = new Callers({
      book: this.#book,
      network: this.#toGateways,
      secret,
      deadlineMs: config.requestDeadlineMs,
      replicas: this.#replicas,
      now: () => clock.now,
      note: (line) => this.#note(line),
      begin: (request) => {
        this.#requests.set(request.id, request);
        this.#running.add(request);
      },
      isStoreInTrouble: () => this.#isStoreInTrouble > 0,
      hidRecordsSince: (at) => this.#hidden.some(({ to }) => to >= at),
      recordsOf: (account, id) => this.#recordsOf(account, id),
      fail: (error) => this.fail(error),
    });
  }

  async run(): Promise<void> {
    for (const replica of this.#replicas) await replica.start();
    for (const [number, event] of this.#plan.events.entries()) setTimeout(() => this.#happen(event, `e${number}`), event.at);
    await this.#pass(this.#plan.minutes * 60_000);
    this.#calm();
    await this.#until(() => this.#asking.size === 0, 'the last requests end', 60_000);
    await this.#pass(this.#clock.now + recoveryMs);
    await this.#assertRecovered();
  }

  /** Lets time pass, and checks after each thing that happens. */
  async #pass(until: number): Promise<void> {
    do {
      await this.#clock.settle();
      this.#check();
    } while (this.#clock.step(until));
  }

  async #until(isSo: () => boolean, what: string, mostMs: number): Promise<void> {
    const end = this.#clock.now + mostMs;
    for (;;) {
      await this.#clock.settle();
      this.#check();
      if (isSo()) return;
      if (!this.#clock.step(end)) throw new Violation(`It takes more than ${mostMs} ms until ${what}.`);
    }
  }

  #check(): void {
    if (this.#violation !== undefined) throw this.#violation;
    this.#book.enter();
    const { now } = this.#clock;
    for (const request of this.#running) {
      if (request.endedAt !== undefined) this.#running.delete(request);
      else if (now > request.since + request.mostMs + marginMs) {
        throw new Violation(`The request ${request.id} has not ended ${now - request.since} ms after it was sent.`);
      }
    }
    for (const { requestId, path } of this.#sandbox.open) {
      const request = this.#requests.get(requestId ?? '');
      if (request === undefined || isListing(path)) continue;
      if (isWrite(path) && now > request.since + request.mostMs + marginMs) {
        throw new Violation(`A write of the request ${request.id} is open ${now - request.since} ms after it was sent: ${path}`);
      }
      if (!isWrite(path) && request.endedAt !== undefined && now > request.endedAt + marginMs) {
        throw new Violation(`A read of the request ${request.id} is open ${now - request.endedAt} ms after it ended: ${path}`);
      }
    }
  }

  #happen(event: Planned, name: string): void {
    if (event.kind === 'ASK') {
      this.#ask(event, name);
      return;
    }
    const { at: _, ...told } = event;
    this.#note(JSON.stringify(told));
    switch (event.kind) {
      case 'FAULT': {
        const fault = this.#sandbox.fail(event.rule);
        const hidden = hidesRecord(event.rule) ? { from: this.#clock.now, to: Infinity } : undefined;
        if (hidden !== undefined) this.#hidden.push(hidden);
        setTimeout(() => {
          fault.remove();
          if (hidden !== undefined) hidden.to = this.#clock.now;
        }, event.ms);
        return;
      }
      case 'NETWORK': {
        const network = event.of === 'cyclr' ? this.#cyclr : this.#toGateways;
        network.state = event.state;
        setTimeout(() => {
          network.state = 'WORKS';
        }, event.ms);
        return;
      }
      case 'CUT':
        (event.of === 'cyclr' ? this.#cyclr : this.#toGateways).cut = { side: event.side, bytes: event.bytes };
        return;
      case 'STORE':
        this.#store.state = event.state;
        this.#isStoreInTrouble += 1;
        setTimeout(() => {
          this.#store.state = 'WORKS';
          // What is on its way may still fail.
          setTimeout(() => (this.#isStoreInTrouble -= 1), this.#limits.deadlineMs);
        }, event.ms);
        return;
      case 'RELEASE':
        try {
          this.#sandbox.release(event.connector, { upgrade: event.upgrade });
        } catch {
          // There are no more.
        }
        return;
      case 'REVOKE':
        this.#sandbox.revokeTokens();
        return;
      case 'RELAY':
        this.#sandbox.relay = event.relay;
        return;
      case 'RESTART': {
        const replica = this.#replicas[event.replica % this.#replicas.length];
        if (event.isKilled) replica?.kill();
        else replica?.end();
        setTimeout(() => void replica?.start(), event.ms);
      }
    }
  }

  #ask(event: AskEvent, name: string): void {
    const asking = this.#callers.ask(event, name).finally(() => this.#asking.delete(asking));
    this.#asking.add(asking);
  }

  /** All trouble ends. */
  #calm(): void {
    this.#note('calm');
    this.#sandbox.clearFaults();
    for (const network of [this.#cyclr, this.#toGateways]) {
      network.state = 'WORKS';
      network.cut = undefined;
    }
    this.#store.state = 'WORKS';
    for (const hidden of this.#hidden) hidden.to = Math.min(hidden.to, this.#clock.now);
    for (const replica of this.#replicas) void replica.start();
  }

  /** Everything works, and nothing is left of what was: each place among the calls can be taken. */
  async #assertRecovered(): Promise<void> {
    this.#note('everything must work now');
    void [this.#limits, readMethods, writeMethods, accounts];
  }

  #recordsOf(account: Account, id: AccountConnectorId) {
    return this.#sandbox.recordsOf(account, id, accountConnectors[id].collection);
  }

  fail(error: Error): void {
    if (this.#violation !== undefined) return;
    this.#violation = error;
    const told = error instanceof Violation ? error.message : (error.stack ?? String(error));
    this.#note(`VIOLATION ${told}`);
  }

  #note(line: string): void {
    const whole = `${(this.#clock.now / 1000).toFixed(3)} s ${line}`;
    for (let at = 0; at < whole.length; at++) this.#digest = (Math.imul(this.#digest, 31) + whole.charCodeAt(at)) | 0;
    this.#trace.push(whole);
    if (this.#trace.length > traceLines) this.#trace.shift();
  }

  async close(): Promise<void> {
    await this.#callers[Symbol.asyncDispose]();
    for (const replica of this.#replicas) replica.kill();
    // Modules that live on are done with the timers of this run.
    for (const end = this.#clock.now + 3000; ; ) {
      await this.#clock.settle();
      if (!this.#clock.step(end)) return;
    }
  }

  report(): Report {
    const error = this.#violation;
    return {
      violation: error === undefined ? undefined : error instanceof Violation ? error.message : (error.stack ?? String(error)),
      trace: this.#trace,
      digest: this.#digest >>> 0,
      requests: this.#requests.size,
      writes: this.#book.size,
      told: this.#book.counts,
    };
  }
}

function isListing(path: string): boolean {
  return path.startsWith('/v1.0/connectors/');
}

const readIdentifiers = new Set(
  Object.values(readMethods).flatMap(({ list, get }) => [list, get].flatMap(({ id, identifier }) => [String(id), identifier])),
);

/** A call of a method that is not known to read: also one of a later release, by its number. */
function isWrite(path: string): boolean {
  const [, method] = /\/methods\/([^/?]+)/.exec(path) ?? [];
  return method !== undefined && !readIdentifiers.has(method);
}

void markOf;
