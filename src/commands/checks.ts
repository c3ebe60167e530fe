import type { Redis } from 'ioredis';
import { unreadableMethods } from './unreadable-methods.ts';
import { Agent, request } from 'undici';
import { fetchKeySet } from '../auth/key-set.ts';
import type { Config } from '../config/config.ts';
import type { Cyclr } from '../cyclr/cyclr.ts';
import { catalogsOf } from '../gateway.ts';
import { buildSubgraph } from '../graphql/schema.ts';
import { readPersistedDocuments, staleDocuments } from '../http/documents/persisted-manifest.ts';
import { kindsIn } from '../catalog/catalog.ts';
import { toAccountId } from '../ids.ts';
import { methodKinds } from './method-kinds.ts';
import { readPolicy } from '../policy/policy.ts';
import { tryListening } from './listen.ts';

/** What is checked. */
export interface Subject {
  readonly config: Config;
  readonly cyclr: Cyclr;
  /** Of `--account`. */
  readonly account: string | undefined;
  /** Whether the kinds of its methods are told. */
  readonly kinds: boolean;
  readonly signal: AbortSignal;
}

export interface Check {
  /** What it is called; undefined where this configuration has nothing to check. */
  nameFor(subject: Subject): string | undefined;
  /** The URL it asks, without credentials. */
  at?(subject: Subject): string | undefined;
  /** What it found, in words. Rejects with what is wrong. */
  run(subject: Subject): Promise<string>;
}

const timeoutMs = 5000;

/** What the gateway needs, from this machine outwards. */
export const checks: readonly Check[] = [
  {
    nameFor: () => 'address',
    async run({ config }) {
      await tryListening(config);
      return config.port === 0 ? 'port 0 takes any free port' : `port ${config.port} of ${config.host} is free`;
    },
  },
  {
    nameFor: () => 'policy',
    async run({ config, signal }) {
      const { isOpen, rules } = await readPolicy(config.policyFile, signal);
      return isOpen ? 'none, every method is allowed' : `${rules.length} rules`;
    },
  },
  {
    nameFor: () => 'catalogs',
    async run({ config }) {
      const catalogs = await catalogsOf(config);
      buildSubgraph(catalogs);
      return catalogs.length === 0 ? 'none' : catalogs.map(({ connector }) => connector).join(', ');
    },
  },
  {
    nameFor: ({ config }) => (config.persisted.manifests.length === 0 ? undefined : 'persisted documents'),
    async run({ config }) {
      const documents = await readPersistedDocuments(config.persisted.manifests);
      const stale = staleDocuments(documents, buildSubgraph(await catalogsOf(config)));
      if (stale.length > 0) {
        throw new Error(`${stale.length} of ${documents.size} do not fit the schema, such as ${stale[0]}.`);
      }
      return `${documents.size}${config.persisted.only ? ', and no others are answered' : ''}`;
    },
  },
  {
    nameFor: ({ config }) => (config.redisUrl === undefined ? undefined : 'Redis'),
    at: ({ config }) => withoutCredentials(config.redisUrl?.reveal()),
    run: ({ config }) => askRedis(config.redisUrl?.reveal() ?? '', (redis) => redis.ping()).then(() => 'it answers'),
  },
  {
    nameFor: () => 'ledger of writes with keys',
    at: ({ config }) => withoutCredentials(config.redisUrl?.reveal()),
    run: ({ config: { redisUrl } }) =>
      redisUrl === undefined
        ? Promise.resolve('in the memory of this process: a restart forgets it, and other replicas do not see it')
        : tellPersistence(redisUrl.reveal()),
  },
  {
    nameFor: ({ config }) => (keysUrlOf(config) === undefined ? undefined : 'keys of the identity provider'),
    at: ({ config }) => keysUrlOf(config),
    run: ({ config }) => countKeys(keysUrlOf(config) ?? ''),
  },
  {
    nameFor: ({ config }) => (config.upstream.kind === 'cyclr' ? 'Cyclr' : undefined),
    at: ({ config }) => (config.upstream.kind === 'cyclr' ? config.upstream.url : undefined),
    run: ({ config }) => reach(config.upstream.kind === 'cyclr' ? config.upstream.url : ''),
  },
  {
    nameFor: () => 'credentials',
    at: ({ config }) => (config.upstream.kind === 'cyclr' ? config.upstream.tokenUrl : undefined),
    async run({ cyclr }) {
      await cyclr.ready();
      return 'Cyclr gives a token';
    },
  },
  {
    nameFor: ({ account }) => (account === undefined ? undefined : `account ${account}`),
    run: listAccount,
  },
];

function keysUrlOf({ callers }: Config): string | undefined {
  return callers.kind === 'jwt' && callers.key.kind === 'jwks' ? callers.key.url : undefined;
}

async function countKeys(url: string): Promise<string> {
  await using rooms = new AsyncDisposableStack();
  const dispatcher = rooms.adopt(new Agent(), (agent) => agent.destroy());
  const { keys } = await fetchKeySet(new URL(url), dispatcher, timeoutMs);
  if (!Array.isArray(keys)) throw new Error('It answers without a key set; check AUTH_JWKS_URL.');
  return `${keys.length} keys`;
}

/** Any answer will do: without a token it is a 401. */
async function reach(url: string): Promise<string> {
  const { statusCode, body } = await request(`${url}/v1.0/connectors`, { signal: AbortSignal.timeout(timeoutMs) });
  await body.dump();
  if (statusCode >= 500) throw new Error(`It answers ${statusCode}; try again, or ask Cyclr.`);
  return `${url} answers`;
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

/** Whether Redis can forget a write before its time. @see docs/idempotency.md#redis */
async function tellPersistence(url: string): Promise<string> {
  const told = await askRedis(url, async (redis) => `${await redis.info('persistence')}${await redis.info('memory')}`);
  const valueOf = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(told)?.[1];
  const policy = valueOf('maxmemory_policy') ?? 'unknown';
  const restart =
    valueOf('aof_enabled') === '1' ? 'a restart keeps it' : 'a restart forgets what was not saved: set appendonly yes';
  const full =
    policy === 'noeviction' ? 'nothing is evicted' : `Redis can evict it (${policy}): set maxmemory-policy noeviction`;
  return `in Redis; ${restart}; ${full}`;
}

function withoutCredentials(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null ? undefined : `${parsed.protocol}//${parsed.host}`;
}

async function listAccount({ config, cyclr, account: text = '', kinds, signal }: Subject): Promise<string> {
  const account = toAccountId(text);
  if (account === undefined) throw new Error('Its id must be 1 to 128 visible ASCII characters, without spaces.');
  const scope = { account, requestId: 'doctor', signal, endsAt: Infinity };
  const all = await cyclr.accountConnectors(scope);
  const dead = all.filter(({ authenticated }) => !authenticated).map(({ name }) => `"${name}"`);
  const reconnect = dead.length === 0 ? '' : `; to be reconnected: ${dead.join(', ')}`;
  const unread = await unreadableMethods(cyclr, scope, all);
  const told = [`${all.length} account connectors${reconnect}`, ...unread].join('; ');
  if (!kinds) return told;
  return [told, ...(await methodKinds(cyclr, scope, all, kindsIn(await catalogsOf(config))))].join('\n       ');
}
