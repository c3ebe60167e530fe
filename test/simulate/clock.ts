import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Random } from './random.ts';
import { TimerQueue } from './timer-queue.ts';

/** Where every run begins, so that times of day are the same in all of them. */
const beginning = Date.parse('2030-01-01T00:00:00Z');

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
let orders = 0;

/** Turns of the event loop without anything new after which nothing more is expected: a chain may take one or two. */
const quietTurns = 4;

/**
 * Owns the time and the chance of this process for a run: `Date`, timers, `performance.now`, `Math.random` and random
 * UUIDs. Time stands still until {@link step} moves it to the next timer, so that a minute takes as long as what happens
 * in it, and everything happens in the same order every time.
 */
export class Clock implements Disposable {
  readonly #timers = new TimerQueue<Timer>();
  #now = 0;
  /** How often a timer was set. */
  #stirred = 0;

  constructor(random: Random) {
    own(this);
    const now = () => beginning + this.#now;
    globalThis.Date = new Proxy(real.Date, {
      construct: (target, values: [], made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
    Object.assign(globalThis, { setTimeout: setter(false), setInterval: setter(true) });
    Object.assign(globalThis, { clearTimeout: clear, clearInterval: clear });
    performance.now = () => this.#now;
    Math.random = () => random.next();
    crypto.randomUUID = () => random.uuid();
    syncBuiltinESMExports();
  }

  /** Milliseconds since the run began. */
  get now(): number {
    return this.#now;
  }

  /** Waits until everything has happened that can happen now. Whatever goes on sets a timer, or is done in a few turns. */
  async settle(): Promise<void> {
    for (let quiet = 0, before = this.#stirred; quiet < quietTurns; quiet++) {
      await new Promise((resolve) => real.setImmediate(resolve));
      if (this.#stirred !== before) [quiet, before] = [-1, this.#stirred];
    }
  }

  /** Moves time to the next timer, and lets it ring; to `until` where there is none before, which is false. */
  step(until: number): boolean {
    const timer = this.#timers.next(until);
    this.#now = Math.max(this.#now, timer?.at ?? until);
    timer?.ring();
    return timer !== undefined;
  }

  add(timer: Timer): void {
    this.#stirred += 1;
    this.#timers.add(timer);
  }

  [Symbol.dispose](): void {
    owner = undefined;
    const { setTimeout, setInterval, clearTimeout, clearInterval } = real;
    Object.assign(globalThis, { Date: real.Date, setTimeout, setInterval, clearTimeout, clearInterval });
    performance.now = real.now;
    Math.random = real.random;
    crypto.randomUUID = real.randomUUID;
    syncBuiltinESMExports();
  }
}

function own(clock: Clock): void {
  if (owner !== undefined) throw new Error('Another run owns the time of this process.');
  owner = clock;
}

function setter(isRepeated: boolean) {
  return (callback: (...values: unknown[]) => void, ms?: unknown, ...values: unknown[]): Timer => {
    const delay = Math.trunc(Number(ms));
    return new Timer(() => callback(...values), delay >= 1 && delay < 2 ** 31 ? delay : 1, isRepeated);
  };
}

function clear(timer: unknown): void {
  if (timer instanceof Timer) timer.close();
  else real.clearTimeout(timer as NodeJS.Timeout);
}

/** What `setTimeout` gives. It belongs to the clock that owns the time when it is set, or set again. */
class Timer {
  readonly #callback: () => void;
  readonly #ms: number;
  readonly #isRepeated: boolean;
  #outside: NodeJS.Timeout | undefined;
  at = 0;
  order = 0;
  isSet = false;

  constructor(callback: () => void, ms: number, isRepeated: boolean) {
    this.#callback = callback;
    this.#ms = ms;
    this.#isRepeated = isRepeated;
    this.refresh();
  }

  ring(): void {
    this.isSet = false;
    if (this.#isRepeated) this.refresh();
    this.#callback();
  }

  refresh(): this {
    this.close();
    this.isSet = true;
    if (owner === undefined) {
      // undici keeps one timer for all clients, also beyond a run.
      this.#outside = real.setTimeout(() => this.ring(), this.#ms).unref();
    } else {
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
}
