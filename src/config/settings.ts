import type { Secret } from '../secret.ts';
import {
  flag,
  headerNames,
  host,
  list,
  milliseconds,
  oneOf,
  origins,
  port,
  redisUrl,
  strongSecret,
  text,
  wholeNumber,
} from './parsers.ts';
import { type Environment, type Section, textOf } from './variable.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What is read from one variable each and handed on as it is. A new one is a line here and an entry below. */
export interface Settings {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How long a connection of a caller may wait for its next request, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long requests are still answered after the signal to end, in milliseconds. */
  readonly shutdownGraceMs: number;
  /** Whether `/ready` asks Cyclr every time; otherwise once Cyclr has given a token, it is not asked again. */
  readonly readyAsksCyclr: boolean;
  /** Origins whose pages may read answers. */
  readonly corsOrigins: readonly string[];
  /** Headers that those pages may send, in lower case, beside those of the usual clients. */
  readonly corsHeaders: readonly string[];
  /** GraphiQL, introspection and "did you mean" about the schema. */
  readonly explorable: boolean;
  /** Where the catalogs of connectors with types are; undefined for those in the repository. */
  readonly catalogDir: string | undefined;
  /** What is known of connectors, among it the rules of answers; undefined for the file in the working directory, if there is one. */
  readonly connectorsConfig: string | undefined;
  /** What cursors of pages are sealed with. */
  readonly cursorSecret: Secret | undefined;
  readonly policyFile: string | undefined;
  readonly logLevel: LogLevel;
  /** State that several replicas share; a secret, because it can hold a password. */
  readonly redisUrl: Secret | undefined;
  /** One command of Redis, in milliseconds. */
  readonly redisTimeoutMs: number;
}

export const settingVariables: Section<Settings> = {
  host: {
    name: 'HOST',
    group: 'Listening',
    parser: host,
    default: '127.0.0.1',
    sentence: 'the host to listen on; `0.0.0.0` or `::` for every network of the machine',
  },
  port: {
    name: 'PORT',
    group: 'Listening',
    parser: port,
    default: 4000,
    sentence: 'the port to listen on, from 0 to 65535; 0 takes a free one',
  },
  keepAliveMs: {
    name: 'KEEP_ALIVE_MS',
    group: 'Listening',
    parser: milliseconds(3_600_000),
    default: 65_000,
    sentence:
      'how long an open connection may wait for its next request, in milliseconds; longer than the load balancer in front keeps one, usually 60 s',
  },
  shutdownGraceMs: {
    name: 'SHUTDOWN_GRACE_MS',
    group: 'Listening',
    parser: milliseconds(600_000, 0),
    default: (env) => (isProduction(env) ? 5000 : 0),
    defaultText: '`0`; `5000` with `NODE_ENV=production`',
    sentence:
      'after SIGTERM, how long requests are still answered while `/ready` says 503, in milliseconds; as long as the load balancer takes to notice',
  },
  readyAsksCyclr: {
    name: 'READY_ASKS_CYCLR',
    group: 'Listening',
    parser: flag,
    default: false,
    sentence:
      '`true` lets `/ready` ask Cyclr every time, so that load balancers answer callers while Cyclr is away; otherwise `/ready` is 503 until Cyclr has given a token, and callers get the error of their call',
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    group: 'Listening',
    parser: origins,
    default: [],
    sentence: 'origins whose pages may read answers, separated by commas',
  },
  corsHeaders: {
    name: 'CORS_HEADERS',
    group: 'Listening',
    parser: headerNames,
    default: [],
    sentence:
      'further headers that those pages may send, separated by commas; those of Apollo Client, Sentry and OpenTelemetry are allowed already',
  },
  explorable: {
    name: 'EXPLORABLE',
    group: 'The graph',
    parser: flag,
    default: (env) => !isProduction(env) && textOf(env, persistedVariables.only.name) !== 'true',
    defaultText: '`true`; `false` with `NODE_ENV=production` or `PERSISTED_ONLY=true`',
    sentence: '`true` or `false`: GraphiQL, introspection and "did you mean" about the schema',
  },
  catalogDir: {
    name: 'CATALOG_DIR',
    group: 'The graph',
    parser: text,
    default: undefined,
    defaultText: '`schema/catalog` of the repository',
    sentence: 'where the catalogs of [typed connectors](typed-connectors.md) are',
  },
  connectorsConfig: {
    name: 'CONNECTORS_CONFIG',
    group: 'The graph',
    parser: text,
    default: undefined,
    defaultText: '`connectors.config.json` of the working directory, if there is one',
    sentence: 'the config of connectors, whose [rules of answers](rules.md) the gateway follows',
  },
  cursorSecret: {
    name: 'CURSOR_SECRET',
    group: 'Replicas',
    parser: strongSecret,
    isSecret: true,
    default: undefined,
    defaultText: 'derived from `CYCLR_CLIENT_SECRET`; random at each start on the sandbox',
    sentence:
      'what cursors of [`pages`](pages.md) are sealed with, at least 32 characters; the same for all replicas. Cursors of another secret are refused, and reading begins again',
  },
  policyFile: {
    name: 'POLICY_FILE',
    group: 'Callers',
    parser: text,
    default: undefined,
    defaultText: "every method of the caller's own accounts",
    sentence: 'which roles may call what; see [policy](policy.md)',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    group: 'Logs',
    parser: oneOf('debug', 'info', 'warn', 'error', 'silent'),
    default: 'info',
    sentence:
      '`debug`, `info`, `warn`, `error` or `silent`: which lines are logged. Requests and calls are `info`, requests of `/health` and `/ready` are `debug`',
  },
  redisUrl: {
    name: 'REDIS_URL',
    group: 'Replicas',
    parser: redisUrl,
    isSecret: true,
    default: undefined,
    defaultText: 'absent: each counts for itself, and remembers its own writes with keys',
    sentence:
      'where several replicas count requests together, and remember [writes with idempotency keys](idempotency.md) (`redis://` or `rediss://`); while it cannot be reached each counts for itself, and sends no writes with keys',
  },
  redisTimeoutMs: {
    name: 'REDIS_TIMEOUT_MS',
    group: 'Replicas',
    parser: milliseconds(60_000),
    default: 500,
    sentence: 'the time for one command of Redis, in milliseconds; after it Redis counts as out of reach',
  },
};

