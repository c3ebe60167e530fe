import { randomBytes } from 'node:crypto';
import { type ApiRequest } from '../wire/request.ts';
import { json, type Reply } from '../wire/reply.ts';
import type { World } from '../world/world.ts';

/** The tokens that are valid. @see docs/cyclr.md#tokens */
export interface TokenStore {
  /** Answers `POST /oauth/token`. */
  grant(world: World, request: ApiRequest): Reply;
  /** The grant behind an `Authorization` header; undefined where the token is not valid. */
  holderOf(authorization: string | undefined): Grant | undefined;
  /** Ends every token. */
  revokeAll(): void;
}

interface Grant {
  /** The only account that the token opens; undefined for all of the partner's. */
  readonly account: string | undefined;
  readonly expiresAt: number;
}

const mostTokens = 10_000;

export function createTokenStore(lifetimeSeconds: number, now: () => number = Date.now): TokenStore {
  const grants = new Map<string, Grant>();

  return {
    grant(world, request) {
      const form = new URLSearchParams(request.text);
      const clientId = form.get('client_id');
      if (form.get('grant_type') !== 'client_credentials') return json({ error: 'unsupported_grant_type' }, 400);
      const known = world.credentials.some(
        (one) => one.clientId === clientId && one.clientSecret === form.get('client_secret'),
      );
      if (!known) return json({ error: 'invalid_client' }, 400);
      const scope = form.get('scope');
      const account = scope === null || scope === '' ? undefined : /^account:(.+)$/.exec(scope)?.[1];
      if (scope !== null && scope !== '' && (account === undefined || !world.accounts.has(account))) {
        return json({ error: 'invalid_scope' }, 400);
      }

      const token = randomBytes(32).toString('hex');
      const issued = now();
      const expiresAt = issued + lifetimeSeconds * 1000;
      const [oldest] = grants.size < mostTokens ? [] : grants.keys();
      if (oldest !== undefined) grants.delete(oldest);
      grants.set(token, { account, expiresAt });
      return json({
        access_token: token,
        token_type: 'bearer',
        expires_in: lifetimeSeconds - 1,
        clientId,
        '.refresh': 'False',
        '.issued': new Date(issued).toUTCString(),
        '.expires': new Date(expiresAt).toUTCString(),
      });
    },
    holderOf(authorization) {
      const [, token] = /^bearer (\S+)$/i.exec(authorization ?? '') ?? [];
      const grant = token === undefined ? undefined : grants.get(token);
      return grant !== undefined && grant.expiresAt > now() ? grant : undefined;
    },
    revokeAll: () => grants.clear(),
  };
}
