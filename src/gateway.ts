import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Catalog, kindsIn } from './catalog/catalog.ts';
import { catalogConfigFile, readCatalogConfig } from './catalog/config.ts';
import { catalogDirectory, readCatalogs } from './catalog/files.ts';
import { withKnownPaging } from './catalog/known-paging.ts';
import { type AnswerRule, compileRules } from './catalog/rules.ts';
import type { Config } from './config/config.ts';
import { createContexts } from './context.ts';
import { createCompletions } from './calls/ledger/completions.ts';
import { createCursors } from './calls/pages/cursor.ts';
import { createLedger } from './calls/ledger/ledger.ts';
import { createMemoryStore } from './calls/ledger/memory.ts';
import { createRedisStore } from './calls/ledger/redis.ts';
import type { EntryStore } from './calls/ledger/store.ts';
import { tellSkipped } from './connectors/skipped.ts';
import { createListings } from './cyclr/listings.ts';
import { sharedSubgraph } from './graphql/schema.ts';
import { BytesInFlight } from './http/bytes-in-flight.ts';
import { defer } from './http/documents/defer.ts';
import { documentRequired } from './http/documents/document-required.ts';
import { introspection } from './http/documents/introspection.ts';
import { documentLimits } from './http/documents/limits.ts';
import { operationTypes } from './http/documents/operation-types.ts';
import { createParsedDocuments } from './http/documents/parsed-documents.ts';
import { persistedDocuments } from './http/documents/persisted-documents.ts';
import { workLimits } from './http/documents/work-limits.ts';
import { createExchanges } from './http/exchange.ts';
import type { Example } from './http/graphiql/examples.ts';
import { graphiql } from './http/graphiql/graphiql.ts';
import { createHandler, type Door } from './http/handler.ts';
import { accept } from './http/request/accept.ts';
import { authenticated, openAuthenticator } from './http/request/authenticated.ts';
import { batches } from './http/request/batches.ts';
import { crossOrigin } from './http/request/cross-origin.ts';
import { deadline } from './http/request/deadline.ts';
import { createReadiness, health } from './http/request/health.ts';
import { idempotencyKey } from './http/request/idempotency-key.ts';
import { jsonBody } from './http/request/json-body.ts';
import { landing } from './http/request/landing.ts';
import { methods } from './http/request/methods.ts';
import { onlyPath } from './http/request/only-path.ts';
import { allowedOrigins } from './http/request/origins.ts';
import { preflight } from './http/request/preflight.ts';
import { rateLimited } from './http/request/rate-limited.ts';
import { openRateLimiter } from './http/request/rate-limiter.ts';
import { urlQuery } from './http/request/url-query.ts';
import { logBreaker, logCall } from './http/response/call-log.ts';
import { errorLimits } from './http/response/error-limits.ts';
import { identified } from './http/response/identified.ts';
import { logged } from './http/response/logged.ts';
import { replayed } from './http/response/replayed.ts';
import { secured } from './http/response/secured.ts';
import { guarded } from './http/server/guard.ts';
import { readPolicy } from './policy/policy.ts';
import { openRedis } from './redis.ts';
import type { Sandbox } from './sandbox/server.ts';
import { Secret } from './secret.ts';
import { createLog, faultOf, type Log } from './telemetry/log.ts';
import { openUpstream, type OpenUpstream } from './upstream.ts';

/** A gateway without a server: it takes requests and gives responses. */
export interface Gateway extends AsyncDisposable {
  fetch(request: Request): Promise<Response>;
  /** The same for `node:http`. */
  readonly listener: RequestListener;
  /** The embedded one, where there is no other upstream. */
  readonly sandbox: Sandbox | undefined;
  /** From now on `/ready` answers 503; requests are still answered. */
  retire(): void;
  /**
   * Lets no further write begin, and resolves when none is on its way, also none of a caller who has left. To be waited
   * for before the gateway is closed.
   */
  endWrites(): Promise<void>;
}

export interface GatewayOptions {
  /** @default JSON lines on standard output */
  readonly log?: Log;
  /** The connectors that have types. @default those of the config's directory, or else what `pull` wrote */
  readonly catalogs?: readonly Catalog[];
  /** What is known of answers. @default those of the config of connectors */
  readonly rules?: readonly AnswerRule[];
  /** Cyclr or a sandbox, which its owner closes after the gateway. @default what the config names, closed with the gateway */
  readonly upstream?: OpenUpstream;
  /** Where keyed writes are remembered; it is closed with the gateway. @default where the config says */
  readonly store?: EntryStore;
  /** Tabs of GraphiQL. @default the examples of the demo */
  readonly tabs?: readonly Example[];
  /** Whether usual requests have a short way of their own; all others, and all without it, are answered by Yoga. @default true */
  readonly hasEntry?: boolean;
  /** Told which way the answer of a request came. @default nobody is told */
  readonly onAnswered?: (door: Door) => void;
}

/**
 * Puts the parts together, and is the one file that knows all of them. `rules` lists, in order, what is done to every request;
 * `docs/request.md` draws it.
 */
