import { Pool } from 'undici';
import type { HealthFacts } from '../../src/http/request/health.ts';
import { sleep } from '../../src/waiting.ts';
import { type Answered, assertOwn, type Result } from './answers.ts';
import { type Told, Violation } from './book.ts';
import { type AskedWrite, rowsOf } from './documents.ts';
import { type AskedOperation, askOutcomes, askReads, askWrites } from './operations.ts';
import type { AskEvent, Operation } from './plan.ts';
import type { Account } from './scenario.ts';
import { routerSecret, type World } from './world.ts';

/** An operation whose writes are entered, so that each can be asked for several times. */
type Wanted =
  | Exclude<Operation, { readonly kind: 'WRITE' }>
  | { readonly kind: 'WRITE'; readonly writes: readonly AskedWrite[] };

/** How a request is sent. */
type Manner = Pick<AskEvent, 'account' | 'deadlineMs' | 'leavesMs'> & {
  readonly id: string;
  readonly replica: number;
  readonly headerKey: string | undefined;
};

/** Mutation fields of one document at most. */
const mostWrites = 10;
/** What a write with a key is told as when there is no trouble any more. */
const settled: ReadonlySet<Told | undefined> = new Set<Told>(['SUCCESS', 'APPLIED', 'REFUSED', 'UNCERTAIN']);

