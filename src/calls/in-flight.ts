import { GatewayError } from '../errors.ts';

/** Counts what is on its way, so that a program can end when all of it has. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();
  #isEnding = false;

  /** Counts until what begins here settles. @throws GatewayError `UPSTREAM_UNAVAILABLE` where nothing begins any more */
  run<Value>(begin: () => Promise<Value>): Promise<Value> {
    if (this.#isEnding) throw shuttingDown();
    const promise = begin();
    this.#running.add(promise);
    const end = () => this.#running.delete(promise);
    promise.then(end, end);
    return promise;
  }

  /** Lets nothing more begin; resolves when nothing is on its way. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.allSettled(this.#running);
  }
}

function shuttingDown(): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', 'The gateway is shutting down. Nothing was sent.');
}
