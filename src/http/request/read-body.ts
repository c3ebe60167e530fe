import type { GraphQLError } from 'graphql';
import { readBounded } from '../../bytes.ts';
import type { HttpRequest } from '../exchange.ts';
import { refusal } from '../refusal.ts';

/** A body over the limit is still read, up to this many times the limit, so that its sender sees the 413. */
const patience = 10;

/**
 * Reads a body of `mostBytes` at most. A larger one is refused with 413 after it was read: a connection that is closed
 * while its caller still sends is reset, and the caller never sees why. One that breaks off is refused with 499.
 */
export async function readBody(request: HttpRequest, mostBytes: number): Promise<Buffer> {
  const { headers, body } = request;
  const drainBytes = mostBytes * patience;
  if (Number(headers.get('content-length') ?? 0) > drainBytes) throw tooLarge(mostBytes);
  if (body === null) return Buffer.alloc(0);
  const reading = request.readBody?.(mostBytes, drainBytes) ?? readBounded(body, mostBytes, drainBytes);
  const read = await reading.catch(() => {
    throw refusal(499, 'CLIENT_CLOSED', 'The request body broke off.');
  });
  if (read === undefined) throw tooLarge(mostBytes);
  return read;
}

function tooLarge(limit: number): GraphQLError {
  return refusal(413, 'LIMIT_EXCEEDED', `The request body is larger than its limit of ${limit} bytes.`, { limit });
}
