import { z } from 'zod';
import { Secret } from '../secret.ts';

/** Everything the gateway is told from outside, read once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Whole request and one try, in milliseconds. */
  readonly requestDeadlineMs: number;
  readonly upstreamTimeoutMs: number;
  /** The largest body of a request, and of an answer of Cyclr after decompression. */
  readonly maxBodyBytes: number;
  readonly upstreamMaxBytes: number;
  /** How long a method listing is taken for the newest, and how many inputs and response fields of all are kept. */
  readonly listingTtlMs: number;
  readonly listingMaxInputs: number;
  readonly upstream: Upstream;
  readonly callers: Callers;
  readonly policyFile: string | undefined;
  /** Manifests of persisted documents, and whether no other documents are answered. */
  readonly persisted: { readonly manifests: readonly string[]; readonly only: boolean };
  /** Origins whose pages may read answers; none by default. */
  readonly corsOrigins: readonly string[];
  /** HTTP requests of one caller for one account in so many seconds. */
  readonly rateLimit: { readonly requests: number; readonly perSeconds: number };
  /** State that several replicas share; a secret, because it can hold a password. */
  readonly redisUrl: Secret | undefined;
  /** Upstream calls of one HTTP request, over all of its operations. */
  readonly maxUpstreamCalls: number;
  /** Where the catalogs of connectors with types are; undefined for those in the repository. */
  readonly catalogDir: string | undefined;
  /** GraphiQL, introspection and "did you mean" about the schema. */
  readonly explorable: boolean;
}

/** Without a Cyclr URL the gateway brings its own small Cyclr, so that a first run needs no account. */
export type Upstream =
  | { readonly kind: 'sandbox' }
  | {
      readonly kind: 'cyclr';
      /** Without `/v1.0`, without a slash at the end. */
      readonly url: string;
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: Secret;
    };

/** How the gateway knows who calls and for which account. */
export type Callers =
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'jwt';
      readonly key:
        | { readonly kind: 'jwks'; readonly url: string }
        | { readonly kind: 'secret'; readonly secret: Secret };
      readonly issuer: string;
      readonly audience: string;
      readonly algorithms: readonly string[];
      readonly accountClaim: string;
      readonly rolesClaim: string;
      /** Of a router that may ask too, for callers it has authenticated itself. */
      readonly routerSecret: Secret | undefined;
    }
  | { readonly kind: 'router'; readonly secret: Secret };

