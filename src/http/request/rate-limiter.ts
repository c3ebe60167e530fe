import { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';

export interface RateLimit {
  /** HTTP requests of one caller for one account. */
  readonly requests: number;
  readonly perSeconds: number;
}

export interface RateLimiter extends AsyncDisposable {
  readonly limiter: RateLimiterAbstract;
}

export interface RateLimiterOptions extends RateLimit {
  /** Where several replicas count together; each counts for itself without one. */
  readonly redisUrl: string | undefined;
  /** Told when Redis fails: the replica then counts for itself until it is back. */
  readonly onUnavailable: (error: Error) => void;
}

export function createRateLimiter({ requests, perSeconds, redisUrl, onUnavailable }: RateLimiterOptions): RateLimiter {
  const own = new RateLimiterMemory({ points: requests, duration: perSeconds });
  if (redisUrl === undefined) return { limiter: own, [Symbol.asyncDispose]: async () => {} };

  const redis = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 500,
  });
  redis.on('error', onUnavailable);
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'cyclr-gateway:rate',
    points: requests,
    duration: perSeconds,
    insuranceLimiter: own,
  });
  return { limiter, [Symbol.asyncDispose]: async () => redis.disconnect() };
}
