import { drawFault } from './draw-fault.ts';
import type { AskEvent, Operation, Plan, Planned, ReadCall, TroubleEvent, WriteCall } from './plan.ts';
import { Random } from './random.ts';
import { accounts, connectors, writeMethods } from './scenario.ts';

/** Draws a plan; the same one for the same seed. */
export function drawPlan(seed: number, minutes: number): Plan {
  const random = new Random(seed);
  const endsAt = minutes * 60_000 - 1;
  // Some seeds are calm, some are storms.
  const everyMs = { ask: random.pick([400, 1200, 4000]), trouble: random.pick([500, 1500, 5000]) };
  const times = (meanMs: number): readonly number[] => {
    const found: number[] = [];
    for (let at = random.wait(meanMs); at <= endsAt; at += random.wait(meanMs)) found.push(at);
    return found;
  };
  const asks = times(everyMs.ask).flatMap((at) =>
    random.list(random.chance(0.1) ? random.between(2, 8) : 1, () => ({ at, ...drawAsk(random) })),
  );
  const troubles = times(everyMs.trouble).map((at): Planned => {
    // Much of it meets a request on its way.
    const met = asks.length > 0 && random.chance(0.5) ? random.pick(asks) : undefined;
    const trouble = drawTrouble(random, met);
    return { ...trouble, at: met === undefined ? at : Math.min(endsAt, Math.max(0, met.at + random.between(-20, 80))) };
  });
  return {
    seed,
    minutes,
    replicas: random.pick([1, 2]),
    isNarrow: random.chance(0.5),
    looksForWrites: random.chance(0.5),
    tokenSeconds: random.pick([8, 30, 90]),
    events: [...asks, ...troubles].toSorted((one, other) => one.at - other.at),
  };
}

function drawAsk(random: Random): AskEvent {
  return {
    kind: 'ASK',
    account: random.pick(accounts),
    replica: random.between(0, 1),
    operations: random.list(random.chance(0.15) ? random.between(2, 3) : 1, () => drawOperation(random)),
    ...(random.chance(0.2) && { deadlineMs: random.between(1, 3000) }),
    ...(random.chance(0.1) && { isAskedTwice: true }),
    ...(random.chance(0.2) && { leavesMs: random.between(0, random.pick([80, 80, 2000])) }),
    tries: random.between(1, 4),
    waitMs: random.between(1, 3000),
    ...(random.chance(0.3) && { hasKeyInHeader: true }),
  };
}

function drawOperation(random: Random): Operation {
  const calls = random.chance(0.3) ? random.between(2, 4) : 1;
  const kind = random.weighed({ READ: 35, WRITE: 55, LOOK: 10 });
  if (kind === 'LOOK') return { kind, back: random.between(1, 5) };
  if (kind === 'READ') return { kind, calls: random.list(calls, () => drawRead(random)) };
  return { kind, calls: random.list(calls, () => drawWrite(random)) };
}

const spellings = ['NAME', 'NAME', 'IDENTIFIER', 'NUMBER'] as const;

function drawRead(random: Random): ReadCall {
  return {
    id: random.pick([1, 2]),
    spelling: random.pick(spellings),
    what: random.pick(['list', 'list', 'get', 'names', 'pages']),
    record: random.between(1, 4),
  };
}

function drawWrite(random: Random): WriteCall {
  const id = random.pick([1, 2] as const);
  const isKeyed = random.chance(0.6);
  return {
    id,
    spelling: random.pick(spellings),
    method: random.between(0, writeMethods[id].length - 1),
    rows: random.between(2, 3),
    ...(random.chance(0.15) && { hasOwnBody: true }),
    ...(random.chance(0.07) && { isRefused: true }),
    ...(isKeyed && { isKeyed, isTwice: random.chance(0.1) }),
  };
}

/** How often each is drawn. */
const weights: Readonly<Record<TroubleEvent['kind'], number>> = {
  FAULT: 50,
  NETWORK: 8,
  CUT: 20,
  STORE: 8,
  RELEASE: 3,
  REVOKE: 3,
  RELAY: 3,
  RESTART: 12,
};

/** @param met The request that it meets. */
function drawTrouble(random: Random, met: AskEvent | undefined): TroubleEvent {
  const kind = random.weighed(weights);
  const ms = random.wait(5000);
  switch (kind) {
    case 'FAULT':
      return { kind, ms, rule: drawFault(random, met) };
    case 'NETWORK': {
      const of = random.pick(['cyclr', 'cyclr', 'callers'] as const);
      // A caller without a connection waits for one by itself.
      return { kind, of, ms, state: of === 'callers' ? 'REFUSES' : random.pick(['REFUSES', 'SILENT']) };
    }
    case 'CUT': {
      const of = random.pick(['cyclr', 'cyclr', 'callers'] as const);
      return { kind, of, side: random.pick(['request', 'answer', 'answer']), bytes: random.between(0, 1500) };
    }
    case 'STORE':
      return { kind, ms, state: random.pick(['AWAY', 'LOSSY', 'SLOW']) };
    case 'RELEASE':
      return { kind, connector: random.pick(connectors), upgrade: random.chance(0.7) };
    case 'REVOKE':
      return { kind };
    case 'RELAY':
      return { kind, relay: random.pick(['status', 'text']) };
    case 'RESTART':
      return {
        kind,
        replica: met?.replica ?? random.between(0, 1),
        ms: random.between(1, 3000),
        isKilled: random.chance(0.6),
      };
  }
}
