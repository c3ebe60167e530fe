import { sleep } from '../../waiting.ts';
import { type Ending, sizeOf } from './entry.ts';
import { withoutAnswer } from './kept.ts';
import type { Reservation } from './ledger.ts';

/** Has the ledger remember how writes ended, also where it cannot be reached at that moment. */
export interface Completions extends AsyncDisposable {
  /** Resolves when it is remembered, or when it is left to be tried again in the background. Never rejects. */
  end(reservation: Pick<Reservation, 'end'>, ending: Ending): Promise<void>;
}

export interface CompletionsOptions {
  /** Told of each that is left to the background, with the reason. */
  readonly onFault?: (cause: unknown) => void;
  /** How long to wait after so many failures, in milliseconds. @default doubling from 250 ms up to 5 s */
  readonly delayMs?: (failures: number) => number;
}

/** Tries of one completion, the first included: a little more than a minute with the default delays. */
const mostTries = 18;
/** Completions that wait at the same time. What is over it stays uncertain. */
const mostWaiting = 10_000;
/** What their answers take. Further answers are dropped to their digests. */
const mostWaitingBytes = 16_000_000;

export function createCompletions({ onFault, delayMs = backoff }: CompletionsOptions = {}): Completions {
  const closing = new AbortController();
  /** Tries to remember, the first of each. */
  const first = new Set<Promise<void>>();
  const waiting = new Set<Promise<void>>();
  let waitingBytes = 0;

  async function tryAgain(reservation: Pick<Reservation, 'end'>, ending: Ending): Promise<void> {
    for (let failures = 1; failures < mostTries; failures++) {
      // The last try of all is made at once when the gateway closes.
      await sleep(delayMs(failures), closing.signal).catch(() => undefined);
      try {
        await reservation.end(ending);
        return;
      } catch {
        if (closing.signal.aborted) return;
      }
    }
  }

  async function tryNow(reservation: Pick<Reservation, 'end'>, ending: Ending): Promise<void> {
    try {
      await reservation.end(ending);
    } catch (cause) {
      onFault?.(cause);
      if (waiting.size >= mostWaiting || closing.signal.aborted) return;
      const kept = waitingBytes + sizeOf(ending) > mostWaitingBytes ? withoutAnswer(ending) : ending;
      const bytes = sizeOf(kept);
      waitingBytes += bytes;
      const again = tryAgain(reservation, kept).finally(() => {
        waiting.delete(again);
        waitingBytes -= bytes;
      });
      waiting.add(again);
    }
  }

  return {
    end(reservation, ending) {
      const ended = tryNow(reservation, ending).finally(() => first.delete(ended));
      first.add(ended);
      return ended;
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.all([...first, ...waiting]);
    },
  };
}

function backoff(failures: number): number {
  return Math.min(5000, 250 * 2 ** (failures - 1));
}
