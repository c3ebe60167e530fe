import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { type Json, parseJson } from '../json.ts';
import { refusal } from './refusal.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  /** In one batched request. */
  readonly maxOperations: number;
}

/**
 * Reads the body of a POST: UTF-8 JSON within its limits, every number with all of its digits.
 * Any other content type, and anything compressed, is answered with 415.
 */
export function useJsonBody(limits: BodyLimits): Plugin {
  return {
    onRequestParse({ request, setRequestParser, endResponse, fetchAPI }) {
      if (request.method !== 'POST') return;
      if (!isUtf8Json(request.headers.get('content-type')) || isCompressed(request)) {
        endResponse(
          new fetchAPI.Response(null, { status: 415, headers: { 'accept-post': 'application/json; charset=utf-8' } }),
        );
        return;
      }
      setRequestParser(async (posted) => parseBody(await readUpTo(posted, limits.maxBytes), limits));
    },
  };
}

const jsonType = /^application\/(?:graphql\+)?json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

function isUtf8Json(contentType: string | null): boolean {
  return contentType !== null && jsonType.test(contentType.trim());
}

/** A small body can inflate to a large one. */
function isCompressed({ headers }: Request): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity';
}

/** How many times the limit is read of a body that is over it. */
const patience = 10;

async function readUpTo(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= most) chunks.push(chunk);
    // Read on, and forget: a connection that is cut while its caller still sends loses the answer.
    else if (size > most * patience) break;
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseBody(body: Buffer, { maxOperations }: BodyLimits): GraphQLParams | GraphQLParams[] {
  let parsed: Json;
  try {
    parsed = parseJson(utf8.decode(body));
  } catch {
    throw refusal(400, 'BAD_USER_INPUT', 'The body of the request is not JSON in UTF-8.');
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw refusal(400, 'BAD_USER_INPUT', 'The body of the request must be a JSON object such as { "query": "{ … }" }.');
  }
  if (Array.isArray(parsed) && parsed.length > maxOperations) {
    const found = parsed.length;
    const message = `The request has ${found} operations, and may have ${maxOperations}. Send smaller batches.`;
    throw refusal(413, 'LIMIT_EXCEEDED', message, { limit: maxOperations, found });
  }
  return parsed as GraphQLParams | GraphQLParams[];
}

function tooLarge(most: number) {
  return refusal(413, 'LIMIT_EXCEEDED', `The body of the request is larger than ${most} bytes.`, { limit: most });
}
