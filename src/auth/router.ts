import { createHash, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import type { CallerHeaders } from './bearer.ts';
import { accountHeader, type Caller, parseAccountHeader } from './caller.ts';
import { unauthenticated } from './challenge.ts';

export const routerSecretHeader = 'X-Router-Secret';
export const rolesHeader = 'X-Cyclr-Roles';

/** Trusts a router that knows the secret. The router must name the account, and may name roles. */
export function authenticateRouter(headers: CallerHeaders, secret: Secret): Caller {
  const given = headers.get(routerSecretHeader);
  if (given === null) {
    throw unauthenticated('Router-Secret', 'MISSING', `The header ${routerSecretHeader} is missing.`);
  }
  if (!isSame(given, secret.reveal())) {
    throw unauthenticated('Router-Secret', 'ROUTER_SECRET', `The secret in the header ${routerSecretHeader} is wrong.`);
  }
  const account = headers.get(accountHeader);
  if (account === null) {
    throw new GatewayError('FORBIDDEN', `The router must name the account, in the header ${accountHeader}.`);
  }
  const accounts = new Set([parseAccountHeader(account)]);
  return { subject: null, accounts, roles: parseRoles(headers), isRouter: true };
}

function parseRoles(headers: CallerHeaders): readonly string[] {
  const value = headers.get(rolesHeader) ?? '';
  // Two headers reach us joined by a comma, and one of them may be the client's own.
  if (value.includes(',')) {
    throw new GatewayError('FORBIDDEN', `The header ${rolesHeader} must be sent once, with spaces between the roles.`);
  }
  return [...new Set(value.split(' ').filter(Boolean))];
}

/** Compares in constant time. Digests are compared, so that the time does not depend on the length either. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
