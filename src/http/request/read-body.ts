import type { GraphQLError } from 'graphql';
import { refusal } from '../refusal.ts';

/** How many times the limit is read of a body that is over it. */
const patience = 10;

/**
 * Reads a body of `most` bytes at most. One that is larger is read on and forgotten, and refused with 413 at its end:
 * a connection that is closed while its caller still sends is reset, and the caller never sees why.
 */
export async function readBody({ headers, body }: Request, most: number): Promise<Buffer> {
  if (Number(headers.get('content-length') ?? 0) > most * patience) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size <= most) chunks.push(chunk);
      else chunks.length = 0;
      if (size > most * patience) break;
    }
  } catch {
    // Whoever left in the middle of it will not read this.
    throw refusal(400, 'BAD_USER_INPUT', 'The body of the request broke off.');
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

function tooLarge(most: number): GraphQLError {
  return refusal(413, 'LIMIT_EXCEEDED', `The body of the request is larger than ${most} bytes.`, { limit: most });
}
