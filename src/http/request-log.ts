import { getOperationAST, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Contexts } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { originOf } from '../graphql/errors.ts';
import { faultOf, type Log } from '../telemetry/log.ts';
import type { RequestIds } from './request-id.ts';

interface Story {
  readonly startedAt: number;
  readonly operations: string[];
  readonly codes: string[];
}

/** One line per request: who, what, how long, how many upstream calls, which codes. */
export function useRequestLog(
  log: Log,
  ids: RequestIds,
  contexts: Contexts,
  now: () => number = () => performance.now(),
): Plugin {
  const stories = new WeakMap<Request, Story>();
  const storyOf = (request: Request): Story => {
    const found = stories.get(request);
    if (found !== undefined) return found;
    const story: Story = { startedAt: now(), operations: [], codes: [] };
    stories.set(request, story);
    return story;
  };

  return {
    onRequest: ({ request }) => {
      storyOf(request);
    },
    onExecute({ args }) {
      const { request } = args.contextValue as { request: Request };
      const operation = getOperationAST(args.document, args.operationName);
      storyOf(request).operations.push(
        operation?.name?.value.slice(0, longestName) ?? `(${operation?.operation ?? 'unnamed'})`,
      );
    },
    onResultProcess({ request, result }) {
      const results = Array.isArray(result) ? result : [result];
      for (const error of results.flatMap((one) => ('errors' in one ? (one.errors ?? []) : []))) {
        storyOf(request).codes.push(String(error.extensions['code']));
        logFault(log, originOf(error), ids.of(request));
      }
    },
    onResponse({ request, response }) {
      const { startedAt, operations, codes } = storyOf(request);
      const { account, upstreamCalls } = contexts.factsOf(request);
      log.request({
        requestId: ids.of(request),
        method: request.method,
        path: knownPath(new URL(request.url).pathname),
        status: response.status,
        ms: Math.round((now() - startedAt) * 10) / 10,
        ...(account !== undefined && { account }),
        ...(operations.length > 0 && { operations, upstreamCalls }),
        ...(codes.length > 0 && { codes }),
      });
    },
  };
}

const longestName = 100;
const known = new Set(['/graphql', '/health', '/ready']);

/** What a caller made up is not logged. */
function knownPath(path: string): string {
  return known.has(path) ? path : '(other)';
}

/** What stands behind an error: the cause of one of ours, and every bug. */
function logFault(log: Log, origin: unknown, requestId: string): void {
  if (origin instanceof GraphQLError) return;
  if (!(origin instanceof GatewayError)) log.bug({ requestId, ...faultOf(origin) });
  else if (origin.cause !== undefined)
    log.warning('failed', { requestId, code: origin.code, ...faultOf(origin.cause) });
}
