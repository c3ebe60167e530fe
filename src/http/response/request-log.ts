import { getOperationAST, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Contexts } from '../../context.ts';
import { GatewayError } from '../../errors.ts';
import { originOf } from './errors.ts';
import { faultOf, type Log } from '../../telemetry/log.ts';
import type { ErrorStep } from './answer-errors.ts';
import type { RequestIds } from './request-id.ts';

interface Story {
  readonly startedAt: number;
  readonly operations: string[];
  readonly codes: string[];
}

export interface RequestLog {
  /** Notes when a request began, and what it asked. */
  readonly plugin: Plugin;
  /** Notes what went wrong. */
  readonly noted: ErrorStep;
  /** Writes the line of a request: who, what, how long, how many upstream calls, which codes. */
  ended(request: Request, status: number): void;
}

export function createRequestLog(
  log: Log,
  ids: RequestIds,
  contexts: Contexts,
  now: () => number = () => performance.now(),
): RequestLog {
  const stories = new WeakMap<Request, Story>();
  const storyOf = (request: Request): Story => {
    const found = stories.get(request);
    if (found !== undefined) return found;
    const story: Story = { startedAt: now(), operations: [], codes: [] };
    stories.set(request, story);
    return story;
  };

  return {
    plugin: {
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
    },
    noted(errors, request) {
      for (const error of errors) {
        storyOf(request).codes.push(String(error.extensions['code']));
        logFault(log, originOf(error), ids.of(request));
      }
      return errors;
    },
    ended(request, status) {
      const { startedAt, operations, codes } = storyOf(request);
      const { account, upstreamCalls } = contexts.factsOf(request);
      log.request({
        requestId: ids.of(request),
        method: request.method,
        path: knownPath(new URL(request.url).pathname),
        status,
        ms: Math.round((now() - startedAt) * 10) / 10,
        ...(account !== undefined && { account }),
        ...(operations.length > 0 && { operations, upstreamCalls }),
        ...(codes.length > 0 && { codes: codes.slice(0, mostCodes) }),
      });
    },
  };
}

const mostCodes = 20;
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