/** All callers. They share their connections to each replica, as those behind a proxy do. */
export class Callers implements AsyncDisposable {
  readonly #world: World;
  readonly #pools: readonly Pool[];
  /** Writes with keys. */
  readonly #keyed: AskedWrite[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#pools = world.replicas.map((replica) => {
      const { connect } = world.callers.open(() => replica.accept);
      return new Pool('http://gateway', { connect, headersTimeout: 0, bodyTimeout: 0 });
    });
  }

  /**
   * Asks, and then again for what can be asked for again.
   *
   * @returns what failed the last time
   * @throws Violation
   */
  async ask(event: AskEvent, name: string): Promise<readonly string[]> {
    const { tries, waitMs } = event;
    let wanted = event.operations.map((operation, at) => this.#enter(event, operation, `${name}-${at}`));
    for (let number = 0; ; number++) {
      const single = wanted.length === 1 && wanted[0]?.kind === 'WRITE' ? wanted[0].writes : [];
      const write = event.hasKeyInHeader === true && single.length === 1 ? single[0]?.write : undefined;
      const headerKey = write?.key;
      const manner = {
        ...event,
        id: `${name}-${number}`,
        replica: (event.replica + number) % this.#pools.length,
        headerKey,
      };
      const operations = wanted.map((one) => this.#toAsked(event, one, headerKey !== undefined));
      const second = number === 0 && event.isAskedTwice === true ? this.#askSecond(manner, wanted) : undefined;
      const [ended] = await Promise.all([this.#askOnce(manner, operations), second]);
      const again = ended.flatMap((one) => one.again);
      if (again.length === 0 || number + 1 >= tries) return ended.flatMap(({ failures }) => failures);
      await sleep(waitMs);
      wanted = [{ kind: 'WRITE', writes: again }];
    }
  }

  /** Asks for every write with a key once more, as for what is left over. @throws Violation where one is not settled */
  async askForKeyed(account: Account, replica: number): Promise<void> {
    const writes = this.#keyed.filter(({ write }) => write.account === account);
    for (let from = 0; from < writes.length; from += mostWrites) {
      const id = `again-${account}-${from}`;
      const some = writes.slice(from, from + mostWrites);
      await this.#askOnce({ account, id, replica, headerKey: undefined }, [askWrites(this.#world, some, false)]);
      // A number names a method of one release.
      const open = some.find(({ call, write }) => call.spelling !== 'NUMBER' && !settled.has(write.tries.at(-1)?.told));
      if (open === undefined) continue;
      throw new Violation(
        `All trouble has ended, and the write ${open.write.token} is told as ${open.write.tries.at(-1)?.told}.`,
      );
    }
  }

  /** What a gateway tells of itself. */
  async askReady(replica: number): Promise<HealthFacts> {
    const { body } = await this.#poolOf(replica).request({ method: 'GET', path: '/ready' });
    return (await body.json()) as HealthFacts;
  }

  #enter({ account }: AskEvent, operation: Operation, name: string): Wanted {
    if (operation.kind !== 'WRITE') return operation;
    const { book, clock } = this.#world;
    const writes = operation.calls.flatMap((call, at): AskedWrite[] => {
      const { id, isKeyed = false, isRefused = false, isTwice = false } = call;
      const since = clock.now;
      const write = book.add({ token: `${name}-${at}`, account, id, isKeyed, isRefused, rows: rowsOf(call), since });
      if (isKeyed) this.#keyed.push({ call, write });
      return Array.from({ length: isTwice ? 2 : 1 }, () => ({ call, write }));
    });
    return { kind: 'WRITE', writes };
  }

  #toAsked({ account }: AskEvent, wanted: Wanted, hasKeyInHeader: boolean): AskedOperation {
    const world = this.#world;
    if (wanted.kind === 'READ') return askReads(world, account, wanted.calls);
    if (wanted.kind === 'WRITE') return askWrites(world, wanted.writes, hasKeyInHeader);
    return askOutcomes(world, world.book.keyedOf(account).slice(-wanted.back));
  }

  /** As a caller does that asks for its writes with keys once more before the first request has ended. */
  async #askSecond(manner: Manner, wanted: readonly Wanted[]): Promise<void> {
    const writes = wanted.flatMap((one) => (one.kind === 'WRITE' ? one.writes : []));
    const keyed = writes.filter(({ write }) => write.key !== undefined).slice(0, mostWrites);
    if (keyed.length === 0) return;
    const { id, replica } = manner;
    const second = { ...manner, id: `${id}-second`, replica: (replica + 1) % this.#pools.length, headerKey: undefined };
    await this.#askOnce(second, [askWrites(this.#world, keyed, false)]);
  }

  /** One request, to its end. @throws Violation */
  async #askOnce(manner: Manner, asked: readonly AskedOperation[]) {
    const { account, id, replica, deadlineMs } = manner;
    const { watch, book, trace } = this.#world;
    const operations = asked.filter(({ posted }) => posted !== undefined);
    trace.note(`${id} of ${account} asks replica ${replica}: ${operations.map(({ text }) => text).join('; ')}`);
    const request = watch.begin(id, deadlineMs);
    const answer = await this.#post(manner, operations);
    watch.end(request);
    book.enter();
    if (typeof answer !== 'string') assertOwn(answer.text, account);
    const results = resultsOf(answer, operations.length);
    const ended = operations.map((operation, at) => operation.end(results[at] ?? 'NOT_SENT'));
    trace.note(`${id} of ${account} ends: ${ended.map(({ text }) => text).join('; ')}`);
    return ended;
  }

  async #post(
    { account, id, replica, deadlineMs, leavesMs, headerKey }: Manner,
    asked: readonly AskedOperation[],
  ): Promise<Reply | 'LOST' | 'NOT_SENT'> {
    const posted = asked.map((one) => one.posted);
    const leaving = new AbortController();
    const timer = leavesMs === undefined ? undefined : setTimeout(() => leaving.abort(), leavesMs);
    try {
      const { statusCode, body } = await this.#poolOf(replica).request({
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-request-id': id,
          'x-router-secret': routerSecret,
          'x-cyclr-account': account,
          ...(deadlineMs !== undefined && { 'x-deadline-ms': String(deadlineMs) }),
          ...(headerKey !== undefined && { 'idempotency-key': `"${headerKey}"` }),
        },
        body: JSON.stringify(posted.length === 1 ? posted[0] : posted),
        signal: leaving.signal,
      });
      return { status: statusCode, text: await body.text() };
    } catch (error) {
      return (error as { readonly code?: unknown }).code === 'ECONNREFUSED' ? 'NOT_SENT' : 'LOST';
    } finally {
      clearTimeout(timer);
    }
  }

  #poolOf(replica: number): Pool {
    return this.#pools[replica] as Pool;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.destroy()));
  }
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Of each operation; what was refused as a whole was not executed. */
function resultsOf(answer: Reply | 'LOST' | 'NOT_SENT', operations: number): readonly Result[] {
  const all = (result: Result) => Array.from({ length: operations }, () => result);
  if (typeof answer === 'string') return all(answer);
  if (answer.status !== 200) return all('NOT_SENT');
  const body = JSON.parse(answer.text) as Answered | readonly Answered[];
  return operations === 1 ? [body as Answered] : (body as readonly Answered[]);
}
