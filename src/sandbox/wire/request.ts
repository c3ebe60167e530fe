import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../json.ts';
import { invalid } from './reply.ts';
import { parseLenientJson } from './lenient-json.ts';

/** A request as an endpoint sees it. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded segments after `/v1.0`, without empty ones. */
  readonly segments: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** By name, whatever its case; undefined when it is absent. */
  query(name: string): string | undefined;
  /** The body, read as leniently as Cyclr does; undefined when there is none. Refuses what cannot be read. */
  body(): Json | undefined;
}

export function toApiRequest(method: string, target: string, headers: IncomingHttpHeaders, text: string): ApiRequest {
  const { path, query } = splitTarget(target);
  const names = new Map(
    [...new URLSearchParams(query)].toReversed().map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method,
    segments: path.split('/').filter((segment) => segment !== ''),
    headers,
    text,
    query: (name) => names.get(name.toLowerCase()),
    body() {
      if (text.trim() === '') return undefined;
      try {
        return parseLenientJson(text);
      } catch {
        throw invalid();
      }
    },
  };
}

/** Splits a request target into the path, decoded as far as possible, and the undecoded query. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  const [path, query] = mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
  return { path: path.split('/').map(decoded).join('/'), query };
}

/** A slash inside a segment stays encoded: it does not make two of one. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('/', '%2F');
  } catch {
    return segment;
  }
}
