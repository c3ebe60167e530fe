import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { GatewayError } from '../errors.ts';
import { type AuthenticationFault, unauthenticated } from './challenge.ts';
import type { Claims } from './claims.ts';

/** What a token must say. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Any other is refused before the key is looked for, whatever the token's own header says. */
  readonly algorithms: readonly string[];
}

export interface VerifiedToken {
  readonly claims: Claims;
  /** In milliseconds; with the tolerance. */
  readonly expiresAt: number;
}

/** How far the clocks of the issuer and the gateway may be apart. */
export const toleranceSeconds = 30;

/** A token without a key id is tried with this many keys at most. */
const mostKeysTried = 8;

/**
 * Verifies a token: signature, issuer, audience, expiry and `nbf`.
 *
 * @throws GatewayError `UNAUTHENTICATED` with what is wrong, and the error of a key that cannot be read
 */
export async function verifyToken(
  token: string,
  key: Uint8Array | JWTVerifyGetKey,
  rules: TokenRules,
  now: number,
): Promise<VerifiedToken> {
  const options = {
    issuer: rules.issuer,
    audience: rules.audience,
    algorithms: [...rules.algorithms],
    requiredClaims: ['exp'],
    clockTolerance: toleranceSeconds,
    currentDate: new Date(now),
  };
  try {
    const { payload } = await withAnyKey(token, key, options);
    return { claims: payload, expiresAt: ((payload.exp ?? 0) + toleranceSeconds) * 1000 };
  } catch (error) {
    throw refusal(error);
  }
}

async function withAnyKey(token: string, key: Uint8Array | JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const candidate of error) {
      if (++tried > mostKeysTried) break;
      try {
        return await jwtVerify(token, candidate, options);
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function refusal(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof errors.JWTExpired) return refuse('EXPIRED', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) return refusedClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return refuse('ALGORITHM', 'The token is signed with an algorithm that is not accepted here.');
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return refuse('UNKNOWN_KEY', 'The token is signed with a key that its issuer does not publish.');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return refuse('SIGNATURE', 'The signature of the token is wrong.');
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return refuse('MALFORMED', 'The token is not a signed JWT.');
  }
  return unauthenticated('Bearer', 'UNVERIFIABLE', 'The token cannot be verified.', error);
}

function refusedClaim({ claim, reason }: errors.JWTClaimValidationFailed): GatewayError {
  if (reason !== 'check_failed') {
    const fault = reason === 'missing' ? 'is missing' : 'is not valid';
    return refuse('CLAIM', `The claim "${claim}" of the token ${fault}.`);
  }
  if (claim === 'iss') return refuse('ISSUER', 'The token is from an issuer that is not accepted here.');
  if (claim === 'aud') return refuse('AUDIENCE', 'The token is meant for another audience.');
  if (claim === 'nbf') return refuse('NOT_YET_VALID', 'The token is not valid yet.');
  return refuse('CLAIM', `The claim "${claim}" of the token is not valid.`);
}

function refuse(reason: AuthenticationFault, message: string): GatewayError {
  return unauthenticated('Bearer', reason, message);
}
