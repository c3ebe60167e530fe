import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors.ts';
import type { Layer } from '../send.ts';

export interface RetriedOptions {
  /** How often a request is sent at most. */
  readonly tries: number;
  /** How long to wait after so many failures, in milliseconds. @default full jitter, doubling from 100 ms */
  readonly delayMs?: (failures: number) => number;
  /** @default Date.now */
  readonly now?: () => number;
}

/**
 * Sends a repeatable request again while Cyclr or the third-party app is away. Never repeats a write, never comes back
 * before `Retry-After`, and gives up at once where the wait would outlast the request.
 */
export function retried({ tries, delayMs = backoff, now = Date.now }: RetriedOptions): Layer {
  return (next) => async (request) => {
    for (let failures = 1; ; failures++) {
      try {
        return await next(request);
      } catch (error) {
        if (!request.repeatable || failures === tries || !isPassing(error)) throw error;
        const waitMs = Math.max(delayMs(failures), (error.retryAfterSeconds ?? 0) * 1000);
        if (now() + waitMs >= request.endsAt) throw error;
        // Cancelled while waiting: the last failure says more than the end of the wait.
        await sleep(waitMs, undefined, { signal: request.signal }).catch(() => {
          throw error;
        });
      }
    }
  };
}

function isPassing(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.retriable && passing.has(error.code);
}

const passing = new Set(['UPSTREAM_UNAVAILABLE', 'THIRD_PARTY_ERROR']);

/** Full jitter: up to 100 ms after the first failure, twice that after each further one. */
function backoff(failures: number): number {
  return Math.random() * 100 * 2 ** (failures - 1);
}
