import type { Fault } from './fault.ts';

export interface FaultRule {
  readonly fault: Fault;
  /** A part of the path (with `/v1.0`, without the query) of the requests that it befalls; all where it is absent. */
  readonly on?: string;
  /** How many requests; every one where it is absent. */
  readonly times?: number;
}

/** The faults that will befall requests: the first that fits is taken. */
export interface FaultPlan {
  add(rule: FaultRule): void;
  clear(): void;
  next(path: string): Fault | undefined;
}

export function createFaultPlan(): FaultPlan {
  let rules: { readonly rule: FaultRule; left: number }[] = [];
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    next(path) {
      const found = rules.find(({ rule, left }) => left > 0 && path.includes(rule.on ?? ''));
      if (found === undefined) return undefined;
      found.left -= 1;
      rules = rules.filter(({ left }) => left > 0);
      return found.rule.fault;
    },
  };
}
