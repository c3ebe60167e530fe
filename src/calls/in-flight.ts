/** Counts what is on its way, so that a program can end when all of it has. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();

  /** The same promise; it counts until it settles. */
  add<Value>(promise: Promise<Value>): Promise<Value> {
    this.#running.add(promise);
    const end = () => this.#running.delete(promise);
    promise.then(end, end);
    return promise;
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
