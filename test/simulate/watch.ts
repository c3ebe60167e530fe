import type { ReceivedRequest } from '../../src/sandbox/server.ts';
import type { Config } from '../../src/config/config.ts';
import { Violation } from './book.ts';
import type { Clock } from './clock.ts';
import { mostDelayMs } from './network.ts';
import { readMethods } from './scenario.ts';

/** A request of a caller. */
interface Watched {
  readonly id: string;
  readonly since: number;
  /** When it must have ended. */
  readonly endsAt: number;
  endedAt: number | undefined;
}

/** A request that Cyclr has received. */
interface Seen {
  readonly since: number;
  readonly request: Watched | undefined;
  readonly received: ReceivedRequest;
}

/** What may pass on the network beside the time of a request, in milliseconds. */
const networkMs = 12 * mostDelayMs;
/** The same, and for how long the ledger is waited for after the end of a request. */
const marginMs = networkMs + 100;

/** Sees to it that every request ends by its deadline, that nothing at Cyclr outlives it, and that no write is cut off. */
export class Watch {
  readonly #clock: Clock;
  readonly #config: Pick<Config, 'requestDeadlineMs' | 'upstreamTimeoutMs'>;
  readonly #requests = new Map<string, Watched>();
  readonly #running = new Set<Watched>();
  readonly #open = new Map<ReceivedRequest, Seen>();
  #brokenAt = -1;

  constructor(clock: Clock, config: Pick<Config, 'requestDeadlineMs' | 'upstreamTimeoutMs'>) {
    this.#clock = clock;
    this.#config = config;
  }

  /** How many requests there were. */
  get size(): number {
    return this.#requests.size;
  }

  begin(id: string, deadlineMs: number | undefined): Watched {
    const since = this.#clock.now;
    const { requestDeadlineMs } = this.#config;
    const mostMs = Math.min(deadlineMs ?? requestDeadlineMs, requestDeadlineMs);
    const begun: Watched = { id, since, endsAt: since + mostMs, endedAt: undefined };
    this.#requests.set(id, begun);
    this.#running.add(begun);
    return begun;
  }

  end(request: Watched): void {
    request.endedAt = this.#clock.now;
    this.#running.delete(request);
  }

  /** Connections to Cyclr may break off now, by what is not the gateway's doing. */
  breaks(): void {
    this.#brokenAt = this.#clock.now;
  }

  /** @param open What Cyclr has received, and not answered yet. @throws Violation */
  check(open: ReadonlySet<ReceivedRequest>): void {
    const { now } = this.#clock;
    for (const { id, since, endsAt } of this.#running) {
      if (now <= endsAt + marginMs) continue;
      throw new Violation(`The request ${id} has not ended ${now - since} ms after it was sent.`);
    }
    for (const received of open) {
      const request = this.#requests.get(received.requestId ?? '');
      const seen = this.#open.get(received) ?? { since: now, request, received };
      this.#open.set(received, seen);
      this.#assertInTime(seen);
    }
    for (const [received, seen] of this.#open) {
      if (open.has(received)) continue;
      this.#open.delete(received);
      this.#assertNotCut(seen);
    }
  }

  #assertInTime({ since, request, received: { path } }: Seen): void {
    const { now } = this.#clock;
    if (now > since + this.#config.upstreamTimeoutMs + networkMs) {
      throw new Violation(`A try is open at Cyclr ${now - since} ms after it came: ${path}`);
    }
    // A listing is read for all who need it.
    if (request === undefined || path.startsWith('/v1.0/connectors/')) return;
    const { id, endsAt, endedAt = Infinity } = request;
    // A write is not cut off, but it has no more time than its request had.
    if (now > (mayWrite(path) ? endsAt : Math.min(endedAt, endsAt)) + marginMs) {
      throw new Violation(`The request ${id} has ended, and this of it is still open at Cyclr: ${path}`);
    }
  }

  /** A write that the gateway has left before it was answered had no more time. */
  #assertNotCut({ since, request, received: { path, status } }: Seen): void {
    if (status !== undefined || request === undefined || !mayWrite(path)) return;
    // What was on the network then arrives before its end does.
    if (this.#brokenAt >= since - networkMs) return;
    const { now } = this.#clock;
    if (now >= Math.min(since + this.#config.upstreamTimeoutMs, request.endsAt) - networkMs) return;
    throw new Violation(`A write of the request ${request.id} was cut off ${now - since} ms after it came: ${path}`);
  }
}

const reads: ReadonlySet<string> = new Set(
  Object.values(readMethods).flatMap((methods) =>
    Object.values(methods).flatMap(({ id, identifier }) => [String(id), identifier]),
  ),
);

/** A call of a method that is not known to read. */
function mayWrite(path: string): boolean {
  const [, method] = /\/methods\/([^/?]+)/.exec(path) ?? [];
  return method !== undefined && !reads.has(method);
}
