import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import type { Ending } from '../../src/calls/ledger/entry.ts';
import { createLedger } from '../../src/calls/ledger/ledger.ts';
import { createRedisStore } from '../../src/calls/ledger/redis.ts';
import { checks, type Subject } from '../../src/commands/checks.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { limits } from '../../src/limits.ts';
import { openRedis, type SharedRedis } from '../../src/redis.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { type Answer, callsTo, createGate, crm, post } from '../fixtures.ts';
import { hasRedis } from '../needs.ts';
import { type RedisServer, startRedisServer } from '../redis-server.ts';
import { replicaVariables, routerSecret } from './replica-variables.ts';
import { assertModel, call, endings, idOf } from './ledger-model.ts';

const test = base.extend<{ server: RedisServer; redis: SharedRedis; lines: string[] }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  lines: async ({}, use) => use([]),
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    await using server = await startRedisServer({ isDurable: true });
    await use(server);
  },
  redis: async ({ server, lines }, use) => {
    const log = createLog((line) => void lines.push(line));
    await using redis =
      (await openRedis({ redisUrl: new Secret(server.socket), redisTimeoutMs: 60_000 }, log)) ?? expect.fail();
    await use(redis);
  },
});

describe.runIf(hasRedis)('a ledger in Redis', () => {
  test('does what the reference does, with crashes between any two steps', async ({ redis }) => {
    await redis.settled();
    await assertModel(async () => {
      let skew = 0;
      await redis.client.flushall();
      return { store: createRedisStore({ redis, skewMs: () => skew }), pass: (ms) => void (skew += ms) };
    }, 100);
  });

  const writeTo = (redis: SharedRedis, few: Partial<typeof limits> = {}) => {
    const ledger = createLedger({
      store: createRedisStore({ redis, limits: { ...limits, ...few } }),
      limits: { ...limits, ...few },
    });
    const write = async (key: string, ending: Ending = endings.APPLIED, account?: string) => {
      const begun = await ledger.begin(idOf(key, account), { digest: 'd', leaseMs: 1000, call });
      if (begun.kind !== 'RESERVED') return begun.kind;
      expect(await begun.reservation.commit()).toBe(true);
      expect(await begun.reservation.end(ending)).toBe(true);
      return 'DONE';
    };
    return { ledger, write };
  };
  const answerOf = (bytes: number): Ending => ({
    ...endings.APPLIED,
    answer: { status: 201, headers: { location: '/1' }, body: Buffer.alloc(bytes, 0xff) },
  });

  test('gives back what it was given, to the byte', async ({ redis }) => {
    const { ledger, write } = writeTo(redis);
    for (const [name, ending] of Object.entries({ ...endings, bytes: answerOf(300) })) {
      await write(name, ending);
      expect((await ledger.find(idOf(name)))?.entry.ending).toEqual(ending);
    }
  });

  test('gives one account its share, of entries and of bytes, and no more', async ({ redis }) => {
    const { ledger, write } = writeTo(redis, { ledgerAccountEntries: 2, ledgerAccountBytes: 250 });
    const kept = async (key: string, account?: string) => (await ledger.find(idOf(key, account)))?.entry.ending?.answer;
    expect(await write('a', answerOf(200))).toBe('DONE');
    expect(await write('b', answerOf(100))).toBe('DONE');
    expect(await kept('a')).toHaveProperty('body');
    expect(await kept('b')).toEqual({ status: 201, size: 100, digest: expect.any(String) });
    expect(await write('c')).toBe('FULL');
    expect(await write('a', answerOf(200))).toBe('FOUND');
    expect(await write('c', answerOf(200), 'globex')).toBe('DONE');
    expect(await kept('c', 'globex')).toHaveProperty('body');
  });

  test('remembers how every write ended, whatever room there is for answers', async ({ redis }) => {
    const { ledger, write } = writeTo(redis, { ledgerAccountBytes: 1 });
    const failure = {
      code: 'THIRD_PARTY_ERROR',
      message: 'No.',
      details: { problems: 'x' },
      retriable: false,
    } as const;
    for (const [key, ending] of Object.entries({ ...endings, told: { ...endings.REFUSED, failure } })) {
      await write(key, ending);
      expect(await ledger.find(idOf(key))).toMatchObject({ outcome: ending.outcome });
    }
  });

  test('forgets a key when its time has passed, and gives its room to others', async ({ redis }) => {
    const few = { ledgerSeconds: 1, ledgerAccountEntries: 1, ledgerAccountBytes: 250 };
    const { ledger, write } = writeTo(redis, few);
    await write('a', answerOf(200));
    expect(await write('b')).toBe('FULL');
    // Redis itself forgets it: nobody asks for it.
    const keys = () => redis.client.keys('cyclr-gateway:ledger:*:a');
    await expect.poll(keys).toEqual([]);
    await expect.poll(() => write('b', answerOf(200))).toBe('DONE');
    expect((await ledger.find(idOf('b')))?.entry.ending?.answer).toHaveProperty('body');
  });

  test('shows no key, no caller and no account, and lets nothing stay for ever', async ({ redis, server }) => {
    await using sandbox = await startSandbox();
    await using gateway = await gatewayOn(sandbox, server, []);
    await ask(gateway, 'a-secret-key');
    const keys = await redis.client.keys('cyclr-gateway:ledger:*');
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      expect(key).not.toMatch(/a-secret-key|demo-acme/);
      expect(await redis.client.pttl(key)).toBeGreaterThan(0);
      if ((await redis.client.type(key)) === 'hash') {
        expect(JSON.stringify(await redis.client.hgetall(key))).not.toMatch(/a-secret-key|demo-acme/);
      }
    }
  });

  test('is told by doctor, with what could make it forget', async ({ redis, server }) => {
    const config = { ...parseConfig({}), redisUrl: new Secret(server.socket) };
    const check =
      checks.find((one) => one.nameFor({ config } as Subject) === 'ledger of writes with keys') ?? expect.fail();
    const run = () => check.run({ config } as Subject);
    expect(await run()).toBe('in Redis; a restart keeps it; nothing is evicted');
    await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await redis.client.config('SET', 'appendonly', 'no');
    expect(await run()).toMatch(
      /set appendonly yes; Redis can evict it \(allkeys-lru\): set maxmemory-policy noeviction$/,
    );
  });

  test('does not read an entry of another version', async ({ redis }) => {
    const { ledger, write } = writeTo(redis);
    await write('a');
    const [key = ''] = await redis.client.keys('cyclr-gateway:ledger:*:a');
    await redis.client.hset(key, 'entry', JSON.stringify({ version: 2 }));
    await expect(ledger.find(idOf('a'))).rejects.toThrow('another version');
    await expect(write('a')).rejects.toThrow('another version');
  });
});

