import type { Signal } from './signal.ts';

/** The waits of each signal and promise. A request that waits several times for one promise listens once. */
const waits = new WeakMap<Signal, WeakMap<Promise<unknown>, Promise<unknown>>>();

/** Stops waiting when `signal` is aborted, with its reason; what is waited for goes on for the others. */
export function orAborted<Value>(promise: Promise<Value>, signal: Signal): Promise<Value> {
  if (signal.aborted) {
    // Nobody hears of its failure.
    promise.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  const own = waits.get(signal) ?? new WeakMap<Promise<unknown>, Promise<unknown>>();
  waits.set(signal, own);
  const known = own.get(promise);
  if (known !== undefined) return known as Promise<Value>;

  const wait = new Promise<Value>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
  own.set(promise, wait);
  return wait;
}

/** Resolves after some milliseconds; rejects with the reason of the signal when that is aborted before. */
export function sleep(ms: number, signal?: Signal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, ms);
    const leave = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
  });
}

/** Waits for so many milliseconds at most; undefined where it takes longer. What is waited for goes on. */
export function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
