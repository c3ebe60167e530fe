import { GatewayError } from '../errors.ts';
import { type AccountId, toAccountId } from '../ids.ts';
import type { Caller } from './caller.ts';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * The accounts that the claim `name` gives: one id, a list of ids, or `"*"` for all.
 *
 * @throws GatewayError `FORBIDDEN` where the claim is missing or is anything else
 */
export function readAccounts(claims: Claims, name: string): Caller['accounts'] {
  const value = readClaim(claims, name);
  if (value === '*') return 'all';
  if (value === undefined || value === null) {
    throw forbidden(name, 'is missing. It must name the account or accounts that you may act for');
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw forbidden(name, 'names no account');
  const accounts = new Set<AccountId>();
  for (const item of list) {
    const account = typeof item === 'string' && item !== '*' ? toAccountId(item) : undefined;
    if (account === undefined) {
      throw forbidden(name, 'must be the id of an account, a list of such ids, or "*" alone for all accounts');
    }
    accounts.add(account);
  }
  return accounts;
}

/**
 * The roles that the claim `name` gives: a list of them, or a text with spaces between them; none when it is missing.
 *
 * Anything else is `FORBIDDEN`: a caller whose role was lost might be allowed what a policy denies that role.
 */
export function readRoles(claims: Claims, name: string): readonly string[] {
  const value = readClaim(claims, name);
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] | undefined =
    typeof value === 'string' ? value.split(' ').filter(Boolean) : Array.isArray(value) ? value : undefined;
  if (list?.every((role): role is string => typeof role === 'string' && role.trim() !== '') === true) {
    return [...new Set(list)];
  }
  throw forbidden(name, 'must be a list of roles, or a text of roles with spaces between them');
}

/** A claim by its literal name, such as `https://example.com/roles`; else by its path, such as `realm_access.roles`. */
export function readClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as Claims)[key];
  }
  return value;
}

function forbidden(claim: string, fault: string): GatewayError {
  return new GatewayError('FORBIDDEN', `The claim "${claim}" of your token ${fault}.`);
}
