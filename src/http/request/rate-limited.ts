import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Limits the requests of one caller for one account over time. A batch is one request. */
export function rateLimited(limiter: Pick<RateLimiter, 'consume'>): Rule {
  return {
    name: 'rateLimited',
    async onRead({ callerKey }) {
      const waitMs = await limiter.consume(callerKey);
      if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1000));
    },
  };
}

function tooMany(retryAfterSeconds: number) {
  return refusal(
    429,
    'RATE_LIMITED',
    `There are too many requests for this account. Try again in ${retryAfterSeconds} s.`,
    { by: 'gateway', retryAfterSeconds, retriable: true },
    { 'retry-after': String(retryAfterSeconds) },
  );
}
