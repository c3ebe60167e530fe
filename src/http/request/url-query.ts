import { isJsonObject, type Json, type JsonObject, parseJson } from '../../json.ts';
import { hasRepeatedKeys } from '../../text/repeated-keys.ts';
import type { Operation } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

const parameters = ['query', 'documentId', 'operationName', 'variables', 'extensions'];

/**
 * Reads the query of a GET. Numbers in its variables keep their digits. A URL that two programs could read in two ways is
 * refused, whatever the method: one that is not percent-encoded UTF-8, or has a parameter or a key twice.
 */
export function urlQuery(): Rule {
  return {
    name: 'urlQuery',
    onRequest({ url: { search, searchParams } }) {
      if (search === '') return undefined;
      if (!isPercentEncoded(search)) {
        throw refusal(400, 'BAD_REQUEST', 'The URL is not percent-encoded UTF-8. Encode each parameter once.');
      }
      const doubled = parameters.find((name) => searchParams.getAll(name).length > 1);
      if (doubled !== undefined) {
        throw refusal(400, 'BAD_REQUEST', `The URL has the parameter "${doubled}" more than once. Send it once.`);
      }
      return undefined;
    },
    read: ({ method, url }) => (method === 'GET' ? operationIn(url.searchParams) : undefined),
  };
}

/** A URL parser would keep a percent sign that stands alone, and replace bytes that are not UTF-8. */
function isPercentEncoded(search: string): boolean {
  try {
    decodeURIComponent(search);
    return true;
  } catch {
    return false;
  }
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
  const value = valueOf(text);
  if (value === null) return undefined;
  if (value === undefined || !isJsonObject(value)) {
    throw refusal(400, 'BAD_USER_INPUT', `The URL parameter "${name}" must be a JSON object, such as {"id":"1873"}.`);
  }
  if (hasRepeatedKeys(text, value)) {
    const message = `An object in the URL parameter "${name}" has the same key twice. Send each key once.`;
    throw refusal(400, 'BAD_USER_INPUT', message);
  }
  return value;
}

/** Undefined for what is not JSON. */
function valueOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