/** Persisted documents. */
export interface Persisted {
  /** The files. */
  readonly manifests: readonly string[];
  /** Whether no other documents are answered. */
  readonly only: boolean;
}

export const persistedVariables: Section<Persisted> = {
  manifests: {
    name: 'PERSISTED_DOCUMENTS',
    group: 'The graph',
    parser: list,
    default: [],
    sentence: 'files with [persisted documents](persisted-documents.md), separated by commas',
  },
  only: {
    name: 'PERSISTED_ONLY',
    group: 'The graph',
    parser: flag,
    default: false,
    sentence: '`true` answers no other documents, except for a trusted router',
  },
};

/** How often a caller may ask. */
export interface RateLimitSettings {
  /** HTTP requests of one caller for one account. */
  readonly requests: number;
  readonly perSeconds: number;
}

export const rateLimitVariables: Section<RateLimitSettings> = {
  requests: {
    name: 'RATE_LIMIT_REQUESTS',
    group: 'Limits',
    parser: wholeNumber('requests', 10_000_000),
    default: 600,
    sentence:
      'HTTP requests of one caller for one account in `RATE_LIMIT_SECONDS`; further ones get 429 with `Retry-After`',
  },
  perSeconds: {
    name: 'RATE_LIMIT_SECONDS',
    group: 'Limits',
    parser: wholeNumber('seconds', 86_400),
    default: 60,
    sentence: 'the window of `RATE_LIMIT_REQUESTS`, in seconds',
  },
};

/** What is read only to check or to derive other values. */
export interface Surroundings {
  readonly nodeEnv: string | undefined;
  readonly sandboxAnyHost: boolean;
}

export const surroundingVariables: Section<Surroundings> = {
  nodeEnv: {
    name: 'NODE_ENV',
    group: 'The graph',
    parser: text,
    default: undefined,
    sentence:
      '`production` turns `EXPLORABLE` off and `SHUTDOWN_GRACE_MS` on unless they are set, and refuses unknown variables that look like one of these',
  },
  sandboxAnyHost: {
    name: 'SANDBOX_ANY_HOST',
    group: 'Listening',
    parser: flag,
    default: false,
    sentence: '`true` lets `HOST` be other than loopback on the sandbox, which asks nobody for credentials',
  },
};

export function isProduction(env: Environment): boolean {
  return textOf(env, surroundingVariables.nodeEnv.name) === 'production';
}
