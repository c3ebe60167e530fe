import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../config/config.ts';
import type { SharedRedis } from '../../redis.ts';

export interface RateLimiter {
  /** Counts a request. Resolves to 0 for one within the limit, otherwise to the milliseconds until the next one is. */
  consume(key: string): Promise<number>;
}

/**
 * Opens the counter of requests. With Redis several replicas count together; each counts for itself without it, and
 * while Redis cannot be used.
 */
export function openRateLimiter(
  { rateLimit }: Pick<Config, 'rateLimit'>,
  redis: Pick<SharedRedis, 'client'> | undefined,
): RateLimiter {
  const limit = { points: rateLimit.requests, duration: rateLimit.perSeconds };
  const own = new RateLimiterMemory(limit);
  if (redis === undefined) return { consume: consumeOf(own) };
  const shared = new RateLimiterRedis({
    ...limit,
    storeClient: redis.client,
    keyPrefix: 'cyclr-gateway:rate',
    insuranceLimiter: own,
  });
  return { consume: consumeOf(shared) };
}

function consumeOf(limiter: RateLimiterAbstract): RateLimiter['consume'] {
  return async (key) => {
    try {
      await limiter.consume(key);
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
      throw refused;
    }
  };
}
