/** A timer as the queue sees it. */
export interface Queued {
  /** When it rings, in milliseconds. */
  readonly at: number;
  /** Another one whenever it is set. */
  readonly order: number;
  readonly isSet: boolean;
}

/** Timers by the time they ring at; of one time, those first that were set first. */
export class TimerQueue<Timer extends Queued> {
  /** The next one is the last. A timer that was set again is in it twice, and counts where it was set last. */
  readonly #entries: { readonly timer: Timer; readonly at: number; readonly order: number }[] = [];

  add(timer: Timer): void {
    const { at, order } = timer;
    let [from, to] = [0, this.#entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#entries[middle]?.at ?? 0) <= at) to = middle;
      else from = middle + 1;
    }
    this.#entries.splice(from, 0, { timer, at, order });
  }

  /** Takes the next one out, where it rings up to `until`. */
  next(until: number): Timer | undefined {
    for (;;) {
      const first = this.#entries.at(-1);
      if (first === undefined) return undefined;
      const { timer, at, order } = first;
      const isStale = !timer.isSet || timer.order !== order;
      if (!isStale && at > until) return undefined;
      this.#entries.pop();
      if (!isStale) return timer;
    }
  }
}
