import { GatewayError } from '../errors.ts';
import { limits as defaults, type Limits } from '../limits.ts';
import type { Signal } from '../signal.ts';
import { recentlyUsed } from '../recently-used.ts';

/** Whose turn is asked for, and how long it is worth waiting. */
export interface TurnRequest {
  readonly account: string;
  /** Of the account; empty for what is about none. */
  readonly accountConnector: string;
  /** Ends the wait, with its reason. */
  readonly signal: Signal;
  /** When the request must have ended, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/** A place among the calls that are on their way. */
export interface Turn {
  /** Gives the place to the next. */
  end(): void;
}

export type QueueLimits = Pick<
  Limits,
  | 'upstreamConnections'
  | 'accountCalls'
  | 'accountConnectorCalls'
  | 'waitingCalls'
  | 'accountConnectorWaitingCalls'
  | 'turnMs'
  | 'turnsOfCall'
>;

/** Account connectors of which it is remembered how long their calls take. */
const mostRemembered = 10_000;

export interface FairQueueOptions {
  /** @default the defaults of all limits */
  readonly limits?: QueueLimits;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** What waits for a turn. */
interface Waiting {
  readonly grant: () => void;
  readonly refuse: (error: unknown) => void;
}

/** The calls of one account connector. */
interface Lane {
  readonly key: string;
  readonly account: Account;
  readonly waiting: Set<Waiting>;
  active: number;
  deficit: number;
}

/** The calls of one account. */
interface Account {
  readonly key: string;
  readonly lanes: Map<string, Lane>;
  /** Lanes of which a call waits, and fewer are on their way than may be. The first is next. */
  readonly ready: Set<Lane>;
  active: number;
  deficit: number;
}

/**
 * Lets calls go to Cyclr by turns, so that no account connector keeps those of others waiting: so many at a time of one
 * account connector, of one account, and of the gateway. What waits is served by deficit round robin, over accounts and
 * over the account connectors of each; a call of an account connector whose calls take long costs it several turns.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  /** Accounts that have a lane which is ready, and fewer calls on their way than they may. The first is next. */
  readonly #ready = new Set<Account>();
  /** How long a call takes of late, in milliseconds. */
  readonly #usualMs = recentlyUsed<string, number>(mostRemembered);
  #active = 0;
  #waiting = 0;

  constructor({ limits = defaults, now = Date.now }: FairQueueOptions = {}) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Calls that are on their way, and calls that wait. */
  get size(): { readonly active: number; readonly waiting: number } {
    return { active: this.#active, waiting: this.#waiting };
  }

  /**
   * Waits for a turn.
   *
   * @throws GatewayError `RATE_LIMITED` where too many calls of the account connector wait, or the turn would come after
   * the request must have ended; `UPSTREAM_UNAVAILABLE` where too many calls of all wait; the reason of the signal; and
   * what {@link shed} is told
   */
  async take({ account, accountConnector, signal, endsAt }: TurnRequest): Promise<Turn> {
    if (signal.aborted) throw heldBack(signal);
    const lane = this.#laneOf(account, accountConnector);
    if (this.#hasRoom(lane)) this.#start(lane);
    else {
      this.#assertWorthWaiting(lane, endsAt);
      await this.#wait(lane, signal);
    }

    const startedAt = this.#now();
    let isOver = false;
    return {
      end: () => {
        if (isOver) return;
        isOver = true;
        this.#end(lane, this.#now() - startedAt);
      },
    };
  }

  /** Refuses every call of an account connector that waits. */
  shed(account: string, accountConnector: string, error: unknown): void {
    const lane = this.#accounts.get(account)?.lanes.get(accountConnector);
    for (const one of lane?.waiting ?? []) one.refuse(error);
  }

  #laneOf(accountKey: string, key: string): Lane {
    const account = this.#accounts.get(accountKey) ?? {
      key: accountKey,
      lanes: new Map<string, Lane>(),
      ready: new Set<Lane>(),
      active: 0,
      deficit: 0,
    };
    const lane = account.lanes.get(key) ?? {
      key,
      account,
      waiting: new Set<Waiting>(),
      active: 0,
      deficit: 0,
    };
    this.#accounts.set(accountKey, account);
    account.lanes.set(key, lane);
    return lane;
  }

  /** What waits has been given every place that it may have, so there is room only where nothing of the lane waits. */
  #hasRoom({ active, account, waiting }: Lane): boolean {
    const { upstreamConnections, accountCalls, accountConnectorCalls } = this.#limits;
    return (
      waiting.size === 0 &&
      active < accountConnectorCalls &&
      account.active < accountCalls &&
      this.#active < upstreamConnections
    );
  }

