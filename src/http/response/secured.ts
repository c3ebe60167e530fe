import type { Rule } from '../rule.ts';

const headers = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/**
 * Keeps answers out of caches, frames and content sniffing; what an answer says of itself stays. Pages of allowed
 * origins may read them all the same.
 */
export function secured(origins: readonly string[]): Rule {
  const resourcePolicy = origins.length > 0 ? 'cross-origin' : 'same-origin';
  return {
    name: 'secured',
    onResponse(_exchange, answer) {
      for (const [name, value] of headers) if (!answer.has(name)) answer.set(name, value);
      answer.set('cross-origin-resource-policy', resourcePolicy);
    },
  };
}
