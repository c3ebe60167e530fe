import { createGatewayRuntime, type GatewayPlugin } from '@graphql-hive/gateway';
import { createCallers, refusal } from './callers.ts';
import { supergraphOf } from './compose.ts';
import { headersFor } from './identity.ts';
import { readRouterOptions } from './options.ts';
import { serve } from './serve.ts';

const options = readRouterOptions();
const callers = createCallers(options.jwtSecret);
const accounts = new WeakMap<Request, string>();

/** Before anything is read of a request: without an account there is no request. */
const authenticated: GatewayPlugin = {
  async onRequest({ request, endResponse, fetchAPI }) {
    const account = await callers.accountOf(request.headers.get('authorization'));
    if (account !== undefined) {
      accounts.set(request, account);
      return;
    }
    const { message, code, challenge } = refusal;
    const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
    const headers = { 'content-type': 'application/json', 'www-authenticate': challenge };
    endResponse(new fetchAPI.Response(body, { status: 401, headers }));
  },
};

await using gateway = createGatewayRuntime({
  supergraph: supergraphOf(options),
  ...(options.runtime === 'rust' && (await rustRuntime())),
  plugins: () => [authenticated],
  propagateHeaders: {
    // Identical queries that run at the same time are sent once, and it is these headers that tell accounts apart there:
    // one that is set later, in `onFetch`, would have one account answered with what is another's.
    fromClientToSubgraphs({ request, subgraphName }) {
      const account = accounts.get(request);
      if (account === undefined) throw new Error('A request without an account came through.');
      const requestId = request.headers.get('x-request-id');
      return headersFor(subgraphName, { account, requestId }, options.routerSecret);
    },
  },
  // Nothing but what it is for: no pages, no log, nothing that is told or fetched elsewhere.
  graphiql: false,
  landingPage: false,
  logging: false,
  cors: false,
});

await serve((request, response) => void gateway(request, response), options.port);

/** Native code, which does not exist for every platform: it is loaded for the router that shows it, and no other. */
async function rustRuntime() {
  const { unifiedGraphHandler } = await import('@graphql-hive/router-runtime');
  return { unifiedGraphHandler };
}
