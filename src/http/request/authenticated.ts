import { type Authenticator, createAuthenticator } from '../../auth/authenticate.ts';
import { type Caller, resolveAccount } from '../../auth/caller.ts';
import type { Callers } from '../../config/callers.ts';
import type { AccountId } from '../../ids.ts';
import type { Log } from '../../telemetry/log.ts';
import type { Rule } from '../rule.ts';

/** Opens what knows callers; keys that cannot be fetched are logged. */
export function openAuthenticator(callers: Callers, log: Log): Authenticator {
  return createAuthenticator(callers, {
    onKeysUnavailable: (failure) =>
      log.warning('The keys that caller tokens are verified with cannot be read.', { error: failure.message }),
  });
}

/**
 * Finds out who calls and for which account, once for a request and all of its operations.
 *
 * @param defaultAccount The account of a caller of all accounts who names none.
 */
export function authenticated(authenticator: Authenticator, defaultAccount: AccountId | undefined): Rule {
  return {
    name: 'authenticated',
    onRead(exchange) {
      const { headers } = exchange.request;
      const admit = (caller: Caller) => {
        exchange.subject = caller.subject;
        exchange.admit(caller, resolveAccount(caller, headers.get('x-cyclr-account'), defaultAccount));
      };
      const known = authenticator.known(headers);
      return known === undefined ? authenticator.authenticate(headers).then(admit) : admit(known);
    },
  };
}
