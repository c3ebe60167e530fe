import type { RequestBudget } from '../context.ts';
import { GatewayError } from '../errors.ts';

/** What all methods together may cost. */
export class ProbeBudget implements RequestBudget {
  readonly #most: number;
  #taken = 0;
  /** A call was refused. */
  isOver = false;

  constructor(most: number) {
    this.#most = most;
  }

  take(): void {
    if (this.#taken >= this.#most) {
      this.isOver = true;
      const message = `--probe makes at most ${this.#most} upstream calls. Set MAX_PROBE_CALLS for more.`;
      throw new GatewayError('LIMIT_EXCEEDED', message, { details: { limit: this.#most } });
    }
    this.#taken += 1;
  }

  hold(): void {
    // Each answer is let go before the next method.
  }

  countAnswer(): void {
    // Nothing is answered.
  }

  countReferences(): void {
    // There are none.
  }
}
