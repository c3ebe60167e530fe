import type { RequestHeaders } from '../exchange.ts';
import { parseMediaType } from '../media-type.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';
import type { IsAllowedOrigin } from './origins.ts';

/** Headers that a page of another origin cannot send unless the gateway allows it. */
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
 * reader's browser send one. A POST or QUERY of JSON always does. Where the browser itself says that the page is of an
 * allowed origin, or of the gateway's own, nothing more is needed.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function preflight(isAllowed: IsAllowedOrigin): Rule {
  return {
    name: 'preflight',
    onRequest({ method, request: { headers }, url: { searchParams } }) {
      if (method !== 'GET' || !documents.some((name) => searchParams.has(name))) return undefined;
      if (preflightHeaders.some((name) => headers.has(name)) || isJson(headers)) return undefined;
      if (isAllowed(headers.get('origin')) || headers.get('sec-fetch-site') === 'same-origin') return undefined;
      throw refusal(
        403,
        'FORBIDDEN',
        'A query by GET needs the header GraphQL-Require-Preflight (with any value), because pages of other origins cannot send it. Add the header, or send the query by POST.',
      );
    },
  };
}

function isJson(headers: RequestHeaders): boolean {
  return parseMediaType(headers.get('content-type') ?? '')?.type === 'application/json';
}
