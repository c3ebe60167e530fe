import type { Redis } from 'ioredis';
import { limits as defaults, type Limits } from '../../limits.ts';
import type { SharedRedis } from '../../redis.ts';
import { decodeEntry, encodeEntry } from './encoded.ts';
import { type EntryId, sizeOf } from './entry.ts';
import type { EntryStore, Swapped } from './store.ts';

export interface RedisStoreOptions {
  readonly redis: Pick<SharedRedis, 'client' | 'settled'>;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'ledgerAccountEntries' | 'ledgerAccountBytes'>;
  /** Added to the time of Redis, in milliseconds. @default 0 */
  readonly skewMs?: () => number;
}

/**
 * Keeps entries in Redis, for all replicas. Its clock is theirs, and a script of its own makes every change at once.
 *
 * An entry is a hash with its revision. Beside the entries of an account stand a list of them by the time they expire and
 * a hash of what their answers take, so that no account can fill Redis. All keys of an account are in one slot of a
 * cluster.
 */
export function createRedisStore({ redis, limits = defaults, skewMs = () => 0 }: RedisStoreOptions): EntryStore {
  const client = withScripts(redis.client);
  const { ledgerAccountEntries, ledgerAccountBytes } = limits;

  return {
    kind: 'REDIS',
    async read(id) {
      await redis.settled();
      const [seconds, microseconds, revision, entry] = await client.cyclrReadEntry(keysOf(id).entry);
      const now = Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000) + skewMs();
      if (revision === null || entry === null) return { now, found: undefined };
      return { now, found: { revision, entry: decodeEntry(entry) } };
    },
    async swap(id, revision, { entry, revision: next }) {
      await redis.settled();
      const { entry: key, index, sizes } = keysOf(id);
      return client.cyclrSwapEntry(
        key,
        index,
        sizes,
        id.entry,
        revision ?? '',
        next,
        encodeEntry(entry),
        entry.expiresAt - skewMs(),
        entry.ending === undefined ? 0 : sizeOf(entry.ending),
        ledgerAccountEntries,
        ledgerAccountBytes,
      );
    },
    // The client is not only the ledger's.
    async [Symbol.asyncDispose]() {},
  };
}

function keysOf({ account, entry }: EntryId) {
  const prefix = `cyclr-gateway:ledger:{${account}}`;
  return { entry: `${prefix}:${entry}`, index: `${prefix}:index`, sizes: `${prefix}:sizes` };
}

const readEntry = `
local time = redis.call('TIME')
local found = redis.call('HMGET', KEYS[1], 'revision', 'entry')
return { time[1], time[2], found[1], found[2] }`;

const swapEntry = `
local entry, index, sizes = KEYS[1], KEYS[2], KEYS[3]
local id, revision, nextRevision, nextEntry = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local expiresAt, size = tonumber(ARGV[5]), tonumber(ARGV[6])
local mostEntries, mostBytes = tonumber(ARGV[7]), tonumber(ARGV[8])

if (redis.call('HGET', entry, 'revision') or '') ~= revision then return 'CHANGED' end

-- What has expired takes no room. Some of it at a time, so that no call takes long.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', now, 'LIMIT', 0, 100)) do
  local freed = tonumber(redis.call('HGET', sizes, gone) or '0')
  redis.call('HINCRBY', sizes, 'all', -freed)
  redis.call('HDEL', sizes, gone)
  redis.call('ZREM', index, gone)
end

local before = tonumber(redis.call('HGET', sizes, id) or '0')
local all = tonumber(redis.call('HGET', sizes, 'all') or '0')
local isNew = not redis.call('ZSCORE', index, id)
if isNew and redis.call('ZCARD', index) >= mostEntries then return 'FULL' end
if size > before and all - before + size > mostBytes then return 'FULL' end

redis.call('HSET', entry, 'revision', nextRevision, 'entry', nextEntry)
redis.call('PEXPIREAT', entry, expiresAt)
redis.call('ZADD', index, expiresAt, id)
redis.call('HSET', sizes, id, size)
redis.call('HINCRBY', sizes, 'all', size - before)
-- No other entry of the account lives longer than an hour more than this one.
redis.call('PEXPIREAT', index, expiresAt + 3600000)
redis.call('PEXPIREAT', sizes, expiresAt + 3600000)
return 'DONE'`;

interface Scripts {
  cyclrReadEntry(
    key: string,
  ): Promise<readonly [seconds: string, microseconds: string, revision: string | null, entry: string | null]>;
  cyclrSwapEntry(...keysAndArguments: readonly (string | number)[]): Promise<Swapped>;
}

function withScripts(client: Redis): Redis & Scripts {
  client.defineCommand('cyclrReadEntry', { numberOfKeys: 1, lua: readEntry });
  client.defineCommand('cyclrSwapEntry', { numberOfKeys: 3, lua: swapEntry });
  return client as Redis & Scripts;
}
