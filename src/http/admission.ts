import type { Caller } from '../auth/caller.ts';
import { GatewayError } from '../errors.ts';
import type { AccountId } from '../ids.ts';
import { Aborter, type Signal } from '../signal.ts';

/** Who calls, for which account, and until when: what is known of a request once its caller is. */
export class Admission {
  readonly caller: Caller;
  readonly account: AccountId;
  /** When the deadline passes, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly #reads = new Aborter();
  readonly #writes = new Aborter();
  readonly #deadline: NodeJS.Timeout;

  /** Starts the deadline. `left` is aborted when the caller leaves. */
  constructor(caller: Caller, account: AccountId, deadlineMs: number, left: Signal) {
    this.caller = caller;
    this.account = account;
    this.endsAt = Date.now() + deadlineMs;
    this.#deadline = setTimeout(() => {
      const passed = new GatewayError('TIMEOUT', `The request did not end within its deadline of ${deadlineMs} ms.`);
      this.#reads.abort(passed);
      this.#writes.abort(passed);
    }, deadlineMs);
    this.#deadline.unref();
    const leave = () => this.#reads.abort(new GatewayError('CLIENT_CLOSED', 'The caller closed the connection.'));
    if (left.aborted) leave();
    else left.addEventListener('abort', leave, { once: true });
  }

  /** Aborted when the caller leaves and when the deadline passes. */
  get reads(): Signal {
    return this.#reads;
  }

  /** Aborted when the deadline passes and not before: a write on its way is not cut off by a caller who leaves. */
  get writes(): Signal {
    return this.#writes;
  }

  /** Ends the deadline, and every read that is still on its way. A write keeps the time of its own try. */
  end(): void {
    clearTimeout(this.#deadline);
    this.#reads.abort(requestEnded);
  }
}

const requestEnded = new GatewayError('CLIENT_CLOSED', 'The request ended before its call did.');