/** The environment cannot be used; the message names every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const width = Math.max(...problems.map(({ variable }) => variable.length));
    const lines = problems.map(({ variable, message }) => `  ${variable.padEnd(width)}  ${message}`);
    super(`The configuration cannot be used:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

const jwksAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const secretAlgorithms = ['HS256', 'HS384', 'HS512'];
const shortestSecret = 32;

const text = z.string().trim().min(1, 'is empty').optional();
const httpUrl = text.refine((value) => value === undefined || isSafeUrl(value), {
  error: 'must be an https URL (http only on loopback), without user name, query or fragment',
});
const wholeNumber = (unit: string, standard: number, most: number) => {
  const error = `must be a whole number of ${unit} from 1 to ${most}`;
  return z.coerce.number({ error }).int(error).min(1, error).max(most, error).default(standard);
};
const milliseconds = (standard: number, most: number) => wholeNumber('milliseconds', standard, most);
const bytes = (standard: number, most: number) => wholeNumber('bytes', standard, most);
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );
const origins = list.refine((all) => all.every((one) => URL.parse(one)?.origin === one), {
  error: 'must be origins separated by commas, such as https://app.example.com; no paths, and no *',
});
const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).optional();
const port = 'must be a port number from 0 to 65535 (0 takes a free one)';
const strongSecret = text.refine((value) => value === undefined || value.length >= shortestSecret, {
  error: `must have at least ${shortestSecret} characters`,
});

const environment = z.object({
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).default(4000),
  REQUEST_DEADLINE_MS: milliseconds(30_000, 600_000),
  UPSTREAM_TIMEOUT_MS: milliseconds(10_000, 600_000),
  MAX_BODY_BYTES: bytes(1_000_000, 100_000_000),
  UPSTREAM_MAX_BYTES: bytes(8_000_000, 1_000_000_000),
  LISTING_TTL_MS: milliseconds(300_000, 86_400_000),
  LISTING_MAX_INPUTS: wholeNumber('inputs', 1_000_000, 100_000_000),
  MAX_UPSTREAM_CALLS: wholeNumber('calls', 50, 10_000),
  RATE_LIMIT_REQUESTS: wholeNumber('requests', 600, 10_000_000),
  RATE_LIMIT_SECONDS: wholeNumber('seconds', 60, 86_400),
  REDIS_URL: text.refine((value) => value === undefined || /^rediss?:\/\//.test(value), {
    error: 'must be a redis:// or rediss:// URL',
  }),
  CORS_ORIGINS: origins,
  PERSISTED_DOCUMENTS: list,
  PERSISTED_ONLY: flag,
  NODE_ENV: text,
  SANDBOX_ANY_HOST: flag,
  EXPLORABLE: flag,
  CYCLR_API_URL: httpUrl,
  CYCLR_TOKEN_URL: httpUrl,
  CYCLR_CLIENT_ID: text,
  CYCLR_CLIENT_SECRET: text,
  AUTH_JWKS_URL: httpUrl,
  AUTH_JWT_SECRET: strongSecret,
  AUTH_ISSUER: text,
  AUTH_AUDIENCE: text,
  AUTH_ALGORITHMS: text,
  AUTH_ACCOUNT_CLAIM: z.string().trim().min(1).default('cyclr_account_id'),
  AUTH_ROLES_CLAIM: z.string().trim().min(1).default('roles'),
  AUTH_ROUTER_SECRET: strongSecret,
  POLICY_FILE: text,
  CATALOG_DIR: text,
});

type Environment = z.output<typeof environment>;

/** Reads the environment once, at the door. Throws {@link ConfigError} with every fault. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readEnvironment(env);
  const problems: ConfigProblem[] = [];
  checkReach(read, problems);
  if (read.PERSISTED_ONLY === 'true' && read.PERSISTED_DOCUMENTS.length === 0) {
    const message = 'is missing, and PERSISTED_ONLY needs it: the manifests of the documents that are answered';
    problems.push({ variable: 'PERSISTED_DOCUMENTS', message });
  }
  const upstream = parseUpstream(read, problems);
  const callers = parseCallers(read, upstream.kind, problems);
  if (problems.length > 0) throw new ConfigError(problems);

  const { HOST, PORT, REQUEST_DEADLINE_MS, UPSTREAM_TIMEOUT_MS, MAX_BODY_BYTES, UPSTREAM_MAX_BYTES } = read;
  const { MAX_UPSTREAM_CALLS, RATE_LIMIT_REQUESTS, RATE_LIMIT_SECONDS, CORS_ORIGINS, REDIS_URL } = read;
  const { LISTING_TTL_MS, LISTING_MAX_INPUTS, POLICY_FILE, CATALOG_DIR, EXPLORABLE, NODE_ENV } = read;
  const persisted = { manifests: read.PERSISTED_DOCUMENTS, only: read.PERSISTED_ONLY === 'true' };
  return {
    host: HOST,
    port: PORT,
    requestDeadlineMs: REQUEST_DEADLINE_MS,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
    maxBodyBytes: MAX_BODY_BYTES,
    upstreamMaxBytes: UPSTREAM_MAX_BYTES,
    listingTtlMs: LISTING_TTL_MS,
    listingMaxInputs: LISTING_MAX_INPUTS,
    upstream,
    callers,
    policyFile: POLICY_FILE,
    persisted,
    corsOrigins: CORS_ORIGINS,
    rateLimit: { requests: RATE_LIMIT_REQUESTS, perSeconds: RATE_LIMIT_SECONDS },
    redisUrl: REDIS_URL === undefined ? undefined : new Secret(REDIS_URL),
    maxUpstreamCalls: MAX_UPSTREAM_CALLS,
    catalogDir: CATALOG_DIR,
    explorable: EXPLORABLE === undefined ? NODE_ENV !== 'production' && !persisted.only : EXPLORABLE === 'true',
  };
}

/** What it takes to ask Cyclr, for a command that has no callers. */
export type CyclrAccess = Pick<Config, 'upstream' | 'upstreamTimeoutMs' | 'upstreamMaxBytes'>;

