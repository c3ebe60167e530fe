import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ReceivedRequest {
  readonly method: string;
  /** From `/v1.0` on, with the query, as it was sent. */
  readonly path: string;
  readonly account: string | undefined;
  readonly requestId: string | undefined;
  /** Empty for the token endpoint, whose bodies are secrets. */
  readonly body: string;
  /** Undefined until the request is answered. */
  readonly status: number | undefined;
}

/** A log of requests. */
export interface Received {
  /** The newest requests, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** How many requests there were of each method and path, without ids and query. */
  readonly counts: ReadonlyMap<string, number>;
  /** Requests whose callers left before they were answered, as `POST /v1.0/…`. */
  readonly abandoned: readonly string[];
  /** Requests that have come, and are neither answered nor abandoned. */
  readonly open: ReadonlySet<ReceivedRequest>;
  /** Notes a request now, and its status once it is answered. */
  note(request: IncomingMessage, segments: readonly string[], body: string, response: ServerResponse): void;
  clear(): void;
  /** Stops counting abandoned requests: from now on it is the sandbox that closes connections. */
  end(): void;
}

/** Limits of the log, so that memory stays flat: older requests, longer bodies and further paths are dropped. */
const mostRequests = 1000;
const longestBody = 16_384;
const mostKinds = 1000;

export function createReceived(): Received {
  const requests: ReceivedRequest[] = [];
  const counts = new Map<string, number>();
  const abandoned: string[] = [];
  const open = new Set<ReceivedRequest>();
  let ended = false;
  return {
    requests,
    counts,
    abandoned,
    open,
    note({ method = 'GET', url = '/', headers }, segments, body, response) {
      const request = {
        method,
        path: url,
        account: one(headers['x-cyclr-account']),
        requestId: one(headers['x-request-id']),
        body: segments[0]?.toLowerCase() === 'oauth' ? '' : body.slice(0, longestBody),
        status: undefined as number | undefined,
      };
      response.once('finish', () => {
        request.status = response.statusCode;
      });
      open.add(request);
      response.once('close', () => {
        open.delete(request);
        if (response.writableFinished || ended) return;
        abandoned.push(`${method} /${segments.join('/')}`);
        if (abandoned.length > mostRequests) abandoned.shift();
      });
      requests.push(request);
      if (requests.length > mostRequests) requests.shift();
      const kind = `${method} /${segments.map((segment) => (isId(segment) ? ':id' : segment)).join('/')}`;
      if (counts.size < mostKinds || counts.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    clear() {
      requests.length = 0;
      counts.clear();
      abandoned.length = 0;
    },
    end() {
      ended = true;
    },
  };
}

function isId(segment: string): boolean {
  return /^\d+$|^[\da-f-]{36}$/i.test(segment);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
