import type { GraphQLError } from 'graphql';
import { isExactNumber } from '../../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../json.ts';
import { hasRepeatedKeys } from '../../text/repeated-keys.ts';
import type { RequestHeaders } from '../exchange.ts';
import { isUtf8, parseMediaType } from '../media-type.ts';
import { refusal } from '../refusal.ts';
import { remembered } from '../remembered.ts';
import type { Asked, Rule } from '../rule.ts';
import { acceptQuery } from './methods.ts';
import { readBody } from './read-body.ts';

/**
 * Reads the body of a POST or a QUERY: JSON in UTF-8 of `mostBytes` at most, without repeated keys. Numbers keep their digits.
 * Any other content type, and anything compressed, is answered with 415.
 */
export function jsonBody(mostBytes: number): Rule {
  return {
    name: 'jsonBody',
    onRequest({ method, request: { headers } }) {
      if (!hasBody(method)) return undefined;
      if (!isUtf8Json(headers.get('content-type') ?? ''))
        throw unsupported('The body must be JSON in UTF-8, with the Content-Type application/json.');
      if (isCompressed(headers))
        throw unsupported('The body must not be compressed. Send it without Content-Encoding.');
      return undefined;
    },
    read: ({ method, request }) => (hasBody(method) ? readBody(request, mostBytes).then(parseBody) : undefined),
  };
}

function hasBody(method: string): boolean {
  return method === 'POST' || method === 'QUERY';
}

function unsupported(message: string): GraphQLError {
  const headers = { 'accept-post': 'application/json; charset=utf-8', ...acceptQuery };
  return refusal(415, 'BAD_REQUEST', message, {}, headers);
}

const jsonTypes: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

const isUtf8Json = remembered((contentType) => {
  const found = parseMediaType(contentType);
  return found !== undefined && jsonTypes.has(found.type) && isUtf8(found);
});

/** A small body can inflate to a large one. */
function isCompressed(headers: RequestHeaders): boolean {
  const header = headers.get('content-encoding');
  if (header === null) return false;
  const codings = header.split(',').map((coding) => coding.trim().toLowerCase());
  return codings.some((coding) => coding !== '' && coding !== 'identity');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseBody(body: Buffer): Asked {
  let [text, parsed]: [string, Json] = ['', null];
  try {
    text = utf8.decode(body);
    parsed = parseJson(text);
  } catch {
    throw refusal(400, 'BAD_USER_INPUT', 'The request body is not valid JSON in UTF-8.');
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw refusal(400, 'BAD_USER_INPUT', 'The request body must be a JSON object, such as { "query": "{ … }" }.');
  }
  if (Array.isArray(parsed) && !parsed.every(isJsonObject)) {
    throw refusal(400, 'BAD_USER_INPUT', 'Each operation of a batch must be an object, such as { "query": "{ … }" }.');
  }
  if (hasRepeatedKeys(text, parsed)) {
    throw refusal(400, 'BAD_USER_INPUT', 'An object in the request body has the same key twice. Send each key once.');
  }
  return Array.isArray(parsed) ? (parsed as readonly JsonObject[]).map(plainParams) : plainParams(parsed as JsonObject);
}

/** No parameter is a number. An exact one would be taken for an object. */
function plainParams(params: JsonObject): JsonObject {
  if (!Object.values(params).some(isExactNumber)) return params;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isExactNumber(value) ? Number(value.rawJSON) : value]),
  );
}