/** Reads of the environment only what it takes to ask Cyclr. Throws {@link ConfigError} with every fault. */
export function parseCyclrAccess(env: Readonly<Record<string, string | undefined>>): CyclrAccess {
  const concerned = Object.entries(env).filter(([variable]) => /^(?:CYCLR|UPSTREAM)_/.test(variable));
  const read = readEnvironment(Object.fromEntries(concerned));
  const problems: ConfigProblem[] = [];
  const upstream = parseUpstream(read, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return { upstream, upstreamTimeoutMs: read.UPSTREAM_TIMEOUT_MS, upstreamMaxBytes: read.UPSTREAM_MAX_BYTES };
}

function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const read = environment.safeParse(withoutEmpty(env));
  if (read.success) return read.data;
  throw new ConfigError(read.error.issues.map(({ path, message }) => ({ variable: String(path[0]), message })));
}

/** The sandbox knows no callers, so only this machine may reach it unless its owner says otherwise. */
function checkReach({ HOST, CYCLR_API_URL, SANDBOX_ANY_HOST }: Environment, problems: ConfigProblem[]): void {
  if (CYCLR_API_URL !== undefined || isLoopback(HOST) || SANDBOX_ANY_HOST === 'true') return;
  problems.push({
    variable: 'HOST',
    message: `is ${HOST}, and the sandbox answers anyone: use 127.0.0.1, or set SANDBOX_ANY_HOST=true where only friends can reach it`,
  });
}

export interface ConfigRow {
  readonly variable: string;
  /** As it is in force; null where there is none. A secret is not shown. */
  readonly value: string | null;
  readonly isSet: boolean;
}

const secrets: ReadonlySet<string> = new Set([
  'CYCLR_CLIENT_SECRET',
  'AUTH_JWT_SECRET',
  'AUTH_ROUTER_SECRET',
  'REDIS_URL',
]);

