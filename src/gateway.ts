import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type CORSOptions, createYoga, useExecutionCancellation } from 'graphql-yoga';
import { createAuthenticator } from './auth/authenticate.ts';
import { readPolicy } from './policy/policy.ts';
import type { Config } from './config/config.ts';
import { type Catalog, kindsIn } from './catalog/catalog.ts';
import { compileRules } from './catalog/rules.ts';
import { readCatalogs } from './catalog/files.ts';
import { createContexts } from './context.ts';
import { createListings } from './cyclr/listings.ts';
import { GatewayError } from './errors.ts';
import { toGraphQLError } from './http/response/errors.ts';
import { buildSubgraph } from './graphql/schema.ts';
import { useAccept } from './http/request/accept.ts';
import { useAnswerErrors } from './http/response/answer-errors.ts';
import { createBatches } from './http/request/batches.ts';
import { logCall } from './http/response/call-log.ts';
import { useDefer } from './http/documents/defer.ts';
import { createDocumentCaches } from './http/documents/caches.ts';
import { useDocumentLimits } from './http/documents/limits.ts';
import { createErrorLimits } from './http/response/error-limits.ts';
import { examples } from './http/graphiql/examples.ts';
import { createGraphiQL } from './http/graphiql/graphiql.ts';
import { guarded } from './http/server/guard.ts';
import { useHealth } from './http/request/health.ts';
import { useJsonBody } from './http/request/json-body.ts';
import { useOnlyPath } from './http/request/only-path.ts';
import { usePersistedDocuments } from './http/documents/persisted-documents.ts';
import { readPersistedDocuments, staleDocuments } from './http/documents/persisted-manifest.ts';
import { preflightHeaders, usePreflight } from './http/request/preflight.ts';
import { useRateLimit } from './http/request/rate-limit.ts';
import { createRateLimiter } from './http/request/rate-limiter.ts';
import { createRequestIds, identifiedErrors, useRequestId } from './http/response/request-id.ts';
import { discreetErrors, useDisableIntrospection } from './http/documents/introspection.ts';
import { useSecurityHeaders } from './http/response/security-headers.ts';
import { useVariables } from './http/documents/variables.ts';
import { useUrlQuery } from './http/request/url-query.ts';
import { useWorkLimits } from './http/documents/work-limits.ts';
import { limits } from './limits.ts';
import { useRequestEnd } from './http/response/request-end.ts';
import { createRequestLog } from './http/response/request-log.ts';
import type { Sandbox } from './sandbox/server.ts';
import { createLog, faultOf, type Log } from './telemetry/log.ts';
import { openUpstream } from './upstream.ts';

/** A gateway that knows no server: requests in, responses out. */
export interface Gateway extends AsyncDisposable {
  fetch(request: Request): Promise<Response>;
  /** The same for `node:http`. */
  readonly listener: RequestListener;
  /** The embedded one, where there is no other upstream. */
  readonly sandbox: Sandbox | undefined;
  /** From now on `/ready` answers 503; requests are still answered. */
  retire(): void;
}

export interface GatewayOptions {
  readonly log?: Log;
  /** The connectors that have types. @default those of the config's directory, or else what `pull` wrote */
  readonly catalogs?: readonly Catalog[];
}

/** Where `pull` writes, as seen from here. */
const pulledCatalogs = fileURLToPath(new URL('../schema/catalog', import.meta.url));

