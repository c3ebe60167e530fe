import type { Log } from '../../telemetry/log.ts';
import type { Exchange } from '../exchange.ts';
import type { Rule } from '../rule.ts';
import { askingMethods } from './methods.ts';
import type { IsAllowedOrigin } from './origins.ts';
import { preflightHeaders } from './preflight.ts';

/** Headers that pages may send, by what sends them. Browsers ask for each that is not on their own short list. */
const headersByClient: Readonly<Record<string, readonly string[]>> = {
  gateway: ['authorization', 'content-type', 'idempotency-key', 'x-cyclr-account', 'x-deadline-ms', 'x-request-id'],
  // Longer than 128 characters it is not on the list of browsers.
  browser: ['accept'],
  'Apollo Client': [
    'apollographql-client-name',
    'apollographql-client-version',
    'x-apollo-cache-control',
    'x-apollo-operation-id',
    'x-apollo-operation-type',
  ],
  'cross-site request forgery': preflightHeaders,
  Sentry: ['sentry-trace', 'baggage'],
  // W3C, B3 in one header or several, Jaeger.
  OpenTelemetry: [
    'traceparent',
    'tracestate',
    'b3',
    'x-b3-traceid',
    'x-b3-spanid',
    'x-b3-parentspanid',
    'x-b3-sampled',
    'x-b3-flags',
    'uber-trace-id',
  ],
};

/** Refused origins that are logged, so that nobody can fill the log with names. */
const loggedOrigins = 100;
const longestOrigin = 200;

export interface CrossOriginOptions {
  readonly isAllowed: IsAllowedOrigin;
  /** Headers that pages may send, beside those of the usual clients. */
  readonly headers: readonly string[];
  readonly log: Pick<Log, 'warning'>;
}

/**
 * Lets pages of allowed origins read answers, without credentials. Pages of other origins may not; each such origin is
 * logged once.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function crossOrigin({ isAllowed, headers: more, log }: CrossOriginOptions): Rule {
  const allowedHeaders = [...new Set([...Object.values(headersByClient).flat(), ...more])].join(', ');
  const logRefusal = createRefusalLog(log);
  return {
    name: 'crossOrigin',
    onResponse(exchange, headers) {
      headers.append('vary', 'Origin');
      const origin = exchange.request.headers.get('origin');
      if (origin === null) return;
      if (!isAllowed(origin)) {
        logRefusal(origin, exchange);
        return;
      }
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', 'retry-after, x-request-id');
      if (exchange.method !== 'OPTIONS') return;
      headers.set('access-control-allow-methods', askingMethods.join(', '));
      headers.set('access-control-allow-headers', allowedHeaders);
      headers.set('access-control-max-age', '600');
    },
  };
}

function createRefusalLog(log: Pick<Log, 'warning'>) {
  const known = new Set<string>();
  return (origin: string, { id, request: { headers } }: Exchange): void => {
    // A page of the gateway's own, such as GraphiQL, sends its origin too.
    if (URL.parse(origin)?.host === headers.get('host')) return;
    const shown = origin.slice(0, longestOrigin);
    if (known.size >= loggedOrigins || known.has(shown)) return;
    known.add(shown);
    log.warning('Pages of this origin cannot read answers. Add it to CORS_ORIGINS if they should.', {
      requestId: id,
      error: shown,
    });
  };
}