/** Every variable with the value in force. Throws {@link ConfigError} as {@link parseConfig} does. */
export function describeConfig(env: Readonly<Record<string, string | undefined>>): readonly ConfigRow[] {
  parseConfig(env);
  const read: Readonly<Record<string, unknown>> = environment.parse(withoutEmpty(env));
  return Object.keys(environment.shape)
    .toSorted()
    .map((variable) => {
      const value = read[variable];
      const isSet = (env[variable] ?? '') !== '';
      const told = Array.isArray(value)
        ? value.join(',') || null
        : value === undefined
          ? null
          : `${value as string | number}`;
      return { variable, isSet, value: told !== null && secrets.has(variable) ? '[secret]' : told };
    });
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

function parseUpstream(env: Environment, problems: ConfigProblem[]): Upstream {
  const needed = ['CYCLR_CLIENT_ID', 'CYCLR_CLIENT_SECRET'] as const;
  if (env.CYCLR_API_URL === undefined) {
    const stray = [...needed, 'CYCLR_TOKEN_URL' as const].filter((variable) => env[variable] !== undefined);
    if (stray.length > 0) {
      problems.push({
        variable: 'CYCLR_API_URL',
        message: `is missing, and ${stray.join(', ')} ${stray.length === 1 ? 'needs' : 'need'} it; such as https://api.cyclr.com`,
      });
    }
    return { kind: 'sandbox' };
  }

  for (const variable of needed) {
    if (env[variable] === undefined) {
      problems.push({
        variable,
        message: "is missing; it is in the Cyclr console, under the partner's API credentials",
      });
    }
  }
  const url = env.CYCLR_API_URL.replace(/\/+$/, '');
  if (url.endsWith('/v1.0')) {
    problems.push({ variable: 'CYCLR_API_URL', message: 'must not end in /v1.0: the gateway adds it' });
  }
  return {
    kind: 'cyclr',
    url,
    tokenUrl: env.CYCLR_TOKEN_URL ?? `${url}/oauth/token`,
    clientId: env.CYCLR_CLIENT_ID ?? '',
    clientSecret: new Secret(env.CYCLR_CLIENT_SECRET ?? ''),
  };
}

function parseCallers(env: Environment, upstream: Upstream['kind'], problems: ConfigProblem[]): Callers {
  const [, second] = (['AUTH_JWKS_URL', 'AUTH_JWT_SECRET'] as const).filter((variable) => env[variable] !== undefined);
  if (second !== undefined) {
    problems.push({
      variable: second,
      message: 'cannot stand beside AUTH_JWKS_URL: tokens are verified in one way',
    });
  }
  if (env.AUTH_JWKS_URL !== undefined || env.AUTH_JWT_SECRET !== undefined) return parseJwt(env, problems);
  if (env.AUTH_ROUTER_SECRET !== undefined) return { kind: 'router', secret: new Secret(env.AUTH_ROUTER_SECRET) };

  const stray = (['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_ALGORITHMS'] as const).filter(
    (variable) => env[variable] !== undefined,
  );
  if (upstream === 'cyclr' || stray.length > 0) {
    problems.push({
      variable: 'AUTH_JWKS_URL',
      message:
        'is missing: the gateway must know its callers. Set it, or AUTH_JWT_SECRET (each with AUTH_ISSUER and AUTH_AUDIENCE), or AUTH_ROUTER_SECRET behind a router of yours',
    });
  }
  return { kind: 'anyone' };
}

function parseJwt(env: Environment, problems: ConfigProblem[]): Callers {
  for (const variable of ['AUTH_ISSUER', 'AUTH_AUDIENCE'] as const) {
    if (env[variable] === undefined) {
      problems.push({
        variable,
        message: 'is missing; a token is accepted only from this issuer and for this audience',
      });
    }
  }
  const possible = env.AUTH_JWKS_URL === undefined ? secretAlgorithms : jwksAlgorithms;
  const algorithms = env.AUTH_ALGORITHMS?.split(',').map((name) => name.trim()) ?? [possible[0] ?? ''];
  const unknown = algorithms.filter((name) => !possible.includes(name));
  if (unknown.length > 0) {
    problems.push({
      variable: 'AUTH_ALGORITHMS',
      message: `has ${unknown.join(', ')}; with ${env.AUTH_JWKS_URL === undefined ? 'AUTH_JWT_SECRET' : 'AUTH_JWKS_URL'} it can be ${possible.join(', ')}`,
    });
  }
  return {
    kind: 'jwt',
    key:
      env.AUTH_JWKS_URL === undefined
        ? { kind: 'secret', secret: new Secret(env.AUTH_JWT_SECRET ?? '') }
        : { kind: 'jwks', url: env.AUTH_JWKS_URL },
    issuer: env.AUTH_ISSUER ?? '',
    audience: env.AUTH_AUDIENCE ?? '',
    algorithms,
    accountClaim: env.AUTH_ACCOUNT_CLAIM,
    rolesClaim: env.AUTH_ROLES_CLAIM,
    routerSecret: env.AUTH_ROUTER_SECRET === undefined ? undefined : new Secret(env.AUTH_ROUTER_SECRET),
  };
}

function isSafeUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** A host that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
