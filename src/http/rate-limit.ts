import type { Plugin } from 'graphql-yoga';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Contexts } from '../context.ts';
import type { RequestIds } from './request-id.ts';
import { refusal } from './refusal.ts';

/** So many requests of one caller for one account in a while; more are refused with when to come back. */
export function useRateLimit(limiter: RateLimiterAbstract, contexts: Contexts, ids: RequestIds): Plugin {
  const counted = new WeakMap<Request, Promise<void>>();

  async function count(request: Request): Promise<void> {
    const { caller, account } = await contexts.of(request, ids.of(request));
    await limiter.consume(JSON.stringify([caller.subject, account.id])).catch((error: unknown) => {
      throw error instanceof RateLimiterRes ? limited(Math.ceil(error.msBeforeNext / 1000)) : error;
    });
  }

  return {
    async onParams({ request }) {
      // A batch is one request.
      const counting = counted.get(request) ?? count(request);
      counted.set(request, counting);
      await counting;
    },
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
