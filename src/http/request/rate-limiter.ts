import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../config/config.ts';
import { faultOf, type Log } from '../../telemetry/log.ts';

export interface RateLimiter extends AsyncDisposable {
  /** Counts a request. Resolves to 0 for one within the limit, otherwise to the milliseconds until the next one is. */
  consume(key: string): Promise<number>;
}

/**
 * Opens the counter of requests. With Redis several replicas count together; each counts for itself without it, and
 * while Redis cannot be used.
 */
export async function openRateLimiter(
  { rateLimit, redisUrl }: Pick<Config, 'rateLimit' | 'redisUrl'>,
  log: Log,
): Promise<RateLimiter> {
  const limit = { points: rateLimit.requests, duration: rateLimit.perSeconds };
  const own = new RateLimiterMemory(limit);
  if (redisUrl === undefined) return { consume: consumeOf(own), [Symbol.asyncDispose]: async () => {} };

  // Loaded only where it is used.
  const { Redis } = await import('ioredis');
  const redis = new Redis(redisUrl.reveal(), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 500,
  });
  redis.on('error', (failure) =>
    log.warning('Redis cannot be used; this replica counts requests for itself.', faultOf(failure)),
  );
  const shared = new RateLimiterRedis({
    ...limit,
    storeClient: redis,
    keyPrefix: 'cyclr-gateway:rate',
    insuranceLimiter: own,
  });
  return { consume: consumeOf(shared), [Symbol.asyncDispose]: async () => redis.disconnect() };
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
