import { SignJWT } from 'jose';

const issuer = 'issuer';
const audience = 'gateway';

/** A gateway that knows its callers by tokens which are signed with this secret. */
export function knownByToken(secret: string): {
  readonly AUTH_JWT_SECRET: string;
  readonly AUTH_ISSUER: string;
  readonly AUTH_AUDIENCE: string;
} {
  return { AUTH_JWT_SECRET: secret, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience };
}

/** The token of such a caller. */
export function callerToken(secret: string, claims: Record<string, unknown>, lifetime = '5 minutes'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret));
}
