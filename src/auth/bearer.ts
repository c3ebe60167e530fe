import { unauthenticated } from './challenge.ts';
import { limits } from '../limits.ts';

export const largestTokenBytes: number = limits.tokenBytes;

const scheme = 'bearer ';

/** What is read of a request to find out who calls. */
export type CallerHeaders = Pick<Headers, 'get' | 'has'>;

/**
 * The one token of an `Authorization: Bearer` header, not parsed.
 *
 * @throws GatewayError `UNAUTHENTICATED` where there is none, several, or one over 8 KB
 */
export function readBearerToken(headers: CallerHeaders): string {
  const value = headers.get('Authorization');
  if (value === null || value === '') {
    throw unauthenticated('Bearer', 'MISSING', 'The request has no token. Send it as "Authorization: Bearer <token>".');
  }
  if (value.slice(0, scheme.length).toLowerCase() !== scheme) {
    throw unauthenticated('Bearer', 'MISSING', 'The Authorization header must be "Bearer <token>".');
  }
  const token = value.slice(scheme.length).trim();
  if (token.length > largestTokenBytes) {
    throw unauthenticated('Bearer', 'TOO_LARGE', `The token is larger than ${largestTokenBytes} bytes.`);
  }
  // Two headers reach us as one with a comma, which no token has in it.
  if (!/^[\w.~+/-]+=*$/.test(token)) {
    throw unauthenticated('Bearer', 'MALFORMED', 'The Authorization header must hold exactly one token.');
  }
  return token;
}

/** The same; undefined for a header that holds none, or not in the usual spelling. */
export function bearerTokenIn(headers: CallerHeaders): string | undefined {
  const value = headers.get('Authorization');
  return value?.startsWith('Bearer ') === true ? value.slice(scheme.length) : undefined;
}
