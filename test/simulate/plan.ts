import { drawFault, type FaultRule } from './faults.ts';
import type { Side } from './network.ts';
import { Random } from './random.ts';
import { type Account, type AccountConnectorId, accounts, writeMethods } from './scenario.ts';

/** All that is drawn of a run. It is data, so that what failed can be made smaller and kept as a test. */
export interface Plan {
  /** Of what is drawn while it runs: delays, back-off. */
  readonly seed: number;
  readonly minutes: number;
  readonly replicas: 1 | 2;
  /** Whether few calls may be on their way at the same time, so that others wait for a turn. */
  readonly isNarrow: boolean;
  /** In the order of their times. */
  readonly events: readonly Planned[];
}

/** What happens, and when: in milliseconds since the run began. */
export type Planned = { readonly at: number } & Event;

export type Event =
  | AskEvent
  | { readonly kind: 'FAULT'; readonly ms: number; readonly rule: FaultRule }
  | {
      readonly kind: 'NETWORK';
      readonly of: NetworkName;
      readonly ms: number;
      readonly state: 'REFUSES' | 'SILENT';
    }
  | { readonly kind: 'CUT'; readonly of: NetworkName; readonly side: Side; readonly bytes: number }
  | { readonly kind: 'STORE'; readonly ms: number; readonly state: 'AWAY' | 'LOSSY' | 'SLOW' }
  | { readonly kind: 'RELEASE'; readonly connector: string; readonly upgrade: boolean }
  | { readonly kind: 'REVOKE' }
  | { readonly kind: 'RELAY'; readonly relay: 'status' | 'text' }
  /** A replica is killed, or ends when its requests have; another takes its place `ms` later. */
  | { readonly kind: 'RESTART'; readonly replica: number; readonly ms: number; readonly isKilled: boolean };

export type NetworkName = 'cyclr' | 'callers';

/** A caller sends a request, and again what failed. */
export interface AskEvent {
  readonly kind: 'ASK';
  readonly account: Account;
  readonly replica: number;
  /** Several are a batch. Each has reads or writes alone. */
  readonly operations: readonly Operation[];
  readonly deadlineMs: number | undefined;
  /** When the caller leaves, after it has sent. */
  readonly leavesMs: number | undefined;
  /** How often it asks at most. */
  readonly tries: number;
  /** Between two tries at least. */
  readonly waitMs: number;
  /** The key of a single write goes in the header. */
  readonly hasKeyInHeader: boolean;
}

export type Operation =
  | { readonly kind: 'READ'; readonly calls: readonly ReadCall[] }
  | { readonly kind: 'WRITE'; readonly calls: readonly WriteCall[] };

export type Spelling = 'NAME' | 'IDENTIFIER' | 'NUMBER';

export interface ReadCall {
  readonly id: AccountConnectorId;
  readonly spelling: Spelling;
  /** `names` asks for the account connectors, and calls nothing. */
  readonly what: 'list' | 'get' | 'names';
  readonly record: number;
}

export interface WriteCall {
  readonly id: AccountConnectorId;
  readonly spelling: Spelling;
  /** Of the write methods of its connector. */
  readonly method: number;
  /** Where the method takes several. */
  readonly rows: number;
  /** Leaves out what the third-party app needs. */
  readonly isRefused: boolean;
  readonly isKeyed: boolean;
  /** The same write stands in the request twice. */
  readonly isTwice: boolean;
}

/** Draws a plan; the same one for the same seed. */
export function drawPlan(seed: number, minutes: number): Plan {
  const random = new Random(seed);
  const lastMs = minutes * 60_000;
  // Some seeds are calm, some are storms.
  const asksEveryMs = random.pick([400, 1500, 4000]);
  const troubleEveryMs = random.pick([2000, 6000, 20_000]);
  const events: Planned[] = [];
  for (let at = 0; (at += random.wait(asksEveryMs)) < lastMs; ) {
    const burst = random.next() < 0.1 ? random.between(2, 8) : 1;
    for (let one = 0; one < burst; one++) events.push({ at, ...drawAsk(random) });
  }
  for (let at = 0; (at += random.wait(troubleEveryMs)) < lastMs; ) events.push({ at, ...drawTrouble(random) });
  return {
    seed,
    minutes,
    replicas: random.pick([1, 2]),
    isNarrow: random.next() < 0.5,
    events: events.toSorted((one, other) => one.at - other.at),
  };
}

