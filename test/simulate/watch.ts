import type { ReceivedRequest } from '../../src/sandbox/server.ts';
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

/** What may pass on the network beside the time of a request, and what the ledger is waited for after it, in milliseconds. */
const marginMs = 12 * mostDelayMs + 100;

/** Sees to it that every request ends by its deadline, and that nothing at Cyclr outlives it. */
export class Watch {
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #requests = new Map<string, Watched>();
  readonly #running = new Set<Watched>();

  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  /** How many requests there were. */
  get size(): number {
    return this.#requests.size;
  }

  begin(id: string, deadlineMs: number | undefined): Watched {
    const since = this.#clock.now;
    const mostMs = Math.min(deadlineMs ?? this.#deadlineMs, this.#deadlineMs);
    const begun: Watched = { id, since, endsAt: since + mostMs, endedAt: undefined };
    this.#requests.set(id, begun);
    this.#running.add(begun);
    return begun;
  }

  end(request: Watched): void {
    request.endedAt = this.#clock.now;
    this.#running.delete(request);
  }

  /** @param open What Cyclr has not answered yet. @throws Violation */
  check(open: Iterable<ReceivedRequest>): void {
    const { now } = this.#clock;
    for (const { id, since, endsAt } of this.#running) {
      if (now > endsAt + marginMs)
        throw new Violation(`The request ${id} has not ended ${now - since} ms after it was sent.`);
    }
    for (const { requestId = '', path } of open) {
      const request = this.#requests.get(requestId);
      // A listing is read for all who need it.
      if (request === undefined || path.startsWith('/v1.0/connectors/')) continue;
      const { id, endsAt, endedAt = Infinity } = request;
      // A write is not cut off, but it has no more time than its request had.
      if (now > (mayWrite(path) ? endsAt : Math.min(endedAt, endsAt)) + marginMs) {
        throw new Violation(`The request ${id} has ended, and this of it is still open at Cyclr: ${path}`);
      }
    }
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
