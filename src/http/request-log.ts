import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Contexts } from '../context.ts';
import type { Log } from '../telemetry/log.ts';
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
      storyOf(request).operations.push(operation?.name?.value ?? `(${operation?.operation ?? 'unnamed'})`);
    },
    onResultProcess({ request, result }) {
      const results = Array.isArray(result) ? result : [result];
      const errors = results.flatMap((one) => ('errors' in one ? (one.errors ?? []) : []));
      storyOf(request).codes.push(...errors.map(({ extensions }) => String(extensions['code'])));
    },
    onResponse({ request, response }) {
      const { startedAt, operations, codes } = storyOf(request);
      const { account, upstreamCalls } = contexts.factsOf(request);
      log.request({
        requestId: ids.of(request),
        method: request.method,
        path: new URL(request.url).pathname,
        status: response.status,
        ms: Math.round((now() - startedAt) * 10) / 10,
        ...(account !== undefined && { account }),
        ...(operations.length > 0 && { operations, upstreamCalls }),
        ...(codes.length > 0 && { codes }),
      });
    },
  };
}
