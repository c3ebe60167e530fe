import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
import { refusal } from '../refusal.ts';

/** Reads the query of a GET; numbers in its variables keep their digits, and what is not JSON is refused. */
export function useUrlQuery(): Plugin {
  return {
    onRequestParse({ request, url, setRequestParser }) {
      if (request.method === 'GET') setRequestParser(() => paramsOf(url.searchParams));
    },
  };
}

function paramsOf(search: URLSearchParams): GraphQLParams {
  const text = (name: string) => search.get(name) ?? undefined;
  return {
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: objectOf(search, 'variables'),
    extensions: objectOf(search, 'extensions'),
  } as GraphQLParams;
}

function objectOf(search: URLSearchParams, name: string): JsonObject | undefined {
  const text = search.get(name);
  if (text === null || text === '') return undefined;
  try {
    const value = parseJson(text);
    if (value === null) return undefined;
    if (isJsonObject(value)) return value;
  } catch {
    // Told below, like any other text that is no object.
  }
  throw refusal(
    400,
    'BAD_USER_INPUT',
    `The parameter ${name} of the URL must be a JSON object, such as {"id":"1873"}.`,
  );
}
