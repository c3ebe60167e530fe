import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLError } from 'graphql';
import { createCallers, refusal } from './callers.ts';
import { supergraphOf } from './compose.ts';
import { headersFor, type Identity } from './identity.ts';
import { readRouterOptions } from './options.ts';
import { announce, stopped } from './serve.ts';

const options = readRouterOptions();
const callers = createCallers(options.jwtSecret);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const gateway = new ApolloGateway({
  supergraphSdl: supergraphOf(options),
  logger: quiet,
  buildService: ({ name, url }) =>
    new RemoteGraphQLDataSource<Partial<Identity>>({
      ...(url !== undefined && { url }),
      willSendRequest({ request, context: { account, requestId } }) {
        // At its start the gateway has no caller, and asks nothing that needs one.
        if (account === undefined) return;
        for (const [header, value] of Object.entries(headersFor(name, { account, requestId }, options.routerSecret))) {
          request.http?.headers.set(header, value);
        }
      },
      // What the subgraph says of a request that it refuses as a whole: its code, not "429: Too Many Requests".
      async errorFromResponse(response) {
        const body = (await response.json().catch(() => undefined)) as { errors?: readonly GraphQLError[] } | undefined;
        const { message, extensions } = body?.errors?.[0] ?? { message: `The subgraph answered ${response.status}.` };
        return new GraphQLError(message, { extensions: { ...extensions } });
      },
    }),
});

const server = new ApolloServer<Identity>({
  gateway,
  // For this demonstration: in production leave it off.
  introspection: true,
  persistedQueries: false,
  includeStacktraceInErrorResponses: false,
  stopOnTerminationSignals: false,
  logger: quiet,
  // Nothing is told or fetched elsewhere, also where APOLLO_KEY is set.
  plugins: [
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
  ],
});

const { url } = await startStandaloneServer(server, {
  listen: { port: options.port, host: '127.0.0.1' },
  async context({ req }) {
    const account = await callers.accountOf(req.headers.authorization);
    if (account !== undefined) return { account, requestId: req.headers['x-request-id']?.toString() };
    throw refused();
  },
});

/** Apollo Server answers with the status and headers that its error asks for. */
function refused(): GraphQLError {
  const { message, code, challenge } = refusal;
  const http: unknown = { status: 401, headers: new HeaderMap([['www-authenticate', challenge]]) };
  const extensions: Record<string, unknown> = { code, http };
  return new GraphQLError(message, { extensions });
}

announce(`${url}graphql`);
await stopped();
await server.stop();
