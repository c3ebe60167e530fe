import { finalAsyncIterator, isAsyncIterable, type Plugin } from 'graphql-yoga';

/** Tells when the answer of a request has ended: with its response, or with the last part of a stream. */
export function useRequestEnd(onEnd: (request: Request, status: number) => void): Plugin {
  const streams = new WeakMap<Request, Promise<void>>();
  return {
    onResultProcess({ request, result, setResult }) {
      if (!isAsyncIterable(result)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      streams.set(request, promise);
      setResult(finalAsyncIterator(result, resolve) as never);
    },
    onResponse({ request, response: { status } }) {
      const stream = streams.get(request);
      if (stream === undefined) onEnd(request, status);
      else void stream.then(() => onEnd(request, status));
    },
  };
}
