import { startSandbox } from '../../src/sandbox/server.ts';
import { type Told, Violation } from './book.ts';
import { Callers } from './callers.ts';
import { Clock } from './clock.ts';
import { mostRetrySeconds } from './draw-fault.ts';
import type { AskEvent, Operation, Plan } from './plan.ts';
import { Random } from './random.ts';
import { type Account, accounts, scenario } from './scenario.ts';
import { calm, happen } from './trouble.ts';
import { World } from './world.ts';

/** What came of a run. */
export interface Report {
  /** What was found first that must never be; undefined where nothing was. */
  readonly violation: string | undefined;
  /** When that was, in simulated milliseconds; or when the run was over. */
  readonly endedAt: number;
  /** What happened last, oldest first. */
  readonly trace: readonly string[];
  /** The same for two runs in which the same happened. */
  readonly digest: string;
  readonly requests: number;
  readonly writes: number;
  readonly told: ReadonlyMap<Told, number>;
}

/** After the end of all trouble and of the longest `Retry-After` everything works in this time, in milliseconds. */
const recoveryMs = 2000;
/** How long after its deadline a write of a gateway that was killed counts as in progress, in milliseconds. */
const leaseMs = 6000;

/** Runs a plan against gateways and a sandbox in this process, in a time of its own. */
export async function simulate(plan: Plan): Promise<Report> {
  const random = new Random(plan.seed);
  using clock = new Clock(random);
  const { seed, tokenSeconds: tokenLifetimeSeconds } = plan;
  await using sandbox = await startSandbox({ scenario, seed, tokenLifetimeSeconds });
  const world = new World({ plan, clock, random, sandbox });
  const { trace, book, watch } = world;
  const onError = (error: unknown) => trace.fail(error);
  process.on('uncaughtException', onError).on('unhandledRejection', onError);
  const run = new Run(world);
  let endedAt = 0;
  try {
    await run.perform();
  } catch (error) {
    trace.fail(error);
  } finally {
    endedAt = clock.now;
    await run.close();
    process.off('uncaughtException', onError).off('unhandledRejection', onError);
  }
  const { violation, lines, digest } = trace;
  return { violation, endedAt, trace: lines, digest, requests: watch.size, writes: book.size, told: book.told };
}

/** Lets a plan happen in a world. */
class Run {
  readonly #world: World;
  readonly #callers: Callers;
  readonly #asking = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#callers = new Callers(world);
  }

  async perform(): Promise<void> {
    const world = this.#world;
    const { plan, clock, replicas } = world;
    for (const replica of replicas) await replica.start();
    for (const [number, event] of plan.events.entries()) {
      const begin = () => (event.kind === 'ASK' ? this.#ask(event, `e${number}`) : happen(world, event));
      this.#timers.push(setTimeout(begin, event.at));
    }
    await this.#pass(plan.minutes * 60_000);
    calm(world);
    await this.#until(() => this.#asking.size === 0, 'the last requests end', 60_000);
    await this.#pass(clock.now + mostRetrySeconds * 1000 + recoveryMs);
    for (const replica of replicas.keys()) {
      await this.#assertWorks(replica);
      await this.#assertIdle(replica);
    }
    await this.#pass(clock.now + leaseMs);
    for (const account of accounts) await this.#assertSettled(account);
  }

  #ask(event: AskEvent, name: string): void {
    const asking: Promise<void> = this.#callers
      .ask(event, name)
      .then(
        () => undefined,
        (error: unknown) => this.#world.trace.fail(error),
      )
      .finally(() => this.#asking.delete(asking));
    this.#asking.add(asking);
  }

  /** Every account can write and read. @throws Violation */
  async #assertWorks(replica: number): Promise<void> {
    for (const account of accounts) {
      for (const operation of [writesOfAll, readsOfAll]) {
        const name = `after-${operation.kind}-${account}-${replica}`;
        const failures = await this.#succeed(account, replica, operation, name);
        if (failures.length > 0) throw new Violation(`All trouble has ended, and this fails: ${failures.join('; ')}`);
      }
    }
  }

  /** Nothing is left of what has ended. @throws Violation */
  async #assertIdle(replica: number): Promise<void> {
    const { calls, bytesInFlight } = await this.#end(this.#callers.askReady(replica));
    const left = { ...calls, bytesInFlight };
    if (Object.values(left).every((number) => number === 0)) return;
    throw new Violation(`Nothing is on its way, and the gateway counts ${JSON.stringify(left)}.`);
  }

  /** What became of every write with a key is told, and true; none is done again where it was done. @throws Violation */
  async #assertSettled(account: Account): Promise<void> {
    const { book } = this.#world;
    await this.#end(this.#callers.askForKeyed(account, 0));
    const back = Math.min(mostLooks, book.keyedOf(account).length);
    if (back === 0) return;
    const failures = await this.#succeed(account, 0, { kind: 'LOOK', back }, `settled-${account}`);
    if (failures.length > 0) throw new Violation(`What became of writes is not told: ${failures.join('; ')}`);
  }

  /** Asks once. @returns what failed */
  #succeed(account: Account, replica: number, operation: Operation, name: string): Promise<readonly string[]> {
    const event: AskEvent = { kind: 'ASK', account, replica, operations: [operation], tries: 1, waitMs: 1 };
    return this.#end(this.#callers.ask(event, name));
  }

  async #end<Value>(promise: Promise<Value>): Promise<Value> {
    let isOver = false;
    const over = () => (isOver = true);
    promise.then(over, over);
    await this.#until(() => isOver, 'a request after all trouble ends', 20_000);
    return promise;
  }

  /** Lets time pass, and checks whenever something has happened. @throws Violation */
  async #pass(until: number): Promise<void> {
    do await this.#settle();
    while (this.#world.clock.step(until));
  }

  async #until(isSo: () => boolean, what: string, mostMs: number): Promise<void> {
    const { clock } = this.#world;
    const end = clock.now + mostMs;
    for (await this.#settle(); !isSo(); await this.#settle()) {
      if (!clock.step(end)) throw new Violation(`It takes more than ${mostMs} ms until ${what}.`);
    }
  }

  async #settle(): Promise<void> {
    const { clock, trace } = this.#world;
    await clock.settle();
    if (trace.violation === undefined) this.#world.check();
    else throw new Violation(trace.violation);
  }

  /** Ends everything, and what it has set in motion. */
  async close(): Promise<void> {
    const { clock, replicas } = this.#world;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#callers[Symbol.asyncDispose]();
    for (const replica of replicas) replica.kill();
    const end = clock.now + 3000;
    do await clock.settle();
    while (clock.step(end));
  }
}

/** Fields of one document at most. */
const mostLooks = 40;

/** One after the other: a breaker lets one call through to see, and holds others back meanwhile. */
const writesOfAll: Operation = {
  kind: 'WRITE',
  calls: [
    { id: 1, spelling: 'NAME', method: 0, rows: 1 },
    { id: 2, spelling: 'NAME', method: 0, rows: 1, isKeyed: true },
  ],
};

const readsOfAll: Operation = {
  kind: 'READ',
  calls: ([1, 2] as const).flatMap((id) =>
    (['list', 'pages'] as const).map((what) => ({ id, spelling: 'NAME', what, record: 1 })),
  ),
};
