import type { Redis } from 'ioredis';
import type { Config } from './config/config.ts';
import { faultOf, type Log } from './telemetry/log.ts';

/**
 * The one client of Redis, for all state that replicas share. What it cannot do at once it refuses: nothing is queued, and
 * nothing that was sent is sent again by itself. What a refusal means is for its users to say: the rate limiter counts
 * for itself, the ledger sends nothing.
 */
export interface SharedRedis extends AsyncDisposable {
  readonly client: Redis;
  /** Resolves when the connection that is being made can be used, or cannot; at once where none is being made. */
  settled(): Promise<void>;
}

/** How long a connection may take to be made, in milliseconds. */
const connectMs = 2000;

/** Undefined where none is configured. */
export async function openRedis(
  { redisUrl, redisTimeoutMs }: Pick<Config, 'redisUrl' | 'redisTimeoutMs'>,
  log: Pick<Log, 'warning'>,
): Promise<SharedRedis | undefined> {
  if (redisUrl === undefined) return undefined;
  // Loaded only where it is used.
  const ioredis = await import('ioredis');
  const client = new ioredis.Redis(redisUrl.reveal(), {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectMs,
    commandTimeout: redisTimeoutMs,
  });
  client.on('error', (failure) =>
    log.warning(
      'Redis cannot be used; this replica counts requests for itself, and sends no writes with idempotency keys.',
      faultOf(failure),
    ),
  );
  return {
    client,
    async settled() {
      if (client.status !== 'connecting' && client.status !== 'connect') return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const events = ['ready', 'close', 'end'] as const;
      for (const event of events) client.once(event, resolve);
      await promise;
      for (const event of events) client.off(event, resolve);
    },
    [Symbol.asyncDispose]: async () => client.disconnect(),
  };
}
