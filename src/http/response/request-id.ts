import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import { completed } from './errors.ts';
import type { ErrorStep } from './answer-errors.ts';

export interface RequestIds {
  of(request: Request): string;
}

const header = 'x-request-id';
const acceptable = /^[\w-]{1,64}$/;

/** Takes a well-formed `X-Request-Id` or makes one; the same for as long as the request lives. */
export function createRequestIds(make: () => string = randomUUID): RequestIds {
  const ids = new WeakMap<Request, string>();
  return {
    of(request) {
      const known = ids.get(request);
      if (known !== undefined) return known;
      const given = request.headers.get(header);
      const id = given !== null && acceptable.test(given) ? given : make();
      ids.set(request, id);
      return id;
    },
  };
}

/** Hands the id back in the answer's header. */
export function useRequestId(ids: RequestIds): Plugin {
  return {
    onResponse({ request, response }) {
      response.headers.set(header, ids.of(request));
    },
  };
}

/** Hands the id back in every error. */
export function identifiedErrors(ids: RequestIds): ErrorStep {
  return (errors, request) => errors.map((error) => completed(error, ids.of(request)));
}
