import type { JWTVerifyGetKey } from 'jose';
import type { Callers } from '../config/callers.ts';
import { bearerTokenIn, type CallerHeaders, readBearerToken } from './bearer.ts';
import type { Caller } from './caller.ts';
import { readAccounts, readRoles } from './claims.ts';
import { createRemoteKeys } from './keys.ts';
import { authenticateRouter, routerSecretHeader } from './router.ts';
import { verifyToken } from './token.ts';
import { createVerifiedTokens } from './verified-tokens.ts';

/** Finds out who calls, only in the ways that the configuration names. */
export interface Authenticator extends AsyncDisposable {
  /** @throws GatewayError `UNAUTHENTICATED` for credentials that are not valid, `FORBIDDEN` where they give no account */
  authenticate(headers: CallerHeaders): Promise<Caller>;
  /** The caller, where that is known at once: by a token that was verified a moment ago, or where no token is asked for. */
  known(headers: CallerHeaders): Caller | undefined;
}

export interface AuthenticatorOptions {
  /** Told when the keys of the identity provider cannot be read, for the log. */
  readonly onKeysUnavailable?: (failure: Error) => void;
  /** Milliseconds since 1970, for what tokens say of time. */
  readonly now?: () => number;
}

type JwtCallers = Extract<Callers, { readonly kind: 'jwt' }>;

const anyone: Caller = { subject: null, accounts: 'all', roles: [], isRouter: false };

export function createAuthenticator(callers: Callers, options: AuthenticatorOptions = {}): Authenticator {
  if (callers.kind === 'jwt') return createJwtAuthenticator(callers, options);
  return {
    authenticate: async (headers) => (callers.kind === 'router' ? authenticateRouter(headers, callers.secret) : anyone),
    known: () => (callers.kind === 'router' ? undefined : anyone),
    [Symbol.asyncDispose]: async () => {},
  };
}

function createJwtAuthenticator(callers: JwtCallers, options: AuthenticatorOptions): Authenticator {
  const { now = Date.now } = options;
  const { key, close } = openKeys(callers.key, options);
  const verified = createVerifiedTokens(now);

  return {
    async authenticate(headers) {
      // A request with a secret is judged by the secret alone, also where it has a token.
      if (callers.routerSecret !== undefined && headers.has(routerSecretHeader)) {
        return authenticateRouter(headers, callers.routerSecret);
      }
      const token = readBearerToken(headers);
      const known = verified.find(token);
      if (known !== undefined) return known;

      const { claims, expiresAt } = await verifyToken(token, key, callers, now());
      const caller: Caller = {
        subject: typeof claims['sub'] === 'string' ? claims['sub'] : null,
        accounts: readAccounts(claims, callers.accountClaim),
        roles: readRoles(claims, callers.rolesClaim),
        isRouter: false,
      };
      verified.remember(token, caller, expiresAt);
      return caller;
    },
    known(headers) {
      if (callers.routerSecret !== undefined && headers.has(routerSecretHeader)) return undefined;
      const token = bearerTokenIn(headers);
      return token === undefined ? undefined : verified.find(token);
    },
    [Symbol.asyncDispose]: close,
  };
}

function openKeys(
  key: JwtCallers['key'],
  { onKeysUnavailable }: AuthenticatorOptions,
): { readonly key: Uint8Array | JWTVerifyGetKey; readonly close: () => Promise<void> } {
  if (key.kind === 'secret') return { key: new TextEncoder().encode(key.secret.reveal()), close: async () => {} };
  const keys = createRemoteKeys(key.url, onKeysUnavailable === undefined ? {} : { onFailure: onKeysUnavailable });
  return { key: keys.find, close: async () => keys[Symbol.asyncDispose]() };
}