const create = `mutation ($key: String, $name: String) {
  callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: $name }, idempotencyKey: $key)
}`;

function gatewayOn(
  sandbox: Sandbox,
  server: RedisServer,
  lines: string[],
  more: Record<string, string> = {},
): Promise<Gateway> {
  const config = parseConfig({ ...replicaVariables(sandbox.url, '30000'), ...more });
  const log = createLog((line) => void lines.push(line));
  return createGateway({ ...config, redisUrl: new Secret(server.socket) }, { log });
}

function ask(gateway: Pick<Gateway, 'fetch'>, key: string | null, name = 'A'): Promise<Answer> {
  const headers = { 'x-router-secret': routerSecret, 'x-cyclr-account': 'demo-acme' };
  return post(gateway, { query: create, variables: { key, name } }, headers);
}

const creations = (sandbox: Sandbox) => callsTo(sandbox).filter((one) => one.includes(crm.createContact)).length;
const extensionsOf = ({ body }: Answer) => body.errors?.[0]?.extensions;

describe.runIf(hasRedis)('two replicas on one Redis', () => {
  const replicas = test.extend<{ sandbox: Sandbox; pair: readonly [Gateway, Gateway] }>({
    // oxlint-disable-next-line no-empty-pattern
    sandbox: async ({}, use) => {
      await using sandbox = await startSandbox();
      await use(sandbox);
    },
    pair: async ({ sandbox, server, lines }, use) => {
      await using first = await gatewayOn(sandbox, server, lines);
      await using second = await gatewayOn(sandbox, server, lines);
      await use([first, second]);
    },
  });

  replicas('answer each other’s writes', async ({ pair: [first, second], sandbox }) => {
    const made = await ask(first, 'k');
    expect(made.body.errors).toBeUndefined();
    expect((await ask(second, 'k')).body).toMatchObject({
      data: made.body.data,
      extensions: { idempotency: [{ replayed: true }] },
    });
    expect(extensionsOf(await ask(second, 'k', 'B'))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(creations(sandbox)).toBe(1);
  });

  replicas('send one of many that come at the same moment', async ({ pair, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
    const answers = Array.from({ length: 20 }, (_one, index) => ask(pair[index % 2] ?? expect.fail(), 'k'));
    const inTime = Promise.all(answers.map((answer) => Promise.race([answer, gate.opened])));
    await expect.poll(() => creations(sandbox)).toBe(1);
    // All but one are told before it is answered.
    let told = 0;
    for (const answer of answers) void answer.then(() => (told += 1));
    await expect.poll(() => told).toBe(19);
    gate.open();
    await inTime;
    const all = await Promise.all(answers);
    expect(all.filter(({ body }) => body.errors === undefined)).toHaveLength(1);
    expect(all.flatMap((one) => extensionsOf(one)?.['code'] ?? [])).toEqual(Array(19).fill('IN_PROGRESS'));
    expect(creations(sandbox)).toBe(1);
  });

  replicas('tell what became of a write whose answer was lost', async ({ pair: [first, second], sandbox }) => {
    sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, applied: true, times: 1 });
    for (const gateway of [first, second, first]) {
      expect(extensionsOf(await ask(gateway, 'k'))).toMatchObject({ outcome: 'UNCERTAIN' });
    }
    expect(creations(sandbox)).toBe(1);
  });

  replicas('remember over a restart of Redis', async ({ pair: [first, second], sandbox, server }) => {
    const made = await ask(first, 'k');
    await server.kill();
    const refused = extensionsOf(await ask(second, 'k'));
    expect(refused).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED', retriable: true });
    expect((await ask(second, null)).body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
    await server.start();
    await expect.poll(async () => (await ask(second, 'k')).body.data).toEqual(made.body.data);
    expect(creations(sandbox)).toBe(2);
  });

  test('refuse a write when Redis does not answer in time, and send it when it does', async ({ server }) => {
    await using sandbox = await startSandbox();
    await using gateway = await gatewayOn(sandbox, server, [], { REDIS_TIMEOUT_MS: '200' });
    await expect.poll(async () => (await ask(gateway, 'first')).body.errors).toBeUndefined();
    server.pause();
    expect(extensionsOf(await ask(gateway, 'k'))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
    });
    expect(creations(sandbox)).toBe(1);
    server.resume();
    await expect.poll(async () => (await ask(gateway, 'k')).body.errors).toBeUndefined();
    await ask(gateway, 'k');
    expect(creations(sandbox)).toBe(2);
  });

  replicas(
    'remember a write that ended while Redis was away, once it is back',
    async ({ pair: [first, second], sandbox, server, lines }) => {
      const gate = createGate();
      sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
      const asked = ask(first, 'k');
      await expect.poll(() => creations(sandbox)).toBe(1);
      await server.kill();
      gate.open();
      const made = await asked;
      expect(made.body.errors).toBeUndefined();
      expect(lines.join('')).toContain('could not be remembered');
      await server.start();
      await expect.poll(async () => (await ask(second, 'k')).body.data).toEqual(made.body.data);
      expect(creations(sandbox)).toBe(1);
    },
  );

  replicas('send nothing that Redis forgot before it left', async ({ pair: [first], sandbox, redis }) => {
    const gate = createGate();
    // The first try is refused by Cyclr, and the second waits for a token.
    sandbox.fail({ fault: { name: 'unauthorized' }, on: crm.createContact, times: 1 });
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: '/oauth/token', skip: 1 });
    const asked = ask(first, 'k');
    await expect.poll(() => creations(sandbox)).toBe(1);
    await redis.client.flushall();
    gate.open();
    expect(extensionsOf(await asked)).toMatchObject({ code: 'IN_PROGRESS' });
    expect(creations(sandbox)).toBe(1);
    expect((await ask(first, 'k')).body.errors).toBeUndefined();
    expect(creations(sandbox)).toBe(2);
  });

  replicas('tell the truth of a write whose replica was killed', async ({ pair: [other], sandbox, server }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
    const replica = spawn(process.execPath, [join(import.meta.dirname, 'replica.ts'), sandbox.url, server.socket]);
    const [port] = (await once(replica.stdout, 'data')) as [Buffer];
    const killed = {
      fetch: (request: Request) => fetch(`http://127.0.0.1:${port.toString().trim()}/graphql`, request),
    };
    // On a busy machine the deadline can pass before the write is sent: nothing was done, and it is asked again.
    const asked = async (): Promise<unknown> => {
      const extensions = extensionsOf(await ask(killed, 'k'));
      return extensions?.['outcome'] === 'NOT_APPLIED' ? asked() : extensions;
    };
    const broken = asked().catch(({ message }: Error) => message);
    await expect.poll(() => creations(sandbox)).toBe(1);
    replica.kill('SIGKILL');
    expect(await broken).toBe('fetch failed');
    expect(extensionsOf(await ask(other, 'k'))).toMatchObject({ code: 'IN_PROGRESS', outcome: 'IN_PROGRESS' });
    await expect
      .poll(async () => extensionsOf(await ask(other, 'k')), { interval: 200 })
      .toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNCERTAIN', retriable: false });
    gate.open();
    expect(creations(sandbox)).toBe(1);
  });
});
