import type { Plugin } from 'graphql-yoga';

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What keeps an answer out of caches, frames and guesses. An allowed origin may read it all the same, by CORS. */
export function useSecurityHeaders(isCrossOrigin: boolean): Plugin {
  return {
    onResponse({ response }) {
      // What a connection does is between the server and its caller.
      for (const name of ['connection', 'transfer-encoding']) response.headers.delete(name);
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      // Yoga says "null" to an origin that is not allowed, and "null" is the origin of a sandboxed frame.
      if (response.headers.get('access-control-allow-origin') === 'null') {
        response.headers.delete('access-control-allow-origin');
      }
      if (isCrossOrigin) response.headers.set('cross-origin-resource-policy', 'cross-origin');
    },
  };
}
