import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { Random } from './random.ts';

/** Where every run begins, so that times of day are the same in all of them. */
const beginning = Date.parse('2030-01-01T00:00:00Z');

type Callback = (...values: unknown[]) => void;

const real = {
  Date,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  now: performance.now,
  random: Math.random,
  randomUUID: crypto.randomUUID,
};

/** The clock that owns the time of this process now. */
let owner: Clock | undefined;

/**
 * Owns the time and the chance of this process for a run: `Date`, timers, `performance.now`, `Math.random` and random
 * UUIDs. Time stands still until {@link step} moves it to the next timer, so that a minute takes as long as what happens
 * in it, and everything happens in the same order every time.
 */
export class Clock implements Disposable {
  readonly #random: Random;
  readonly #timers = new Queue();
  #now = 0;
  /** Timers that were set, and whatever else is counted with {@link stir}. */
  #stirred = 0;

  constructor(seed: number) {
    if (owner !== undefined) throw new Error('Another run owns the time of this process.');
    this.#random = new Random(seed);
    this.#install();
  }

  /** Milliseconds since the run began. */
  get now(): number {
    return this.#now;
  }

  /** Says that something happens that may bring more at once. */
  stir(): void {
    this.#stirred += 1;
  }

  /** Waits until everything has happened that can without time. */
  async settle(): Promise<void> {
    for (let quiet = 0, before = this.#stirred; quiet < quietTurns; quiet++) {
      await new Promise((resolve) => real.setImmediate(resolve));
      if (this.#stirred !== before) [quiet, before] = [-1, this.#stirred];
    }
  }

  /** Moves time to the next timer and lets it ring; false where there is none up to `until`. */
  step(until: number): boolean {
    const timer = this.#timers.next(until);
    if (timer === undefined) {
      this.#now = Math.max(this.#now, until);
      return false;
    }
    this.#now = timer.at;
    timer.ring();
    return true;
  }

  set(callback: Callback, ms: unknown, every: boolean): Timer {
    const delay = Number(ms);
    return new Timer(callback, delay >= 1 && delay <= 2 ** 31 - 1 ? Math.trunc(delay) : 1, every);
  }

  add(timer: Timer): void {
    this.stir();
    this.#timers.add(timer);
  }

  #install(): void {
    owner = this;
    const now = () => beginning + this.#now;
    globalThis.Date = new Proxy(real.Date, {
      construct: (target, values: [], made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made),
      apply: () => new real.Date(now()).toString(),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
    const setter =
      (every: boolean) =>
      (callback: Callback, ms?: unknown, ...values: unknown[]): Timer =>
        this.set(() => callback(...values), ms, every);
    const clear = (timer: unknown) => {
      if (timer instanceof Timer) timer.close();
      else real.clearTimeout(timer as NodeJS.Timeout);
    };
    Object.assign(globalThis, {
      setTimeout: setter(false),
      setInterval: setter(true),
      clearTimeout: clear,
      clearInterval: clear,
    });
    performance.now = () => this.#now;
    Math.random = () => this.#random.next();
    crypto.randomUUID = () => this.#random.uuid();
    syncBuiltinESMExports();
  }

  [Symbol.dispose](): void {
    owner = undefined;
    globalThis.Date = real.Date;
    const { setTimeout, setInterval, clearTimeout, clearInterval } = real;
    Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval });
    performance.now = real.now;
    Math.random = real.random;
    crypto.randomUUID = real.randomUUID;
    syncBuiltinESMExports();
  }
}

/** Turns of the event loop without anything new after which nothing more is expected: a chain may take one or two. */
const quietTurns = 4;

/** What `setTimeout` gives. It belongs to whichever clock owns the time when it is set or set again. */
class Timer {
  readonly #callback: Callback;
  readonly #ms: number;
  readonly #every: boolean;
  /** When it rings, in milliseconds since the run began; of those of one time the one that was set first. */
  at = 0;
  order = 0;
  isSet = false;
  #outside: NodeJS.Timeout | undefined;

  constructor(callback: Callback, ms: number, every: boolean) {
    this.#callback = callback;
    this.#ms = ms;
    this.#every = every;
    this.refresh();
  }

  ring(): void {
    this.isSet = false;
    if (this.#every) this.refresh();
    this.#callback();
  }

  refresh(): this {
    this.close();
    this.isSet = true;
    // A module that lives on may set a timer of an earlier run again.
    if (owner === undefined) this.#outside = real.setTimeout(() => this.ring(), this.#ms).unref();
    else {
      this.at = owner.now + this.#ms;
      this.order = ++orders;
      owner.add(this);
    }
    return this;
  }

  close(): this {
    this.isSet = false;
    real.clearTimeout(this.#outside);
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

let orders = 0;

/** Timers by the time they ring at. One that was set again is in it twice, and counts where it was set last. */
class Queue {
  /** The next one is the last. */
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

  /** Takes the first out, where it rings up to `until`. */
  next(until: number): Timer | undefined {
    for (;;) {
      const first = this.#entries.at(-1);
      if (first === undefined) return undefined;
      const isStale = !first.timer.isSet || first.timer.order !== first.order;
      if (!isStale && first.at > until) return undefined;
      this.#entries.pop();
      if (!isStale) return first.timer;
    }
  }
}
