import { GatewayError } from '../errors.ts';

/** What is wrong with a caller's credentials, for programs: `extensions.reason` beside `UNAUTHENTICATED`. */
export type AuthenticationFault =
  | 'MISSING'
  | 'MALFORMED'
  | 'TOO_LARGE'
  | 'ALGORITHM'
  | 'UNKNOWN_KEY'
  | 'SIGNATURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'ISSUER'
  | 'AUDIENCE'
  | 'CLAIM'
  | 'UNVERIFIABLE'
  | 'ROUTER_SECRET';

/** The authentication schemes that a caller can be asked for. */
export type AuthenticationScheme = 'Bearer' | 'Router-Secret';

/** A refusal of the caller's credentials. `message` is for people, and never has a part of the credentials in it. */
export function unauthenticated(
  scheme: AuthenticationScheme,
  reason: AuthenticationFault,
  message: string,
  cause?: unknown,
): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message, { details: { scheme, reason }, cause });
}

/** The `WWW-Authenticate` header that belongs to an `UNAUTHENTICATED` error and its status 401, as RFC 6750 has it. */
export function wwwAuthenticate(error: GatewayError): string {
  const { scheme = 'Bearer', reason } = error.details;
  const challenge = `${String(scheme)} realm="cyclr-gateway"`;
  // Someone who sent no token is told only how to send one: RFC 6750, 3.1.
  if (scheme !== 'Bearer' || reason === 'MISSING') return challenge;
  return `${challenge}, error="invalid_token", error_description="${quotable(error.message)}"`;
}

/** The characters that RFC 6750 allows in a description. */
function quotable(text: string): string {
  return text.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?');
}
