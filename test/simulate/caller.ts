import { Pool } from 'undici';
import type { Json, JsonObject } from '../../src/json.ts';
import { sleep } from '../../src/waiting.ts';
import { type Book, isApplied, type Told, type Try, Violation, type Write } from './book.ts';
import { type AskedWrite, keyOf, methodOf, type Posted, rowsOf, toMutation, toQuery } from './documents.ts';
import type { Network } from './network.ts';
import type { AskEvent, Operation, ReadCall } from './plan.ts';
import { type Account, accountConnectors, accounts, markOf } from './scenario.ts';

/** A request of a caller, for those who watch that it ends. */
export interface Request {
  readonly id: string;
  readonly since: number;
  /** How long it may take, in milliseconds. */
  readonly mostMs: number;
  endedAt: number | undefined;
}

/** What callers need of the world around them. */
export interface Surroundings {
  readonly book: Book;
  readonly network: Network;
  readonly secret: string;
  readonly deadlineMs: number;
  readonly replicas: readonly { readonly accept: ((connection: never) => void) | undefined }[];
  now(): number;
  note(line: string): void;
  begin(request: Request): void;
  isStoreInTrouble(): boolean;
  /** Whether the answer of a write may since then have been replaced by one without its record. */
  hidRecordsSince(at: number): boolean;
  recordsOf(account: Account, id: 1 | 2): readonly JsonObject[];
  /** @throws Violation always */
  fail(violation: Error): void;
}

interface Failure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly Failure[];
}

interface Asked {
  readonly operations: readonly AskedOperation[];
  readonly account: Account;
  readonly deadlineMs: number | undefined;
  readonly leavesMs: number | undefined;
  readonly hasKeyInHeader: boolean;
}

type AskedOperation =
  | { readonly kind: 'READ'; readonly calls: readonly ReadCall[] }
  | { readonly kind: 'WRITE'; readonly writes: readonly AskedWrite[] };

/** All callers. They share their connections to each replica, as those of a proxy do. */
export class Callers implements AsyncDisposable {
  readonly #world: Surroundings;
  readonly #pools: readonly Pool[];

