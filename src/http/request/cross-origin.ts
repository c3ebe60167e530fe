import type { Answer, Rule } from '../rule.ts';
import { preflightHeaders } from './preflight.ts';

const allowedHeaders = ['authorization', 'content-type', 'x-cyclr-account', 'x-request-id', ...preflightHeaders];

const answerToPreflight: Answer = { status: 204, headers: { 'content-length': '0' } };

/**
 * Lets pages of these origins read answers, without credentials. Pages of other origins may not.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function crossOrigin(origins: readonly string[]): Rule {
  const name = 'crossOrigin';
  if (origins.length === 0) return { name };
  return {
    name,
    onRequest: ({ request }) => (request.method === 'OPTIONS' ? answerToPreflight : undefined),
    onResponse({ request }, headers) {
      headers.set('vary', 'Origin');
      const origin = request.headers.get('origin');
      if (origin === null || !origins.includes(origin)) return;
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', 'retry-after, x-request-id');
      if (request.method !== 'OPTIONS') return;
      headers.set('access-control-allow-methods', 'GET, POST');
      headers.set('access-control-allow-headers', allowedHeaders.join(', '));
      headers.set('access-control-max-age', '600');
    },
  };
}
