import { createMemoryStore } from '../../src/calls/ledger/memory.ts';
import type { EntryStore } from '../../src/calls/ledger/store.ts';
import { sleep } from '../../src/waiting.ts';
import type { Random } from './random.ts';

/** The store of a process. */
export interface StorePort {
  readonly store: EntryStore;
  /** The process is killed: it hears of nothing more. */
  kill(): void;
}

/** One store that all replicas share, behind a network of its own. It outlives them. */
export class SharedStore {
  readonly #kept = createMemoryStore();
  readonly #random: Random;
  /**
   * `AWAY`: it cannot be reached. `LOSSY`: it does what it is told, and half of its answers are lost. `SLOW`: its answers
   * take up to a second.
   */
  state: 'WORKS' | 'AWAY' | 'LOSSY' | 'SLOW' = 'WORKS';

  constructor(random: Random) {
    this.#random = random;
  }

  open(): StorePort {
    let isKilled = false;
    const ask = async <Value>(done: () => Promise<Value>): Promise<Value> => {
      const { state } = this;
      await sleep(this.#random.between(1, state === 'SLOW' ? 1000 : 3));
      // What was on its way when the process was killed may arrive or not.
      if (isKilled && this.#random.next() < 0.5) return never();
      if (state === 'AWAY') throw new Error('The store is away.');
      const value = await done();
      if (state === 'LOSSY' && this.#random.next() < 0.5) {
        await sleep(500);
        throw new Error('The answer of the store was lost.');
      }
      return isKilled ? never() : value;
    };
    return {
      store: {
        kind: 'REDIS',
        read: (id) => ask(() => this.#kept.read(id)),
        swap: (id, revision, next) => ask(() => this.#kept.swap(id, revision, next)),
        [Symbol.asyncDispose]: async () => {},
      },
      kill: () => {
        isKilled = true;
      },
    };
  }
}

function never<Value>(): Promise<Value> {
  return new Promise(() => {});
}
