import { GatewayError } from '../../errors.ts';
import type { RetryBudget } from '../retry-budget.ts';
import type { CyclrRequest, Layer } from '../send.ts';
import { sleep } from '../../waiting.ts';

export interface RetriedOptions {
  /** How often a request is sent at most. */
  readonly tries: number;
  readonly budget: RetryBudget;
  /** How long to wait after so many failures, in milliseconds. @default full jitter, doubling from 100 ms */
  readonly delayMs?: (failures: number) => number;
  /** @default Date.now */
  readonly now?: () => number;
}

/**
 * Sends a request again that failed for a passing reason: a read, and a write of which it is proven that its first try
 * did nothing. Never comes back before `Retry-After`, gives up at once where the wait would outlast the request, and
 * keeps within a budget, so that an outage is not amplified.
 */
export function retried({ tries, budget, delayMs = backoff, now = Date.now }: RetriedOptions): Layer {
  return (next) => async (request) => {
    const key = keyOf(request);
    budget.first(key);
    for (let failures = 1; ; failures++) {
      try {
        return await next(request);
      } catch (error) {
        if (failures === tries || !isWorthAnother(request, error)) throw error;
        const waitMs = Math.max(delayMs(failures), (error.retryAfterSeconds ?? 0) * 1000);
        if (now() + waitMs >= request.endsAt || !budget.take(key)) throw error;
        // Cancelled while waiting: the last failure says more than the end of the wait.
        await sleep(waitMs, request.signal).catch(() => {
          throw error;
        });
      }
    }
  };
}

function isWorthAnother({ repeatable }: CyclrRequest, error: unknown): error is GatewayError {
  if (!(error instanceof GatewayError) || !error.retriable || error.unsent === 'HELD_BACK') return false;
  if (error.code === 'RATE_LIMITED') {
    // Of a write only Cyclr's own word is believed, which refuses before it calls the app.
    return error.retryAfterSeconds !== undefined && (repeatable || error.effect === 'NONE');
  }
  return repeatable ? passing.has(error.code) : error.unsent === 'NOT_CONNECTED';
}

const passing = new Set(['UPSTREAM_UNAVAILABLE', 'THIRD_PARTY_ERROR']);

function keyOf({ account, about: { accountConnectorId } }: CyclrRequest): string {
  return JSON.stringify([account, accountConnectorId ?? null]);
}

/** Full jitter: up to 100 ms after the first failure, twice that after each further one. */
function backoff(failures: number): number {
  return Math.random() * 100 * 2 ** (failures - 1);
}
