import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors.ts';
import type { Layer } from '../send.ts';

/** Sends a repeatable request again while Cyclr is away, `tries` times in all. Never repeats a write. */
export function retried(tries: number, delayMs: (failures: number) => number = backoff): Layer {
  return (next) => async (request) => {
    for (let failures = 1; ; failures++) {
      try {
        return await next(request);
      } catch (error) {
        if (!request.repeatable || failures === tries || !isPassing(error)) throw error;
        // Given up while waiting: the last failure says more than the end of the wait.
        await sleep(delayMs(failures), undefined, { signal: request.signal }).catch(() => {
          throw error;
        });
      }
    }
  };
}

function isPassing(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'UPSTREAM_UNAVAILABLE' && error.retriable;
}

/** Full jitter: up to 100 ms after the first failure, twice that after each further one. */
function backoff(failures: number): number {
  return Math.random() * 100 * 2 ** (failures - 1);
}
