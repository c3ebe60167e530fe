import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { isExactNumber, isJsonObject, type Json, type JsonObject, parseJson } from '../../json.ts';
import { isUtf8, parseMediaType } from '../media-type.ts';
import { readBody } from './read-body.ts';
import { refusal } from '../refusal.ts';
import { hasRepeatedKeys } from '../../text/repeated-keys.ts';

/**
 * Reads the body of a POST: UTF-8 JSON of so many bytes, no key twice, every number with all of its digits.
 * Any other content type, and anything compressed, is answered with 415.
 */
export function useJsonBody(maxBytes: number): Plugin {
  return {
    onRequestParse({ request, setRequestParser, endResponse, fetchAPI }) {
      if (request.method !== 'POST') return;
      if (!isUtf8Json(request.headers.get('content-type')) || isCompressed(request)) {
        endResponse(
          new fetchAPI.Response(null, { status: 415, headers: { 'accept-post': 'application/json; charset=utf-8' } }),
        );
        return;
      }
      setRequestParser(async (posted) => parseBody(await readBody(posted, maxBytes)));
    },
  };
}

const jsonTypes: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

function isUtf8Json(contentType: string | null): boolean {
  const found = parseMediaType(contentType ?? '');
  return found !== undefined && jsonTypes.has(found.type) && isUtf8(found);
}

/** A small body can inflate to a large one. */
function isCompressed({ headers }: Request): boolean {
  const codings = (headers.get('content-encoding') ?? '').split(',').map((coding) => coding.trim().toLowerCase());
  return codings.some((coding) => coding !== '' && coding !== 'identity');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseBody(body: Buffer): GraphQLParams | GraphQLParams[] {
  let [text, parsed]: [string, Json] = ['', null];
  try {
    text = utf8.decode(body);
    parsed = parseJson(text);
  } catch {
    throw refusal(400, 'BAD_USER_INPUT', 'The body of the request is not JSON in UTF-8.');
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw refusal(400, 'BAD_USER_INPUT', 'The body of the request must be a JSON object such as { "query": "{ … }" }.');
  }
  if (Array.isArray(parsed) && !parsed.every(isJsonObject)) {
    throw refusal(400, 'BAD_USER_INPUT', 'Each operation of a batch must be an object such as { "query": "{ … }" }.');
  }
  if (hasRepeatedKeys(text, parsed)) {
    throw refusal(400, 'BAD_USER_INPUT', 'An object in the body of the request has the same key twice. Send it once.');
  }
  return (Array.isArray(parsed) ? parsed.map(plainParams) : plainParams(parsed as JsonObject)) as
    | GraphQLParams
    | GraphQLParams[];
}

/** No parameter is a number: Yoga says so of one that it knows, and takes an exact one for an object. */
function plainParams(params: JsonObject): JsonObject {
  if (!Object.values(params).some(isExactNumber)) return params;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isExactNumber(value) ? Number(value.rawJSON) : value]),
  );
}