export async function createGateway(config: Config, options: GatewayOptions = {}): Promise<Gateway> {
  const { log = createLog(), catalogs = await catalogsOf(config), rules = await rulesOf(config) } = options;
  const { limits } = config;
  await using parts = new AsyncDisposableStack();

  const { cyclr, embedded } = options.upstream ?? parts.use(await openUpstream(config, { onBreaker: logBreaker(log) }));
  const authenticator = parts.use(openAuthenticator(config.callers, log));
  const redis = parts.use(await openRedis(config, log));
  const limiter = openRateLimiter(config, redis);
  const store =
    options.store ?? (redis === undefined ? createMemoryStore({ limits }) : createRedisStore({ redis, limits }));
  const ledger = parts.use(createLedger({ store, limits }));
  // Closed before the ledger, which it writes to.
  const completions = parts.use(
    createCompletions({
      onFault: (cause) =>
        log.warning('The end of a write with a key could not be remembered; it is tried again.', faultOf(cause)),
    }),
  );
  const listings = createListings({
    cyclr,
    ttlMs: config.listingTtlMs,
    deadlineMs: config.requestDeadlineMs,
    maxInputs: config.listingMaxInputs,
    kinds: kindsIn(catalogs),
    onSkipped: (release, skipped) =>
      log.warning('Methods of a connector cannot be read, and are left out.', {
        error: `${'id' in release ? `release ${release.id}` : release.name}: ${tellSkipped(skipped)}`,
      }),
  });
  const policy = await readPolicy(config.policyFile);
  const contexts = createContexts({
    cyclr,
    listings,
    rulesOf: withKnownPaging(compileRules(rules), catalogs),
    policy,
    ledger,
    completions,
    cursors: createCursors(cursorSecretOf(config), limits.cursorCharacters),
    limits,
    onCall: (call) => logCall(log, call),
    onWrongLook: ({ read }, { code }, requestId) =>
      log.warning('Writes cannot be looked for: the read of a rule cannot be made.', {
        requestId,
        code,
        error: read,
      }),
    appRequestOf: embedded?.appRequestOf,
  });
  const schema = sharedSubgraph(catalogs);
  const documents = createParsedDocuments(undefined, limits);
  // The sandbox is for the developer of a page, who serves it from any port.
  const isAllowed = allowedOrigins({ named: config.corsOrigins, isLoopbackAllowed: embedded !== undefined });
  const bytesInFlight = new BytesInFlight(limits);
  const readiness = createReadiness(() => cyclr.ready(), { asksAlways: config.readyAsksCyclr });

  const { fetch, listener } = createHandler({
    schema,
    documents,
    limits,
    exchanges: createExchanges({
      maxUpstreamCalls: config.maxUpstreamCalls,
      bytesInFlight,
      limits,
    }),
    createContext: (exchange) => contexts.create(exchange),
    hasEntry: options.hasEntry,
    onAnswered: options.onAnswered,
    rules: [
      // Comes in
      health(readiness, () => ({
        breakers: cyclr.breakers(),
        calls: cyclr.calls(),
        bytesInFlight: bytesInFlight.size,
      })),
      landing(config.explorable),
      onlyPath('/graphql'),
      crossOrigin({ isAllowed, headers: config.corsHeaders, log }),
      methods(),
      await graphiql(config.explorable, options.tabs),
      preflight(isAllowed),
      deadline(config.requestDeadlineMs),
      // Is read
      urlQuery(),
      jsonBody(config.maxBodyBytes),
      batches(limits.batchOperations),
      accept(),
      // Who calls, for which account, how often
      authenticated(authenticator, embedded?.account),
      rateLimited(limiter),
      // What is asked
      await persistedDocuments(config.persisted, schema, log),
      documentRequired(),
      workLimits(documents, limits),
      idempotencyKey(),
      documentLimits(limits),
      operationTypes(),
      defer(),
      introspection(config.explorable),
      // What is answered
      replayed(),
      errorLimits(limits),
      identified(),
      logged(log),
      secured(config.corsOrigins),
    ],
  });

  const open = parts.move();
  return {
    fetch,
    listener: guarded(listener, log),
    sandbox: embedded?.sandbox,
    retire: () => readiness.retire(),
    endWrites: () => contexts.endWrites(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** The same over replicas and starts, unless it is the sandbox's. */
function cursorSecretOf({ cursorSecret, upstream }: Config): Secret {
  return cursorSecret ?? (upstream.kind === 'cyclr' ? upstream.clientSecret : new Secret(randomUUID()));
}

/** The catalogs of the config's directory, or else those that `pull` wrote. */
export function catalogsOf({ catalogDir }: Config): Promise<readonly Catalog[]> {
  const { directory, ifAbsent } = catalogDirectory(catalogDir, {});
  return readCatalogs(directory, ifAbsent);
}

/** What the config of connectors knows of answers. */
export async function rulesOf({ connectorsConfig }: Config): Promise<readonly AnswerRule[]> {
  const file = catalogConfigFile(connectorsConfig);
  return file === undefined ? [] : (await readCatalogConfig(file)).rules;
}
