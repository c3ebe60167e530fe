import { createGraphQLError, type GraphQLParams, type Plugin } from 'graphql-yoga';
import { type Json, parseJson } from '../json.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  /** In one batched request. */
  readonly maxOperations: number;
}

/**
 * Reads the body of a POST: UTF-8 JSON within its limits, every number with all of its digits.
 * Any other content type is answered with 415.
 */
export function useJsonBody(limits: BodyLimits): Plugin {
  return {
    onRequestParse({ request, setRequestParser, endResponse, fetchAPI }) {
      if (request.method !== 'POST') return;
      if (!isUtf8Json(request.headers.get('content-type'))) {
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

async function readUpTo(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseBody(body: Buffer, { maxOperations }: BodyLimits): GraphQLParams | GraphQLParams[] {
  let parsed: Json;
  try {
    parsed = parseJson(utf8.decode(body));
  } catch {
    throw refused(400, 'BAD_USER_INPUT', 'The body of the request is not JSON in UTF-8.');
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw refused(400, 'BAD_USER_INPUT', 'The body of the request must be a JSON object such as { "query": "{ … }" }.');
  }
  if (Array.isArray(parsed) && parsed.length > maxOperations) {
    const found = parsed.length;
    const message = `The request has ${found} operations, and may have ${maxOperations}. Send smaller batches.`;
    throw refused(413, 'LIMIT_EXCEEDED', message, { limit: maxOperations, found });
  }
  return parsed as GraphQLParams | GraphQLParams[];
}

function tooLarge(most: number) {
  return refused(413, 'LIMIT_EXCEEDED', `The body of the request is larger than ${most} bytes.`, { limit: most });
}

function refused(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
  return createGraphQLError(message, { extensions: { ...details, code, http: { status } } });
}
