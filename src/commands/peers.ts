import type { Redis } from 'ioredis';
import { Agent, request } from 'undici';
import { fetchKeySet } from '../auth/key-set.ts';

/** For one question to another program, in milliseconds. */
const timeoutMs = 5000;

/** How many keys an identity provider has there. */
export async function countKeys(url: string): Promise<string> {
  await using rooms = new AsyncDisposableStack();
  const dispatcher = rooms.adopt(new Agent(), (agent) => agent.destroy());
  const { keys } = await fetchKeySet(new URL(url), dispatcher, timeoutMs);
  if (!Array.isArray(keys)) throw new Error('It answers without a key set; check AUTH_JWKS_URL.');
  return `${keys.length} keys`;
}

/** Whether a gateway answers there. */
export async function isGatewayAt(url: string): Promise<boolean> {
  try {
    const { headers, body } = await request(url, { signal: AbortSignal.timeout(timeoutMs) });
    const { status } = (await body.json()) as { readonly status?: unknown };
    return status === 'ok' && headers['x-request-id'] !== undefined;
  } catch {
    return false;
  }
}

/** Asks without a token, which Cyclr refuses. @see docs/cyclr.md#headers */
export async function askCyclr(url: string): Promise<string> {
  const { statusCode, body } = await request(`${url}/v1.0/connectors`, { signal: AbortSignal.timeout(timeoutMs) });
  await body.dump();
  if (statusCode === 401 || statusCode === 403) return `${url} answers`;
  if (statusCode >= 500) throw new Error(`It answers ${statusCode}; try again, or ask Cyclr.`);
  throw new Error(`It answers ${statusCode} to a request without a token; Cyclr answers 401. Check CYCLR_API_URL.`);
}

export async function pingRedis(url: string): Promise<string> {
  await askRedis(url, (redis) => redis.ping());
  return 'it answers';
}

/** Whether Redis can forget a write before its time. @see docs/idempotency.md#redis */
export async function tellPersistence(url: string): Promise<string> {
  const told = await askRedis(url, async (redis) => `${await redis.info('persistence')}${await redis.info('memory')}`);
  const valueOf = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(told)?.[1];
  const policy = valueOf('maxmemory_policy') ?? 'unknown';
  const restart =
    valueOf('aof_enabled') === '1' ? 'a restart keeps it' : 'a restart forgets what was not saved: set appendonly yes';
  const full =
    policy === 'noeviction' ? 'nothing is evicted' : `Redis can evict it (${policy}): set maxmemory-policy noeviction`;
  return `in Redis; ${restart}; ${full}`;
}

async function askRedis<Answer>(url: string, ask: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  // Every command would load it otherwise.
  const ioredis = await import('ioredis');
  const redis = new ioredis.Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  redis.on('error', reject);
  try {
    return await Promise.race([redis.connect().then(() => ask(redis)), failed]);
  } finally {
    failed.catch(() => undefined);
    redis.disconnect();
  }
}
