import type { Plugin } from 'graphql-yoga';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Contexts } from '../../context.ts';
import type { RequestIds } from '../response/request-id.ts';
import { refusal } from '../refusal.ts';

/**
 * So many requests of one caller for one account in a while; more are refused with when to come back. It is the first to
 * want to know who calls, and so refuses whom nobody knows: a request as a whole, a batch too, with its status.
 */
export function useRateLimit(limiter: RateLimiterAbstract, contexts: Contexts, ids: RequestIds): Plugin {
  return {
    onRequestParse: ({ request }) => ({
      async onRequestParseDone() {
        const { caller, account } = await contexts.of(request, ids.of(request));
        const key = JSON.stringify([caller.isRouter, caller.subject, account.id]);
        await limiter.consume(key).catch((error: unknown) => {
          throw error instanceof RateLimiterRes ? limited(Math.ceil(error.msBeforeNext / 1000)) : error;
        });
      },
    }),
  };
}

function limited(retryAfterSeconds: number) {
  return refusal(
    429,
    'RATE_LIMITED',
    `You send too many requests for this account. Try again in ${retryAfterSeconds} s.`,
    { by: 'gateway', retryAfterSeconds, retriable: true },
    { 'retry-after': String(retryAfterSeconds) },
  );
}
