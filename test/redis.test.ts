import { Redis } from 'ioredis';
import { expect, test as base } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway, type Gateway } from '../src/gateway.ts';
import { Secret } from '../src/secret.ts';
import { createLog } from '../src/telemetry/log.ts';
import { post } from './fixtures.ts';
import { hasRedis } from './needs.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

const test = base.extend<{ redis: RedisServer }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  redis: async ({}, use) => {
    await using redis = await startRedisServer();
    await use(redis);
  },
});

test.runIf(hasRedis)('two replicas count together, and each for itself while Redis is away', async ({ redis }) => {
  const lines: string[] = [];
  const config = { ...parseConfig({ RATE_LIMIT_REQUESTS: '3' }), redisUrl: new Secret(redis.socket) };
  const log = createLog((line) => void lines.push(line));
  await using first = await createGateway(config, { log });
  await using second = await createGateway(config, { log });
  const status = async (gateway: Gateway) => (await post(gateway, { query: '{ __typename }' })).status;

  const client = new Redis(redis.socket);
  try {
    for (const gateway of [first, second]) {
      // A gateway that is not connected yet counts for itself.
      await expect.poll(async () => (await status(gateway), await client.keys('cyclr-gateway:rate*'))).toHaveLength(1);
      await client.flushall();
    }
    expect([await status(first), await status(second), await status(first), await status(second)]).toEqual([
      200, 200, 200, 429,
    ]);
  } finally {
    client.disconnect();
  }

  await redis.kill();
  await expect.poll(() => lines.join('')).toContain('Redis cannot be used');
  // It may have counted some for itself before it was connected.
  expect([200, 429]).toContain(await status(second));
});
