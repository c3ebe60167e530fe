import { jwtVerify, SignJWT } from 'jose';

/** Who the router's callers are. The account comes from a token that was signed, never from a header. */
export interface Callers {
  /** The account of a caller, or undefined where the credentials are missing or do not hold. */
  accountOf(authorization: string | null | undefined): Promise<string | undefined>;
  /** What a login would give to a user of that account. */
  tokenFor(account: string): Promise<string>;
}

const issuer = 'https://login.example.com/';
const audience = 'supergraph';
/** The claim that names the account. */
const claim = 'account';

/**
 * A secret that both sides know is enough for a demonstration. In production: `createRemoteJWKSet` and the algorithm of
 * your identity provider.
 */
export function createCallers(secret: string): Callers {
  const key = new TextEncoder().encode(secret);
  const expected = { algorithms: ['HS256'], issuer, audience, requiredClaims: ['exp'] };
  return {
    async accountOf(authorization) {
      const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return undefined;
      const verified = await jwtVerify(token, key, expected).catch(() => undefined);
      const account = verified?.payload[claim];
      return typeof account === 'string' && account !== '' ? account : undefined;
    },
    tokenFor(account) {
      return new SignJWT({ [claim]: account })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('1h')
        .sign(key);
    },
  };
}

/** What a caller without valid credentials is told. */
export const refusal = {
  message: 'Send a header "Authorization: Bearer <token>" with a token that holds.',
  code: 'UNAUTHENTICATED',
  challenge: 'Bearer realm="supergraph"',
} as const;