  #assertWorthWaiting(lane: Lane, endsAt: number): void {
    const { waiting, key } = lane;
    const { accountConnectorCalls, accountConnectorWaitingCalls, waitingCalls } = this.#limits;
    const waitMs = (waiting.size / accountConnectorCalls) * this.#usualMsOf(lane);
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
    if (this.#waiting >= waitingCalls) {
      throw new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        `The gateway has ${waitingCalls} calls waiting for Cyclr and takes no more. Try again in ${retryAfterSeconds} s.`,
        { retryAfterSeconds, unsent: 'HELD_BACK' },
      );
    }
    if (waiting.size < accountConnectorWaitingCalls && this.#now() + waitMs < endsAt) return;
    const whose = key === '' ? 'this account' : `the account connector ${key}`;
    throw new GatewayError(
      'RATE_LIMITED',
      `${waiting.size} calls of ${whose} are waiting already, too many for this one to be sent in time. Try again in ${retryAfterSeconds} s.`,
      { details: { by: 'gateway' }, retryAfterSeconds, unsent: 'HELD_BACK' },
    );
  }

  #wait(lane: Lane, signal: Signal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => waiting.refuse(heldBack(signal));
      const settle = () => {
        signal.removeEventListener('abort', leave);
        lane.waiting.delete(waiting);
        this.#waiting -= 1;
        this.#update(lane);
      };
      const waiting: Waiting = {
        grant: () => {
          this.#start(lane);
          settle();
          resolve();
        },
        refuse: (error) => {
          settle();
          this.#forget(lane);
          reject(error);
        },
      };
      lane.waiting.add(waiting);
      this.#waiting += 1;
      this.#update(lane);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #start(lane: Lane): void {
    this.#active += 1;
    lane.active += 1;
    lane.account.active += 1;
    this.#update(lane);
  }

  #end(lane: Lane, ms: number): void {
    this.#active -= 1;
    lane.active -= 1;
    lane.account.active -= 1;
    this.#usualMs.set(keyOf(lane), this.#usualMs.has(keyOf(lane)) ? this.#usualMsOf(lane) * 0.8 + ms * 0.2 : ms);
    this.#update(lane);
    this.#grant();
    this.#forget(lane);
  }

  #grant(): void {
    while (this.#active < this.#limits.upstreamConnections) {
      const account = served(this.#ready, (one) => this.#turnsOf(first(one.ready)));
      const lane = account && served(account.ready, (one) => this.#turnsOf(one));
      if (lane === undefined) return;
      first(lane.waiting)?.grant();
    }
  }

  /** Keeps what is ready in the sets of that name, and nothing else. */
  #update(lane: Lane): void {
    const { account } = lane;
    const isReady = lane.waiting.size > 0 && lane.active < this.#limits.accountConnectorCalls;
    keep(account.ready, lane, isReady);
    keep(this.#ready, account, account.ready.size > 0 && account.active < this.#limits.accountCalls);
  }

  #usualMsOf(lane: Lane): number {
    return this.#usualMs.get(keyOf(lane)) ?? 0;
  }

  /** How many turns a call of the lane costs. */
  #turnsOf(lane: Lane | undefined): number {
    const turns = lane === undefined ? 1 : Math.ceil(this.#usualMsOf(lane) / this.#limits.turnMs);
    return Math.min(Math.max(turns, 1), this.#limits.turnsOfCall);
  }

  #forget(lane: Lane): void {
    const { account } = lane;
    if (lane.active > 0 || lane.waiting.size > 0) return;
    account.lanes.delete(lane.key);
    if (account.lanes.size === 0) this.#accounts.delete(account.key);
  }
}

function heldBack({ reason }: Signal): unknown {
  return reason instanceof GatewayError ? reason.heldBack() : reason;
}

function keyOf({ key, account }: Lane): string {
  return JSON.stringify([account.key, key]);
}

function first<One>(set: ReadonlySet<One>): One | undefined {
  return set.values().next().value;
}

function keep<One extends { deficit: number }>(ready: Set<One>, one: One, isReady: boolean): void {
  if (isReady) ready.add(one);
  else if (ready.delete(one)) one.deficit = 0;
}

/** The one that is served next. Each that cannot pay yet is given a turn and goes to the end of the line. */
function served<One extends { deficit: number }>(ready: Set<One>, costOf: (one: One) => number): One | undefined {
  // A set gives its members in the order in which they were added, also those that are added meanwhile.
  for (const one of ready) {
    one.deficit += 1;
    const cost = costOf(one);
    ready.delete(one);
    ready.add(one);
    if (one.deficit < cost) continue;
    one.deficit -= cost;
    return one;
  }
  return undefined;
}
