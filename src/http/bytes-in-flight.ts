import { GatewayError } from '../errors.ts';
import { limits as defaults, type Limits } from '../limits.ts';

/**
 * Counts the bytes of third-party apps' answers that are in memory, from the moment they have come until their caller has
 * taken what was made of them: of each caller, and of the process.
 */
export class BytesInFlight {
  readonly #limits: Pick<Limits, 'bytesInFlight' | 'callerBytesInFlight'>;
  readonly #ofCallers = new Map<string, number>();
  #all = 0;

  constructor(limits: Pick<Limits, 'bytesInFlight' | 'callerBytesInFlight'> = defaults) {
    this.#limits = limits;
  }

  /** Of all callers. */
  get size(): number {
    return this.#all;
  }

  /** @throws GatewayError `RATE_LIMITED` by the gateway, or `UPSTREAM_UNAVAILABLE`, where no further call should be sent */
  assertRoom(caller: string): void {
    const { bytesInFlight, callerBytesInFlight } = this.#limits;
    if ((this.#ofCallers.get(caller) ?? 0) >= callerBytesInFlight) {
      throw new GatewayError(
        'RATE_LIMITED',
        `Answers of ${callerBytesInFlight} bytes are waiting to be taken by this caller, which is the limit. Take them, or ask for less at a time.`,
        { details: { by: 'gateway' }, retryAfterSeconds: 1, unsent: 'HELD_BACK' },
      );
    }
    if (this.#all >= bytesInFlight) {
      throw new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        'The gateway holds as many answers as it has memory for. Try again in 1 s.',
        { retryAfterSeconds: 1, unsent: 'HELD_BACK' },
      );
    }
  }

  /** Counts bytes that have come for a caller; a negative number of those that are gone. */
  add(caller: string, bytes: number): void {
    this.#all += bytes;
    const left = (this.#ofCallers.get(caller) ?? 0) + bytes;
    if (left > 0) this.#ofCallers.set(caller, left);
    else this.#ofCallers.delete(caller);
  }
}
