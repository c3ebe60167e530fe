import type { FaultRule, FaultTarget } from './rule.ts';

/** What a request is matched by. */
export interface FaultSubject {
  readonly http: string;
  readonly path: string;
  readonly account: string | undefined;
  readonly accountConnector: string | undefined;
  /** Every name of the method that is called. */
  readonly method: readonly string[];
}

export interface SetFault {
  /** How many requests have met it. */
  readonly met: number;
  remove(): void;
}

/** The faults that are set. Of several that match a request, the oldest is used. */
export interface FaultPlan {
  add(rule: FaultRule): SetFault;
  clear(): void;
  next(subject: FaultSubject): FaultRule | undefined;
}

export function createFaultPlan(seed: number): FaultPlan {
  let random = seeded(seed);
  let rules: { readonly rule: FaultRule; seen: number; met: number }[] = [];
  return {
    add(rule) {
      const standing = { rule, seen: 0, met: 0 };
      rules.push(standing);
      return {
        get met() {
          return standing.met;
        },
        remove: () => {
          rules = rules.filter((other) => other !== standing);
        },
      };
    },
    clear() {
      rules = [];
      random = seeded(seed);
    },
    next(subject) {
      const found = rules.find((standing) => {
        const { on, skip = 0, chance = 1 } = standing.rule;
        if (!fits(on, subject) || standing.seen++ < skip) return false;
        return chance >= 1 || random() < chance;
      });
      if (found === undefined) return undefined;
      found.met += 1;
      if (found.met >= (found.rule.times ?? Infinity)) rules = rules.filter((other) => other !== found);
      return found.rule;
    },
  };
}

function fits(on: string | FaultTarget = '', subject: FaultSubject): boolean {
  if (typeof on === 'string') return subject.path.includes(on);
  return (
    (on.http === undefined || on.http.toUpperCase() === subject.http) &&
    (on.path === undefined || subject.path.includes(on.path)) &&
    (on.account === undefined || on.account === subject.account) &&
    (on.accountConnector === undefined || on.accountConnector === subject.accountConnector) &&
    (on.method === undefined || subject.method.includes(on.method.toLowerCase()))
  );
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
