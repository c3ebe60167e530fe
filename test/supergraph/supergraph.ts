import { type IncomingHttpHeaders, request, type RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createCallers } from '../../examples/supergraph/callers.ts';
import { type RouterName, startCustomers, startRouter } from '../../examples/supergraph/programs.ts';
import { listen } from '../../examples/supergraph/serve.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import type { Answer } from '../fixtures.ts';

export const routerSecret = 'what only the router and the gateway know';
const jwtSecret = 'what only the login and the router know';

/** Both subgraphs, and what came to them: the gateway and its sandbox in this process, the rest beside it. */
export interface Subgraphs extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly connectors: Subgraph;
  readonly customers: Subgraph;
}

export interface Subgraph {
  readonly url: string;
  /** The newest last. */
  readonly received: { readonly headers: IncomingHttpHeaders; body: string }[];
}

export async function startSubgraphs(): Promise<Subgraphs> {
  await using all = new AsyncDisposableStack();
  const config = parseConfig({
    AUTH_ROUTER_SECRET: routerSecret,
    // A router writes documents of its own, and is exempt.
    PERSISTED_DOCUMENTS: fileURLToPath(new URL('../../examples/generated/persisted-documents.json', import.meta.url)),
    PERSISTED_ONLY: 'true',
  });
  const gateway = all.use(await createGateway(config, { log: silentLog }));
  if (gateway.sandbox === undefined) throw new Error('This gateway has no sandbox.');
  const targets = {
    connectors: all.use(await listen(gateway.listener, 0)),
    customers: all.use(await startCustomers()),
  };
  const watched = async (url: string): Promise<Subgraph> => {
    const received: Subgraph['received'] = [];
    const relay = all.use(await listen(relayTo(url, received), 0));
    return { url: relay.url, received };
  };
  const [connectors, customers] = [await watched(targets.connectors.url), await watched(targets.customers.url)];
  const open = all.move();
  return { sandbox: gateway.sandbox, connectors, customers, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Passes everything on as it is, and keeps what came. */
function relayTo(url: string, received: Subgraph['received']): RequestListener {
  return (incoming, outgoing) => {
    const { method, headers } = incoming;
    const note = { headers, body: '' };
    received.push(note);
    incoming.setEncoding('utf8').on('data', (text: string) => {
      note.body += text;
    });
    const onward = request(url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
}

export interface Router extends AsyncDisposable {
  /** As a user of an account would. */
  ask(query: string, account?: string, headers?: Record<string, string>): Promise<Answer>;
  /** With headers of one's own, and no token. */
  post(query: string, headers: Record<string, string>): Promise<Answer>;
}

export async function startRouterBefore({ connectors, customers }: Subgraphs, name: RouterName): Promise<Router> {
  const program = await startRouter(name, {
    connectors: connectors.url,
    customers: customers.url,
    jwtSecret,
    routerSecret,
  });
  const post: Router['post'] = async (query, headers) => {
    const response = await fetch(program.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Answer['body'] };
  };
  return {
    post,
    ask: async (query, account = 'demo-acme', headers = {}) =>
      post(query, { authorization: `Bearer ${await tokenFor(account)}`, ...headers }),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

export function tokenFor(account: string, secret: string = jwtSecret): Promise<string> {
  return createCallers(secret).tokenFor(account);
}