/** Puts the house together. The one file that knows every room; read it to know the way through. */
export async function createGateway(config: Config, options: GatewayOptions = {}): Promise<Gateway> {
  const { log = createLog(), catalogs = await catalogsOf(config) } = options;
  await using rooms = new AsyncDisposableStack();

  const { cyclr, embedded } = rooms.use(await openUpstream(config));
  const authenticator = rooms.use(
    createAuthenticator(config.callers, {
      onKeysUnavailable: (failure) =>
        log.warning('The keys that caller tokens are verified with cannot be read.', faultOf(failure)),
    }),
  );
  const contexts = createContexts({
    cyclr,
    listings: createListings({
      cyclr,
      ttlMs: config.listingTtlMs,
      deadlineMs: config.requestDeadlineMs,
      maxInputs: config.listingMaxInputs,
      kinds: kindsIn(catalogs),
    }),
    rulesOf: compileRules([]),
    authenticator,
    policy: await readPolicy(config.policyFile),
    deadlineMs: config.requestDeadlineMs,
    maxUpstreamCalls: config.maxUpstreamCalls,
    onCall: (call) => logCall(log, call),
    defaultAccount: embedded?.account,
  });
  const { limiter } = rooms.use(
    createRateLimiter({
      ...config.rateLimit,
      redisUrl: config.redisUrl?.reveal(),
      onUnavailable: (failure) =>
        log.warning('Redis cannot be used; this replica counts requests for itself.', faultOf(failure)),
    }),
  );
  const schema = buildSubgraph(catalogs);
  const documents = await readPersistedDocuments(config.persisted.manifests);
  if (config.persisted.only && documents.size === 0) {
    log.warning('No other than persisted documents are answered, and there are none.', {
      error: 'PERSISTED_DOCUMENTS',
    });
  }
  const stale = staleDocuments(documents, schema);
  if (stale.length > 0) {
    const error = `${stale.length} of ${documents.size}, such as ${stale.slice(0, 3).join(', ')}`;
    log.warning('Persisted documents do not fit the schema, and will be refused.', { error });
  }
  const ids = createRequestIds();
  const caches = createDocumentCaches();
  const batches = createBatches(limits.batchOperations);
  const requestLog = createRequestLog(log, ids, contexts);
  const persistedDocuments = usePersistedDocuments({
    documents,
    only: config.persisted.only,
    isExempt: async (request) => (await contexts.of(request, ids.of(request))).caller.isRouter,
  });
  let retired = false;

  const yoga = createYoga<object>({
    schema,
    context: ({ request }) => contexts.of(request, ids.of(request)),
    maskedErrors: { maskError: toGraphQLError },
    batching: { limit: limits.batchOperations },
    parserAndValidationCache: caches,
    cors: corsOf(config.corsOrigins),
    multipart: false,
    extraParamNames: ['documentId'],
    landingPage: false,
    // Yoga would answer any URL that ends so: no URL ends in a space.
    healthCheckEndpoint: ' ',
    logging: false,
    // The limit is kept while the body is read.
    maxRequestBodySize: false,
    ...(config.explorable ? await createGraphiQL(examples) : { graphiql: false }),
    plugins: [
      useHealth(async () => {
        if (retired) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The gateway is shutting down.');
        await cyclr.ready();
      }),
      useOnlyPath('/graphql'),
      useSecurityHeaders(config.corsOrigins.length > 0),
      usePreflight(),
      useUrlQuery(),
      useJsonBody(config.maxBodyBytes),
      batches.counted,
      useAccept(),
      useRateLimit(limiter, contexts, ids),
      ...(config.persisted.manifests.length === 0 ? [] : [persistedDocuments]),
      useWorkLimits(caches.parse),
      useDocumentLimits(),
      useVariables(),
      useDefer(batches),
      ...(config.explorable ? [] : [useDisableIntrospection()]),
      useExecutionCancellation(),
      batches.answered,
      useAnswerErrors([
        ...(config.explorable ? [] : [discreetErrors]),
        createErrorLimits(),
        identifiedErrors(ids),
        requestLog.noted,
      ]),
      useRequestId(ids),
      requestLog.plugin,
      useRequestEnd((request, status) => {
        requestLog.ended(request, status);
        contexts.end(request);
      }),
    ],
  });

  const open = rooms.move();
  return {
    fetch: async (request) => yoga.fetch(request),
    listener: guarded((request, response) => void yoga(request, response)),
    sandbox: embedded?.sandbox,
    retire: () => {
      retired = true;
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function catalogsOf({ catalogDir }: Config): Promise<readonly Catalog[]> {
  return catalogDir === undefined ? readCatalogs(pulledCatalogs, 'none') : readCatalogs(catalogDir);
}

/** Yoga reflects any origin, with credentials, unless it is told otherwise. */
function corsOf(origins: readonly string[]): false | CORSOptions {
  if (origins.length === 0) return false;
  return {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-cyclr-account', 'x-request-id', ...preflightHeaders],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  };
}
