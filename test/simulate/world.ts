import { parseConfig } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import type { JsonObject } from '../../src/json.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { Book, Violation } from './book.ts';
import type { Clock } from './clock.ts';
import { Network } from './network.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { Replica } from './replica.ts';
import { type Account, type AccountConnectorId, accountConnectors, rules } from './scenario.ts';
import { SharedStore } from './store.ts';
import { Trace } from './trace.ts';
import { Watch } from './watch.ts';

export const routerSecret = 'the secret of the simulated router';

export interface WorldOptions {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly random: Random;
  readonly sandbox: Sandbox;
}

/** Gateways, the sandbox, the networks between them and their callers, and what is remembered of it all. */
export class World {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly sandbox: Sandbox;
  /** Between the gateways and Cyclr. */
  readonly cyclr: Network;
  /** Between callers and gateways. */
  readonly callers: Network;
  readonly store: SharedStore;
  readonly replicas: readonly Replica[];
  readonly book: Book;
  readonly watch: Watch;
  readonly trace: Trace;
  readonly deadlineMs: number;
  /** Trouble of the ledger that is going on. */
  ledgerTroubles = 0;
  /** Faults that are set and break connections off. */
  breakingFaults = 0;
  /** Until when answers of writes lost their records; infinity while they do. */
  readonly recordsHiddenUntil = new Set<{ at: number }>();

  constructor({ plan, clock, random, sandbox }: WorldOptions) {
    const config = configOf(plan);
    this.plan = plan;
    this.clock = clock;
    this.sandbox = sandbox;
    this.deadlineMs = config.requestDeadlineMs;
    this.trace = new Trace(clock);
    this.cyclr = new Network(random);
    this.callers = new Network(random);
    this.store = new SharedStore(random);
    this.book = new Book(this.recordsOf);
    this.watch = new Watch(clock, config);
    const options = {
      config,
      cyclr: this.cyclr,
      listener: () => (connection: Parameters<Sandbox['accept']>[0]) => sandbox.accept(connection),
      store: this.store,
      rules: plan.looksForWrites ? rules : [],
      onBug: (what: string) => this.trace.fail(new Violation(`The gateway logged a bug: ${what}`)),
    };
    this.replicas = Array.from({ length: plan.replicas }, () => new Replica(options));
  }

  /** What the third-party app of an account connector holds. */
  readonly recordsOf = (account: Account, id: AccountConnectorId): readonly JsonObject[] =>
    this.sandbox.recordsOf(account, id, accountConnectors[id].collection);

  get isLedgerInTrouble(): boolean {
    return this.ledgerTroubles > 0;
  }

  /** Whether the answer of a write may have lost its record since then. */
  hidRecordSince(since: number): boolean {
    return [...this.recordsHiddenUntil].some(({ at }) => at >= since);
  }

  /** Everything that must be so at every moment. @throws Violation */
  check(): void {
    this.book.enter();
    if (this.breakingFaults > 0 || this.cyclr.cut !== undefined) this.watch.breaks();
    this.watch.check(this.sandbox.open);
  }
}

function configOf({ isNarrow, minutes }: Plan): Config {
  return parseConfig({
    // Not a port that browsers block: undici's fetch blocks them too. Nothing is sent there.
    CYCLR_API_URL: 'http://127.0.0.1:8080',
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: routerSecret,
    EXPLORABLE: 'false',
    REQUEST_DEADLINE_MS: '6000',
    UPSTREAM_TIMEOUT_MS: '2500',
    UPSTREAM_MAX_BYTES: '500000',
    LISTING_TTL_MS: '5000',
    RATE_LIMIT_REQUESTS: '1000000',
    ...(isNarrow && {
      MAX_ACCOUNT_CONNECTOR_CALLS: '3',
      MAX_ACCOUNT_CALLS: '4',
      UPSTREAM_CONNECTIONS: '6',
      MAX_ACCOUNT_CONNECTOR_WAITING_CALLS: '6',
      MAX_WAITING_CALLS: '12',
      // The lists of a long run are longer than that.
      ...(minutes <= 1 && { MAX_CALLER_BYTES_IN_FLIGHT: '20000' }),
    }),
  });
}
