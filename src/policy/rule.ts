import type { MethodKind } from '../connectors/method.ts';
import type { AccountId } from '../ids.ts';
import { compileGlobs } from '../text/glob.ts';
import type { PolicyRule } from './file.ts';

/** A call, as a policy sees it. */
export interface PolicyCall {
  readonly account: AccountId;
  /** The name of the connector, such as "Salesforce". */
  readonly connector: string;
  /** The name of the method, as the listing has it. */
  readonly method: string;
  /** Null for a method that has none. */
  readonly category: string | null;
  readonly kind: MethodKind;
}

/** One thing that a rule says; the rule is about a call when all of them hold. */
export interface Condition {
  readonly part: 'roles' | 'accounts' | 'connectors' | 'methods' | 'categories' | 'kind';
  readonly holds: (roles: readonly string[], call: PolicyCall) => boolean;
}

export const everyone = '*';

export function compileConditions(rule: PolicyRule): readonly Condition[] {
  const { roles, accounts, connectors, methods, categories, kind } = rule;
  const conditions: Condition[] = [];
  if (!roles.includes(everyone)) {
    conditions.push({ part: 'roles', holds: (own) => own.some((role) => roles.includes(role)) });
  }
  if (accounts !== undefined) {
    const named = new Set(accounts);
    conditions.push({ part: 'accounts', holds: (_roles, { account }) => named.has(account) });
  }
  if (kind !== undefined) conditions.push({ part: 'kind', holds: (_roles, call) => call.kind === kind });
  if (connectors !== undefined) {
    const fits = compileGlobs(connectors);
    conditions.push({ part: 'connectors', holds: (_roles, { connector }) => fits(connector) });
  }
  if (methods !== undefined) {
    const fits = compileGlobs(methods);
    conditions.push({ part: 'methods', holds: (_roles, { method }) => fits(method) });
  }
  if (categories !== undefined) {
    const fits = compileGlobs(categories);
    conditions.push({ part: 'categories', holds: (_roles, { category }) => category !== null && fits(category) });
  }
  return conditions;
}
