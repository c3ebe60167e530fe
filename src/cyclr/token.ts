import { LRUCache } from 'lru-cache';
import * as oauth from 'oauth4webapi';
import { Agent, fetch as undiciFetch } from 'undici';
import { GatewayError } from '../errors.ts';
import type { AccountId } from '../ids.ts';
import { Secret } from '../secret.ts';
import { orAborted } from './waiting.ts';

export interface Token {
  readonly value: Secret;
  /** When to ask for the next one, in milliseconds since the epoch. */
  readonly renewAt: number;
}

interface Renewal {
  readonly promise: Promise<Token>;
  /** Undefined until Cyclr has answered. */
  token: Token | undefined;
}

/**
 * The upstream tokens, one for each account: a token opens its own account and no other. They are kept in memory only.
 *
 * @see docs/cyclr.md#tokens
 */
export interface Tokens extends AsyncDisposable {
  /**
   * A token that is valid for at least some seconds more.
   *
   * @throws GatewayError `NOT_FOUND` for an account that Cyclr gives no token for, `UPSTREAM_CREDENTIALS` and
   * `UPSTREAM_UNAVAILABLE`, and the signal's reason
   */
  of(account: AccountId, signal: AbortSignal): Promise<Token>;
  /** Whether there is a token, or a request for one, so that {@link of} sends nothing. */
  has(account: AccountId): boolean;
  /** Forgets this token of the account, unless a newer one has taken its place. */
  forget(account: AccountId, token: Token): void;
  /** Rejects when Cyclr gives no token. The token that it asks for opens every account, and is not used. */
  check(): Promise<void>;
}

export interface TokenOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** For one request for a token, in milliseconds. */
  readonly timeoutMs: number;
  /** Accounts whose tokens are remembered at the same time. */
  readonly maxAccounts: number;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

type UndiciInit = Parameters<typeof undiciFetch>[1];

function noAccount(account: AccountId): GatewayError {
  const message = 'Cyclr gave no token for this account. The account does not exist, or it belongs to another partner.';
  return new GatewayError('NOT_FOUND', message, { details: { account }, isAccountMissing: true });
}

/** How long before its end a token is renewed: a minute, or the last tenth of a lifetime under ten minutes. */
function earlyMs(lifetimeMs: number): number {
  return Math.min(60_000, lifetimeMs / 10);
}

/**
 * Gets tokens by the client-credentials grant. All callers that wait share one renewal.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see docs/cyclr.md#tokens
 */
export function createTokens({
  tokenUrl,
  clientId,
  clientSecret,
  timeoutMs,
  maxAccounts,
  now = Date.now,
}: TokenOptions): Tokens {
  const agent = new Agent({ connections: 10 });
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };
  const kept = new LRUCache<AccountId, Renewal>({ max: maxAccounts });

  async function request(account: AccountId | undefined): Promise<Token> {
    const asked = now();
    const response = await oauth
      .clientCredentialsGrantRequest(
        server,
        client,
        oauth.ClientSecretPost(clientSecret.reveal()),
        account === undefined ? {} : { scope: `account:${account}` },
        {
          signal: AbortSignal.timeout(timeoutMs),
          [oauth.allowInsecureRequests]: new URL(tokenUrl).protocol === 'http:',
          // undici's own fetch: Node's global one refuses dispatchers of another undici.
          [oauth.customFetch]: (url, init) =>
            undiciFetch(url, { ...(init as UndiciInit), dispatcher: agent }) as Promise<unknown> as Promise<Response>,
        },
      )
      .catch((cause: unknown) => {
        throw new GatewayError(
          'UPSTREAM_UNAVAILABLE',
          "Cyclr's token endpoint cannot be reached. Try again in a moment.",
          { cause },
        );
      });
    return readGrant(response, asked, account);
  }

  async function readGrant(response: Response, asked: number, account: AccountId | undefined): Promise<Token> {
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel();
      throw new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        `Cyclr's token endpoint answered ${response.status}. Try again in a moment.`,
      );
    }
    try {
      const grant = await oauth.processClientCredentialsResponse(server, client, response);
      const lifetimeMs = (grant.expires_in ?? 0) * 1000;
      return { value: new Secret(grant.access_token), renewAt: asked + lifetimeMs - earlyMs(lifetimeMs) };
    } catch (error) {
      // The cause would carry the endpoint's answer, which may hold a token: only its kind is kept.
      const kind = error instanceof oauth.ResponseBodyError ? error.error : 'its answer has no usable token';
      if (kind === 'invalid_scope' && account !== undefined) throw noAccount(account);
      throw new GatewayError(
        'UPSTREAM_CREDENTIALS',
        `Cyclr gave the gateway no token (${kind}). The operator must check CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET and CYCLR_TOKEN_URL.`,
      );
    }
  }

  /** How long the outcome of a check is used for further ones. */
  const checkMs = 10_000;
  let lastCheck: { readonly at: number; readonly outcome: Promise<void> } | undefined;

  function renew(account: AccountId): Renewal {
    const renewal: Renewal = { token: undefined, promise: request(account) };
    kept.set(account, renewal);
    renewal.promise.then(
      (token) => {
        renewal.token = token;
      },
      () => {
        if (kept.peek(account) === renewal) kept.delete(account);
      },
    );
    return renewal;
  }

  return {
    of(account, signal) {
      const found = kept.get(account);
      const usable = found !== undefined && (found.token === undefined || found.token.renewAt > now());
      return orAborted((usable ? found : renew(account)).promise, signal);
    },
    has: (account) => kept.has(account),
    forget(account, token) {
      if (kept.peek(account)?.token === token) kept.delete(account);
    },
    check() {
      if (lastCheck === undefined || now() - lastCheck.at > checkMs) {
        lastCheck = { at: now(), outcome: request(undefined).then(() => undefined) };
      }
      return lastCheck.outcome;
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
