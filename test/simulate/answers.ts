import type { JsonObject } from '../../src/json.ts';
import { type RecordsOf, type Told, Violation, type Write } from './book.ts';
import { type AskedWrite, methodOf } from './documents.ts';
import type { ReadCall } from './plan.ts';
import { type Account, accounts, markOf } from './scenario.ts';

/** The answer of one operation; or why there is none. */
export type Result = Answered | 'LOST' | 'NOT_SENT';

export interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly Failure[];
}

interface Failure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What a caller makes of the answer for a write. */
export interface Verdict {
  readonly told: Told;
  /** It may be asked for again. */
  readonly isWorthAnother: boolean;
  readonly failure: string | undefined;
}

/** Nothing of another account is in an answer. @throws Violation */
export function assertOwn(text: string, account: Account): void {
  const other = accounts.find((one) => one !== account && text.includes(`of-${one}-`));
  if (other !== undefined) throw new Violation(`The answer for ${account} has something of ${other}.`);
}

/**
 * What the caller of the write at that place of a mutation is told.
 *
 * @param hidesRecord Whether its answer may have lost its record on the way.
 * @throws Violation where the answer is not one
 */
export function judgeWrite({ call, write }: AskedWrite, at: number, result: Result, hidesRecord: boolean): Verdict {
  if (typeof result === 'string') {
    return { told: result, isWorthAnother: result === 'NOT_SENT' || write.key !== undefined, failure: result };
  }
  const { data, errors = [] } = result;
  const value = data?.[`f${at}`];
  if (value !== null && value !== undefined) {
    if (!hasRecords(write, methodOf(call).showsRecords, value, hidesRecord)) {
      throw new Violation(`The write ${write.token} was answered with ${JSON.stringify(value)}.`);
    }
    return { told: 'SUCCESS', isWorthAnother: false, failure: undefined };
  }
  const error = errors.find(({ path }) => path?.[0] === `f${at}`);
  if (error !== undefined) return judgeFailure(write, error);
  if (data !== null && data !== undefined)
    throw new Violation(`The write ${write.token} has neither an answer nor an error.`);
  return { told: 'NOT_SENT', isWorthAnother: true, failure: textOf(errors) };
}

function judgeFailure(write: Write, error: Failure): Verdict {
  const { code, outcome, retriable } = error.extensions;
  const failure = textOf([error]);
  if (code === 'IDEMPOTENCY_KEY_REUSED') {
    throw new Violation(`The key of the write ${write.token} was taken for that of another call: ${failure}`);
  }
  if (!isOutcome(outcome)) throw new Violation(`The write ${write.token} failed without an outcome: ${failure}`);
  // One with a key is not sent again, but looked for.
  if (outcome === 'UNCERTAIN' && retriable !== false && write.key === undefined) {
    throw new Violation(`The write ${write.token} may have been applied, and is said to be retriable: ${failure}`);
  }
  // With a key everything that is not settled is asked for again.
  const isOpen = outcome !== 'APPLIED' && outcome !== 'REFUSED';
  return { told: outcome, isWorthAnother: retriable === true || (write.key !== undefined && isOpen), failure };
}

function isOutcome(value: unknown): value is Told {
  return ['APPLIED', 'NOT_APPLIED', 'REFUSED', 'UNCERTAIN', 'IN_PROGRESS'].includes(value as string);
}

/** The answer of a write that was done has its records, and no others. */
function hasRecords(write: Write, showsRecords: boolean, value: unknown, hidesRecord: boolean): boolean {
  const found = asList(value);
  if (found.length === 0) return !showsRecords || hidesRecord;
  const expected = write.applied.map((_, row) => ({
    token: `${write.token}.${row}`,
    owner: markOf(write.account, write.id),
  }));
  return showsRecords && found.length === expected.length && found.every((one, row) => isSame(one, expected[row]));
}

interface FoundRecords {
  readonly records: readonly unknown[];
  /** Of a list over pages. @default 'YES' */
  readonly complete?: string;
  readonly stopped?: string;
}

/**
 * The answers of reads are whole, and of their account connectors.
 *
 * @param least How many records there were when the request was sent.
 * @returns the failures among them
 * @throws Violation
 */
export function judgeReads(
  account: Account,
  calls: readonly ReadCall[],
  { data, errors = [] }: Answered,
  least: ReadonlyMap<ReadCall['id'], number>,
  recordsOf: RecordsOf,
): readonly string[] {
  const notWhole: string[] = [];
  for (const [at, { what, id, record }] of calls.entries()) {
    const value = (data?.[`f${at}`] ?? undefined) as Readonly<Record<string, unknown>> | undefined;
    if (value === undefined) continue;
    if (what === 'names') {
      const names = asList(value).map((one) => (one as { readonly name: unknown }).name);
      if (names.join() !== [markOf(account, 1), markOf(account, 2)].join()) {
        throw new Violation(`The account connectors of ${account} are told as ${names.join(', ')}.`);
      }
      continue;
    }
    const answer = value['call'] as FoundRecords | null;
    if (answer === null) continue;
    const { records: found, complete = 'YES', stopped } = answer;
    const isWholeAsTold = complete === 'YES';
    if (!isWholeAsTold && stopped !== 'LIMIT') notWhole.push(`pages of ${markOf(account, id)} ended with ${stopped}`);
    const held = recordsOf(account, id);
    const expected = what === 'get' ? held.filter(({ Id }) => JSON.stringify(Id) === String(record)) : held;
    const isWhole = !isWholeAsTold || found.length >= (what === 'get' ? 1 : (least.get(id) ?? 0));
    if (!isWhole || !found.every((one, place) => isSame(one, expected[place]))) {
      throw new Violation(`A read of ${markOf(account, id)} was answered with ${JSON.stringify(found)}.`);
    }
  }
  const bug = errors.find(({ extensions }) => extensions['code'] === 'INTERNAL_SERVER_ERROR');
  if (bug !== undefined) throw new Violation(`A read met a bug: ${bug.message}`);
  return [...notWhole, ...errors.map((error) => textOf([error]))];
}

/** What a query of outcomes tells at that place: null where the key is not known, undefined where it failed. */
export function outcomeAt({ data, errors = [] }: Answered, at: number): string | null | undefined {
  const told = data?.[`f${at}`] as { readonly outcome: string } | null | undefined;
  if (told === undefined || errors.some(({ path }) => path?.[0] === `f${at}`)) return undefined;
  return told === null ? null : told.outcome;
}

export function textOf(errors: readonly Failure[]): string {
  return errors.map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`).join(' ');
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function isSame(one: unknown, other: JsonObject | undefined): boolean {
  const { token, owner } = (one ?? {}) as JsonObject;
  return other !== undefined && token === other['token'] && owner === other['owner'];
}