  constructor(world: Surroundings) {
    this.#world = world;
    this.#pools = world.replicas.map((replica) => {
      const { connect } = world.network.open(() => replica.accept as never);
      return new Pool('http://gateway', { connect, headersTimeout: 0, bodyTimeout: 0 });
    });
  }

  /** Asks, and asks again for what failed and can be asked for again. Never rejects. */
  async ask(event: AskEvent, name: string): Promise<void> {
    let operations: readonly AskedOperation[] = event.operations.map((one, at) => this.#toAsked(event, one, `${name}-${at}`));
    for (let tries = 0; tries < event.tries && operations.length > 0; tries++) {
      if (tries > 0) await sleep(event.waitMs);
      const asked = { ...event, operations, hasKeyInHeader: event.hasKeyInHeader && isSingleKeyed(operations) };
      try {
        const again = await this.#askOnce(asked, `${name}-${tries}`, (event.replica + tries) % this.#pools.length);
        operations = again.length === 0 ? [] : [{ kind: 'WRITE', writes: again }];
      } catch (error) {
        this.#world.fail(error as Error);
        return;
      }
    }
  }

  #toAsked({ account }: AskEvent, operation: Operation, name: string): AskedOperation {
    if (operation.kind === 'READ') return operation;
    const { book } = this.#world;
    const writes = operation.calls.flatMap((call, at): AskedWrite[] => {
      const { id, isKeyed, isRefused, isTwice } = call;
      const token = `${name}-${at}`;
      const write = book.add({ token, account, id, isKeyed, isRefused, rows: rowsOf(call), since: this.#world.now() });
      return isTwice ? [{ call, write }, { call, write }] : [{ call, write }];
    });
    return { kind: 'WRITE', writes };
  }

  /** One request; gives the writes that are to be asked for again. @throws Violation */
  async #askOnce(asked: Asked, id: string, replica: number): Promise<readonly AskedWrite[]> {
    const world = this.#world;
    const { account, operations, deadlineMs = world.deadlineMs } = asked;
    const mostMs = Math.min(deadlineMs, world.deadlineMs);
    const request: Request = { id, since: world.now(), mostMs, endedAt: undefined };
    const tried = operations.map((operation) =>
      operation.kind === 'READ' ? [] : operation.writes.map((one) => toTry(one, id, world.isStoreInTrouble())),
    );
    const before = new Map(([1, 2] as const).map((one) => [one, world.recordsOf(account, one).length]));
    world.begin(request);
    const answer = await this.#post(asked, id, replica);
    request.endedAt = world.now();
    world.book.enter();
    const isInTrouble = world.isStoreInTrouble();
    for (const one of tried.flat()) if (isInTrouble) one.wasStoreInTrouble = true;

    world.note(`${id} of ${account} is answered ${typeof answer === 'string' ? answer : `${answer.status} ${answer.text}`}`);
    if (typeof answer !== 'string') this.#assertOwn(answer.text, account);
    const again: AskedWrite[] = [];
    const told: string[] = [];
    for (const [at, operation] of operations.entries()) {
      const result = typeof answer === 'string' ? answer : resultOf(answer, operations.length, at);
      if (operation.kind === 'READ') {
        if (typeof result !== 'string') this.#checkReads(account, operation.calls, result, before);
        told.push(typeof result === 'string' ? result : (result.errors ?? []).map(({ extensions }) => String(extensions['code'])).join(' ') || 'read');
        continue;
      }
      for (const [place, one] of operation.writes.entries()) {
        const attempt = tried[at]?.[place];
        if (attempt === undefined) throw new Error('A write was not tried.');
        const { what, isWorthAnother, code } = this.#toldOf(one, result, place);
        world.book.tell(one.write, attempt, what);
        told.push(`${one.write.token} ${what}${code === undefined ? '' : ` (${code})`}`);
        if (isWorthAnother && !again.some(({ write }) => write === one.write)) again.push(one);
      }
    }
    world.note(`${id} of ${account} ends: ${told.join(', ')}`);
    return again;
  }

  /** The answer; or why there is none. */
  async #post(asked: Asked, id: string, replica: number): Promise<Reply | 'LOST' | 'NOT_SENT'> {
    const { account, operations, deadlineMs, leavesMs, hasKeyInHeader } = asked;
    const posted = operations.map((operation): Posted =>
      operation.kind === 'READ' ? toQuery(operation.calls) : toMutation(operation.writes, hasKeyInHeader),
    );
    const leaving = new AbortController();
    const timer = leavesMs === undefined ? undefined : setTimeout(() => leaving.abort(), leavesMs);
    const [single] = operations;
    const key = hasKeyInHeader && single?.kind === 'WRITE' ? single.writes[0]?.write : undefined;
    this.#world.note(`${id} of ${account} asks replica ${replica}: ${toldOperations(operations)}`);
    try {
      const { statusCode, body } = await (this.#pools[replica] as Pool).request({
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-request-id': id,
          'x-router-secret': this.#world.secret,
          'x-cyclr-account': account,
          ...(deadlineMs !== undefined && { 'x-deadline-ms': String(deadlineMs) }),
          ...(key !== undefined && { 'idempotency-key': `"${keyOf(key)}"` }),
        },
        body: JSON.stringify(posted.length === 1 ? posted[0] : posted),
        signal: leaving.signal,
      });
      const text = await body.text();
      return { status: statusCode, text };
    } catch (error) {
      return (error as { code?: unknown }).code === 'ECONNREFUSED' ? 'NOT_SENT' : 'LOST';
    } finally {
      clearTimeout(timer);
    }
  }

  #assertOwn(text: string, account: Account): void {
    const other = accounts.find((one) => one !== account && text.includes(`of-${one}-`));
    if (other !== undefined) throw new Violation(`The answer for ${account} has something of ${other}: ${text}`);
  }

  #toldOf({ call, write }: AskedWrite, result: Result | 'LOST' | 'NOT_SENT', at: number): ToldOf {
    if (typeof result === 'string') {
      return { what: result, isWorthAnother: result === 'NOT_SENT' || write.isKeyed, code: undefined };
    }
    const value = result.data?.[`w${at}`] ?? undefined;
    if (value !== undefined) {
      this.#checkRecords(write, methodOf(call).showsRecords, value);
      return { what: 'SUCCESS', isWorthAnother: false, code: undefined };
    }
    const error = result.errors?.find(({ path }) => path?.[0] === `w${at}`);
    if (error === undefined) {
      if (result.data !== undefined && result.data !== null) throw new Violation(`The write ${write.token} has neither an answer nor an error.`);
      return { what: 'NOT_SENT', isWorthAnother: true, code: String(result.errors?.[0]?.extensions['code']) };
    }
    const { code, outcome, retriable } = error.extensions;
    if (!isOutcome(outcome)) throw new Violation(`The write ${write.token} failed with ${String(code)} and no outcome: ${error.message}`);
    if (outcome === 'UNCERTAIN' && retriable !== false) throw new Violation(`The write ${write.token} is UNCERTAIN and said to be retriable.`);
    const isWorthAnother = write.isKeyed
      ? outcome !== 'APPLIED' && (outcome !== 'REFUSED' || retriable === true)
      : (outcome === 'NOT_APPLIED' || outcome === 'REFUSED') && retriable === true;
    return { what: outcome, isWorthAnother, code: `${String(code)}: ${error.message}` };
  }

  /** The answer of a write that succeeded has its records, and no others. */
  #checkRecords(write: Write, showsRecords: boolean, value: unknown): void {
    const found = asList(value);
    if (found.length === 0 && (!showsRecords || this.#world.hidRecordsSince(write.since))) return;
    const expected = write.applied.map((_, row) => `${write.token}.${row}`);
    const isRight =
      showsRecords &&
      found.length === expected.length &&
      expected.every((token, row) => {
        const record = found[row] as Readonly<Record<string, unknown>> | null;
        return record?.['token'] === token && record['owner'] === markOf(write.account, write.id);
      });
    if (!isRight) throw new Violation(`The write ${write.token} was answered with ${JSON.stringify(value)}.`);
  }

  #checkReads(account: Account, calls: readonly ReadCall[], { data, errors = [] }: Result, before: ReadonlyMap<1 | 2, number>): void {
    const bug = errors.find(({ extensions }) => extensions['code'] === 'INTERNAL_SERVER_ERROR');
    if (bug !== undefined) throw new Violation(`A read failed with a bug: ${bug.message}`);
    for (const [at, { what, id, record }] of calls.entries()) {
      const value = data?.[`r${at}`] as Readonly<Record<string, unknown>> | null | undefined;
      if (value === null || value === undefined) continue;
      if (what === 'names') {
        const names = asList(value).map((one) => (one as { readonly name: unknown }).name);
        const own = Object.keys(accountConnectors).map((one) => markOf(account, Number(one) as 1 | 2));
        if (JSON.stringify(names) !== JSON.stringify(own)) throw new Violation(`The account connectors of ${account} are ${JSON.stringify(names)}.`);
        continue;
      }
      const records = (value['call'] as { readonly records: unknown } | null)?.records;
      if (records === undefined) continue;
      const held = this.#world.recordsOf(account, id);
      const expected = what === 'get' ? held.filter((one) => String(one['Id']) === String(record)) : held;
      const found = asList(records);
      const least = what === 'get' ? 1 : (before.get(id) ?? 0);
      const isRight = found.length >= least && found.every((one, place) => isSame(one, expected[place]));
      if (!isRight) throw new Violation(`A read of ${markOf(account, id)} was answered with ${JSON.stringify(records)}.`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.destroy()));
  }
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

