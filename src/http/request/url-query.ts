import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
import type { Operation } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/** Reads the query of a GET. Numbers in its variables keep their digits; what is not JSON is refused. */
export function urlQuery(): Rule {
  return {
    name: 'urlQuery',
    read: ({ request, url }) => (request.method === 'GET' ? operationIn(url.searchParams) : undefined),
  };
}

function operationIn(search: URLSearchParams): Operation {
  const text = (name: string) => search.get(name) ?? undefined;
  return {
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: objectIn(search, 'variables'),
    extensions: objectIn(search, 'extensions'),
  };
}

function objectIn(search: URLSearchParams, name: string): JsonObject | undefined {
  const text = search.get(name);
  if (text === null || text === '') return undefined;
  try {
    const value = parseJson(text);
    if (value === null) return undefined;
    if (isJsonObject(value)) return value;
  } catch {
    // Refused below, as every other text that is not an object.
  }
  throw refusal(400, 'BAD_USER_INPUT', `The URL parameter "${name}" must be a JSON object, such as {"id":"1873"}.`);
}
