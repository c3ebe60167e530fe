import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Limits } from '../limits.ts';
import { createArrivals } from './arrival.ts';
import { combined } from './combined.ts';
import type { ParsedDocuments } from './documents/parsed-documents.ts';
import { createPreparedDocuments } from './documents/prepared-documents.ts';
import type { Exchange, Exchanges } from './exchange.ts';
import { createExecutor } from './executor.ts';
import type { OperationContext, Rule } from './rule.ts';
import { bodyOf } from './response/written.ts';
import { createEntry, type EnteredAnswer } from './server/entry.ts';
import { NodeRequest } from './server/node-request.ts';
import { sendAnswer } from './server/send-answer.ts';
import { createYogaHandler } from './yoga/handler.ts';

export interface HandlerOptions {
  readonly schema: GraphQLSchema;
  readonly rules: readonly Rule[];
  readonly exchanges: Exchanges;
  readonly documents: ParsedDocuments;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'batchOperations'>;
  /** Makes what resolvers are given, once for a request. */
  readonly createContext: (exchange: Exchange) => OperationContext;
  /** Told which server has answered a request, for tests. */
  readonly onAnswered?: ((door: Door) => void) | undefined;
  /** Whether there is a short way for usual requests. @default true */
  readonly hasEntry?: boolean | undefined;
}

/** The short way of usual requests, or that of all others. */
export type Door = 'entry' | 'yoga';

/** Requests in, answers out: of the Fetch API, or of `node:http`. */
export interface Handler {
  fetch(request: Request): Promise<Response>;
  readonly listener: RequestListener;
}

/** Where the graph is asked. */
const target = '/graphql';
const graphUrl = new URL(target, 'http://localhost');

/** Answers usual requests by the short way, and hands all others to Yoga. Both follow the same rules. */
export function createHandler(options: HandlerOptions): Handler {
  const { schema, exchanges, documents, hasEntry = true, onAnswered = () => undefined } = options;
  const rule = combined(options.rules);
  const arrivals = createArrivals(rule);
  const executor = createExecutor(schema, rule);
  const yoga = createYogaHandler({ ...options, rule, arrivals, executor });
  const entry = createEntry({
    ...options,
    rule,
    arrivals,
    executor,
    documents: createPreparedDocuments({ schema, documents, rule }),
  });

  async function listen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = new NodeRequest(request, graphUrl);
    const exchange = exchanges.open(seen);
    exchange.untilTaken((then) => seen.watch(response, then));
    const answer = await entry(exchange);
    onAnswered(answer === undefined ? 'yoga' : 'entry');
    if (answer === undefined) yoga.listen(request, response, exchange);
    else await sendAnswer(response, answer);
  }

  return {
    async fetch(request) {
      const answer = hasEntry && isUsual(request) ? await entry(exchanges.of(request)) : undefined;
      onAnswered(answer === undefined ? 'yoga' : 'entry');
      return answer === undefined ? yoga.fetch(request) : toResponse(answer);
    },
    listener(request, response) {
      if (hasEntry && request.method === 'POST' && request.url === target) void listen(request, response);
      else {
        onAnswered('yoga');
        yoga.listen(request, response);
      }
    },
  };
}

function isUsual({ method, url }: Request): boolean {
  return method === 'POST' && URL.parse(url)?.pathname === target;
}

function toResponse(answer: EnteredAnswer): Response {
  return new Response(bodyOf(answer), { status: answer.status, headers: [...answer.headers] });
}