interface ToldOf {
  readonly what: Told;
  readonly isWorthAnother: boolean;
  readonly code: string | undefined;
}

function toTry({ write }: AskedWrite, requestId: string, wasStoreInTrouble: boolean): Try {
  const attempt: Try = { requestId, told: undefined, wasApplied: isApplied(write), wasStoreInTrouble };
  write.tries.push(attempt);
  return attempt;
}

function isSingleKeyed(operations: readonly AskedOperation[]): boolean {
  const [only, ...others] = operations;
  return others.length === 0 && only?.kind === 'WRITE' && only.writes.length === 1 && only.writes[0]?.write.isKeyed === true;
}

function resultOf({ status, text }: Reply, operations: number, at: number): Result | 'NOT_SENT' {
  if (status !== 200) return 'NOT_SENT';
  const body = JSON.parse(text) as Result | readonly Result[];
  return operations === 1 ? (body as Result) : ((body as readonly Result[])[at] ?? 'NOT_SENT');
}

function isOutcome(value: unknown): value is 'APPLIED' | 'NOT_APPLIED' | 'REFUSED' | 'UNCERTAIN' | 'IN_PROGRESS' {
  return ['APPLIED', 'NOT_APPLIED', 'REFUSED', 'UNCERTAIN', 'IN_PROGRESS'].includes(value as string);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function isSame(one: unknown, other: JsonObject | undefined): boolean {
  const { token, owner } = (one ?? {}) as { readonly token?: Json; readonly owner?: Json };
  return other !== undefined && token === other['token'] && owner === other['owner'];
}

function toldOperations(operations: readonly AskedOperation[]): string {
  return operations
    .map((operation) =>
      operation.kind === 'READ'
        ? `reads ${operation.calls.map(({ id, what }) => `${what} ${id}`).join(', ')}`
        : `writes ${operation.writes.map(({ write: { token, id, isKeyed } }) => `${token} to ${id}${isKeyed ? ' with a key' : ''}`).join(', ')}`,
    )
    .join('; ');
}
