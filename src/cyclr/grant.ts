import * as oauth from 'oauth4webapi';
import { Agent, fetch as undiciFetch } from 'undici';
import { GatewayError } from '../errors.ts';
import type { AccountId } from '../ids.ts';
import { Secret } from '../secret.ts';
import { type Connect, connectTimeoutMs } from './transport.ts';

export interface Token {
  readonly value: Secret;
  /** From when on the next one is asked for, while this one is still good, in milliseconds since the epoch. */
  readonly renewAt: number;
  /** Until when this one is good, in milliseconds since the epoch. */
  readonly endsAt: number;
}

export interface GrantOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** For one request for a token, in milliseconds. */
  readonly timeoutMs: number;
  /** @default over the network */
  readonly connect?: Connect | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Asks Cyclr for tokens. */
export interface Grants extends AsyncDisposable {
  /**
   * A new token of an account; without one, a token that opens every account.
   *
   * @throws GatewayError `NOT_FOUND` for an account that Cyclr gives no token for, `UPSTREAM_CREDENTIALS` and
   * `UPSTREAM_UNAVAILABLE`
   */
  request(account: AccountId | undefined): Promise<Token>;
}

type UndiciInit = Parameters<typeof undiciFetch>[1];

/**
 * Tokens by the client-credentials grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see docs/cyclr.md#tokens
 */
export function createGrants({ tokenUrl, clientId, clientSecret, timeoutMs, connect, now }: GrantOptions): Grants {
  const agent = new Agent({
    connections: 10,
    connectTimeout: connectTimeoutMs,
    ...(connect !== undefined && { connect }),
  });
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };

  async function read(response: Response, asked: number, account: AccountId | undefined): Promise<Token> {
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel();
      throw away(`answered ${response.status}`);
    }
    try {
      const grant = await oauth.processClientCredentialsResponse(server, client, response);
      return { value: new Secret(grant.access_token), ...timesOf(asked, (grant.expires_in ?? 0) * 1000) };
    } catch (error) {
      if (brokeOff(error)) throw away('broke off its answer', error);
      // The cause would carry the endpoint's answer, which may hold a token: only its kind is kept.
      const kind = error instanceof oauth.ResponseBodyError ? error.error : 'its answer has no usable token';
      if (kind === 'invalid_scope' && account !== undefined) throw noAccount(account);
      throw new GatewayError(
        'UPSTREAM_CREDENTIALS',
        `Cyclr gave the gateway no token (${kind}). The operator must check CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET and CYCLR_TOKEN_URL.`,
      );
    }
  }

  return {
    async request(account) {
      const asked = now();
      const timeout = new AbortController();
      const timer = setTimeout(() => timeout.abort(), timeoutMs);
      try {
        const response = await oauth
          .clientCredentialsGrantRequest(
            server,
            client,
            oauth.ClientSecretPost(clientSecret.reveal()),
            account === undefined ? {} : { scope: `account:${account}` },
            {
              signal: timeout.signal,
              [oauth.allowInsecureRequests]: new URL(tokenUrl).protocol === 'http:',
              // undici's own fetch: Node's global one refuses dispatchers of another undici.
              [oauth.customFetch]: (url, init) =>
                undiciFetch(url, {
                  ...(init as UndiciInit),
                  dispatcher: agent,
                }) as Promise<unknown> as Promise<Response>,
            },
          )
          .catch((cause: unknown) => {
            throw away('cannot be reached', cause);
          });
        return await read(response, asked, account);
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/**
 * A token is renewed a minute before its end, or in the last tenth of a lifetime under ten minutes; it is used until a
 * few seconds before it, so that it is good when it arrives.
 */
function timesOf(asked: number, lifetimeMs: number): Pick<Token, 'renewAt' | 'endsAt'> {
  return {
    renewAt: asked + lifetimeMs - Math.min(60_000, lifetimeMs / 10),
    endsAt: asked + lifetimeMs - Math.min(5000, lifetimeMs / 20),
  };
}

/** The answer was not read to its end, as against one that was and is no JSON. */
function brokeOff(error: unknown): boolean {
  return (
    error instanceof oauth.OperationProcessingError &&
    error.code === oauth.PARSE_ERROR &&
    !(error.cause instanceof SyntaxError)
  );
}

function away(what: string, cause?: unknown): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', `Cyclr's token endpoint ${what}. Try again in a moment.`, { cause });
}

function noAccount(account: AccountId): GatewayError {
  const message = 'Cyclr gave no token for this account. The account does not exist, or it belongs to another partner.';
  return new GatewayError('NOT_FOUND', message, { details: { account }, isAccountMissing: true });
}
