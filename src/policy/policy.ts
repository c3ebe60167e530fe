import { GatewayError } from '../errors.ts';
import type { Caller } from '../auth/caller.ts';
import type { AccountId } from '../ids.ts';
import { parsePolicyFile, type PolicyRule, readPolicyFile } from './file.ts';
import { compileConditions, type Condition, type PolicyCall } from './rule.ts';
import { recentlyUsed } from '../recently-used.ts';

/** Which methods a caller may call, and so may see. The caller's credentials say for which accounts. */
export interface Policy {
  /** Nothing is restricted, so the name and kind of a call need not be known to allow it. */
  readonly isOpen: boolean;
  readonly rules: readonly PolicyRule[];
  allows(caller: PolicyCaller, call: PolicyCall): boolean;
  /** What {@link allows} has said to such a caller for this account: one for all whom no rule tells apart. */
  saidTo(caller: PolicyCaller, account: AccountId): SaidOfMethods;
  decide(caller: PolicyCaller, call: PolicyCall): Decision;
  /** For every rule, in the order of the file, the conditions that the call does not meet; empty for a rule that applies. */
  explain(caller: PolicyCaller, call: PolicyCall): readonly Explanation[];
}

export type PolicyCaller = Pick<Caller, 'roles'>;

export interface Decision {
  readonly allowed: boolean;
  /** The rule that decided: null where no rule allows the call, and where there are none. */
  readonly rule: PolicyRule | null;
}

export interface Explanation {
  readonly rule: PolicyRule;
  readonly misfits: readonly Condition['part'][];
}

/** By the method of a listing, for the connector of a name. What is remembered goes with its listing. */
export type SaidOfMethods = WeakMap<object, { readonly connector: string; readonly isAllowed: boolean }>;

const mostRemembered = 10_000;

/** Callers whom the rules tell apart, to whom it is remembered what was said. */
const mostCallers = 1000;

/** The policy of a gateway without a policy file: a caller may call every method of their own accounts. */
export const openPolicy: Policy = {
  isOpen: true,
  rules: [],
  allows: () => true,
  saidTo: () => new WeakMap(),
  decide: () => ({ allowed: true, rule: null }),
  explain: () => [],
};

/**
 * Reads a policy file. Without a file: {@link openPolicy}.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readPolicy(file: string | undefined, signal?: AbortSignal): Promise<Policy> {
  if (file === undefined) return openPolicy;
  return createPolicy(await readPolicyFile(file, signal));
}

/** The policy of a text. `name` is what messages call the file. */
export function parsePolicy(source: string, name: string): Policy {
  return createPolicy(parsePolicyFile(source, name));
}

/** A deny beats every allow, and what no rule allows is denied; the order of the rules makes no difference. */
export function createPolicy(rules: readonly PolicyRule[]): Policy {
  const compiled = rules.map((rule) => ({ rule, conditions: compileConditions(rule) }));
  const denyFirst = [
    ...compiled.filter(({ rule }) => rule.effect === 'deny'),
    ...compiled.filter(({ rule }) => rule.effect === 'allow'),
  ];
  const knownRoles = new Set(rules.flatMap(({ roles }) => roles));
  const knownAccounts = new Set(rules.flatMap(({ accounts = [] }) => accounts));
  const decisions = recentlyUsed<string, Decision>(mostRemembered);
  const said = recentlyUsed<string, SaidOfMethods>(mostCallers);

  function decideAnew(roles: readonly string[], call: PolicyCall): Decision {
    const found = denyFirst.find(({ conditions }) => conditions.every(({ holds }) => holds(roles, call)));
    return { allowed: found?.rule.effect === 'allow', rule: found?.rule ?? null };
  }

  /** Equal for callers whom no rule can tell apart, and for no others. */
  function callerOf(roles: readonly string[], account: AccountId): readonly unknown[] {
    return [roles.filter((role) => knownRoles.has(role)).toSorted(), knownAccounts.has(account) ? account : null];
  }

  /** Equal for calls that no rule can tell apart, and for no others. */
  function keyOf(roles: readonly string[], { account, connector, method, category, kind }: PolicyCall): string {
    return JSON.stringify([...callerOf(roles, account), connector, method, category, kind]);
  }

  function decide({ roles }: PolicyCaller, call: PolicyCall): Decision {
    const key = keyOf(roles, call);
    const known = decisions.get(key);
    if (known !== undefined) return known;
    const decision = decideAnew(roles, call);
    decisions.set(key, decision);
    return decision;
  }

  return {
    isOpen: false,
    rules,
    decide,
    allows: (caller, call) => decide(caller, call).allowed,
    saidTo({ roles }, account) {
      const key = JSON.stringify(callerOf(roles, account));
      const known: SaidOfMethods = said.get(key) ?? new WeakMap();
      said.set(key, known);
      return known;
    },
    explain: ({ roles }, call) =>
      compiled.map(({ rule, conditions }) => ({
        rule,
        misfits: conditions.filter(({ holds }) => !holds(roles, call)).map(({ part }) => part),
      })),
  };
}

/** The refusal of a call that the policy does not allow. It tells the caller nothing of the rules. */
export function notAllowed({
  connector,
  method,
  kind,
}: Pick<PolicyCall, 'connector' | 'method' | 'kind'>): GatewayError {
  const what = kind === 'READ' ? 'read' : 'write';
  return new GatewayError('FORBIDDEN', `You may not call the ${what} "${method}" of ${connector}.`);
}
