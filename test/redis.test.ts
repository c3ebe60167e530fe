import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test as base } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway, type Gateway } from '../src/gateway.ts';
import { Secret } from '../src/secret.ts';
import { createLog } from '../src/telemetry/log.ts';
import { post } from './fixtures.ts';
import { hasRedis } from './needs.ts';

const test = base.extend<{ redis: { readonly socket: string; readonly child: ChildProcess } }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  redis: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    // Redis takes no port 0: a socket is free by its place.
    const socket = join(folder, 'redis.sock');
    const child = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder]);
    for await (const line of child.stdout as AsyncIterable<Buffer>) {
      if (/ready to accept connections/i.test(line.toString())) break;
    }
    await use({ socket, child });
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
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

  redis.child.kill('SIGKILL');
  await once(redis.child, 'exit');
  await expect.poll(() => lines.join('')).toContain('Redis cannot be used');
  // It may have counted some for itself before it was connected.
  expect([200, 429]).toContain(await status(second));
});
