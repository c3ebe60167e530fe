import { unreadableMethods } from './unreadable-methods.ts';
import type { Config } from '../config/config.ts';
import type { Cyclr } from '../cyclr/cyclr.ts';
import { catalogsOf, rulesOf } from '../gateway.ts';
import { buildSubgraph } from '../graphql/schema.ts';
import { readPersistedDocuments, staleDocuments } from '../http/documents/persisted-manifest.ts';
import { kindsIn } from '../catalog/catalog.ts';
import { toAccountId } from '../ids.ts';
import { methodKinds } from './method-kinds.ts';
import { readPolicy } from '../policy/policy.ts';
import { inUrl } from '../config/loopback.ts';
import { tryListening } from './listen.ts';
import { askCyclr, countKeys, isGatewayAt, pingRedis, tellPersistence } from './peers.ts';

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

/** What the gateway needs, from this machine outwards. */
export const checks: readonly Check[] = [
  {
    nameFor: () => 'address',
    run: ({ config }) => checkAddress(config),
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
    nameFor: () => 'rules of answers',
    async run({ config }) {
      const rules = await rulesOf(config);
      return rules.length === 0 ? 'none' : `${rules.length}`;
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
    run: ({ config }) => pingRedis(config.redisUrl?.reveal() ?? ''),
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
    run: ({ config }) => askCyclr(config.upstream.kind === 'cyclr' ? config.upstream.url : ''),
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

/** Whether the gateway could listen, or listens already: this may be the container of a gateway that runs. */
async function checkAddress({ host, port }: Config): Promise<string> {
  try {
    await tryListening({ host, port });
  } catch (error) {
    if (await isGatewayAt(`http://${inUrl(host)}:${port}/health`)) {
      return `port ${port} of ${host} is taken by a gateway that runs already`;
    }
    throw error;
  }
  return port === 0 ? 'port 0 takes any free port' : `port ${port} of ${host} is free`;
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
