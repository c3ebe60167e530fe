import type { Plugin } from 'graphql-yoga';
import { parseMediaType } from '../media-type.ts';
import { refusal } from '../refusal.ts';

/** Headers that a page of another origin cannot send without asking first. */
export const preflightHeaders: readonly string[] = [
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-apollo-operation-name',
  'x-requested-with',
];

/** Where a document, or the id of one, can stand in a URL. */
const documents = ['query', 'documentId', 'extensions'];

/**
 * A GET of a query must carry a header that makes browsers ask first, so that no page of another origin can make its
 * reader's browser send one. A POST of JSON always does.
 */
export function usePreflight(): Plugin {
  return {
    onRequestParse({ request, url }) {
      if (request.method !== 'GET' || !documents.some((name) => url.searchParams.has(name))) return;
      if (preflightHeaders.some((name) => request.headers.has(name)) || isJson(request)) return;
      throw refusal(
        403,
        'FORBIDDEN',
        'A query by GET needs the header GraphQL-Require-Preflight (with any value), so that no page of another origin can send it. Or send it by POST.',
      );
    },
  };
}

function isJson({ headers }: Request): boolean {
  return parseMediaType(headers.get('content-type') ?? '')?.type === 'application/json';
}