function drawAsk(random: Random): AskEvent {
  const account = random.pick(accounts);
  const operations = Array.from({ length: random.next() < 0.15 ? random.between(2, 3) : 1 }, () =>
    drawOperation(random),
  );
  return {
    kind: 'ASK',
    account,
    replica: random.between(0, 1),
    operations,
    deadlineMs: random.next() < 0.15 ? random.between(1, 3000) : undefined,
    leavesMs: random.next() < 0.1 ? random.between(0, 2000) : undefined,
    tries: random.between(1, 4),
    waitMs: random.between(1, 3000),
    hasKeyInHeader: random.next() < 0.3,
  };
}

function drawOperation(random: Random): Operation {
  const length = random.next() < 0.3 ? random.between(2, 4) : 1;
  if (random.next() < 0.4) return { kind: 'READ', calls: Array.from({ length }, () => drawRead(random)) };
  return { kind: 'WRITE', calls: Array.from({ length }, () => drawWrite(random)) };
}

function drawRead(random: Random): ReadCall {
  return {
    id: random.pick([1, 2]),
    spelling: random.pick(['NAME', 'NAME', 'IDENTIFIER', 'NUMBER']),
    what: random.pick(['list', 'list', 'get', 'names']),
    record: random.between(1, 4),
  };
}

function drawWrite(random: Random): WriteCall {
  const id = random.pick([1, 2] as const);
  const method = random.between(0, writeMethods[id].length - 1);
  const isKeyed = random.next() < 0.6;
  return {
    id,
    spelling: random.pick(['NAME', 'NAME', 'IDENTIFIER', 'NUMBER']),
    method,
    rows: random.between(2, 3),
    isRefused: random.next() < 0.07,
    isKeyed,
    isTwice: isKeyed && random.next() < 0.1,
  };
}

function drawTrouble(random: Random): Event {
  const ms = random.wait(5000);
  const of = random.pick(['cyclr', 'cyclr', 'callers'] as const);
  switch (random.weighed(trouble)) {
    case 'FAULT':
      return { kind: 'FAULT', ms, rule: drawFault(random) };
    case 'NETWORK':
      return { kind: 'NETWORK', of, ms, state: random.pick(['REFUSES', 'REFUSES', 'SILENT']) };
    case 'CUT':
      return {
        kind: 'CUT',
        of,
        side: random.pick(['request', 'answer', 'answer']),
        bytes: random.between(0, 1500),
      };
    case 'STORE':
      return { kind: 'STORE', ms, state: random.pick(['AWAY', 'LOSSY', 'SLOW']) };
    case 'RELEASE':
      return { kind: 'RELEASE', connector: random.pick(['Books', 'Notes']), upgrade: random.next() < 0.7 };
    case 'REVOKE':
      return { kind: 'REVOKE' };
    case 'RELAY':
      return { kind: 'RELAY', relay: random.pick(['status', 'text']) };
    case 'RESTART':
      return {
        kind: 'RESTART',
        replica: random.between(0, 1),
        ms: random.between(1, 3000),
        isKilled: random.next() < 0.6,
      };
  }
}

/** How often each is drawn. */
const trouble: Readonly<Record<Exclude<Event['kind'], 'ASK'>, number>> = {
  FAULT: 50,
  NETWORK: 8,
  CUT: 20,
  STORE: 8,
  RELEASE: 3,
  REVOKE: 3,
  RELAY: 3,
  RESTART: 5,
};

