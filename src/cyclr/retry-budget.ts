import { limits as defaults, type Limits } from '../limits.ts';
import { recentlyUsed } from '../recently-used.ts';

export interface RetryBudgetOptions {
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'retryPercent' | 'retriesAnyway' | 'retryWindowMs'>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** Counts first and further tries, so that further ones are a small part of all: an outage is then not amplified. */
export interface RetryBudget {
  /** Counts the first try of a request. */
  first(key: string): void;
  /** Counts a further try, where it is within the budget: of its key, and of all. */
  take(key: string): boolean;
}

interface Window {
  startedAt: number;
  first: number;
  further: number;
}

/** Keys that are counted at the same time. */
const mostKeys = 10_000;

export function createRetryBudget({ limits = defaults, now = Date.now }: RetryBudgetOptions = {}): RetryBudget {
  const { retryPercent, retriesAnyway, retryWindowMs } = limits;
  const all = newWindow();
  const ofKeys = recentlyUsed<string, Window>(mostKeys);

  function newWindow(): Window {
    return { startedAt: now(), first: 0, further: 0 };
  }

  /** Of a window that has passed nothing is left. */
  function current(window: Window): Window {
    if (now() - window.startedAt >= retryWindowMs) Object.assign(window, newWindow());
    return window;
  }

  function ofKey(key: string): Window {
    const found = ofKeys.get(key) ?? newWindow();
    ofKeys.set(key, found);
    return current(found);
  }

  const hasRoom = ({ first, further }: Window) => further < Math.max(retriesAnyway, (first * retryPercent) / 100);

  return {
    first(key) {
      current(all).first += 1;
      ofKey(key).first += 1;
    },
    take(key) {
      const windows = [current(all), ofKey(key)];
      if (!windows.every(hasRoom)) return false;
      for (const window of windows) window.further += 1;
      return true;
    },
  };
}
