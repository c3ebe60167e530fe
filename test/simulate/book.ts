import type { JsonObject } from '../../src/json.ts';
import { type Account, type AccountConnectorId, accounts, markOf, standing } from './scenario.ts';

/** Something was found that must never be. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/**
 * What the caller of a try was told. `LOST`: no answer came, and it may have been sent. `NOT_SENT`: its request was
 * refused as a whole, or reached no gateway.
 */
export type Told =
  | 'SUCCESS'
  | 'APPLIED'
  | 'NOT_APPLIED'
  | 'REFUSED'
  | 'UNCERTAIN'
  | 'IN_PROGRESS'
  | 'LOST'
  | 'NOT_SENT';

export interface Try {
  told: Told | undefined;
  /** The write was applied before this try began. */
  readonly wasApplied: boolean;
  /** The ledger could not be asked at some time during this try. */
  wasLedgerInTrouble: boolean;
}

/** One thing that a caller wants to be done once. */
export interface Write {
  readonly token: string;
  readonly account: Account;
  readonly id: AccountConnectorId;
  /** The same ones in every account. Undefined for a write without one. */
  readonly key: string | undefined;
  /** The third-party app refuses it. */
  readonly isRefused: boolean;
  /** When it was first asked for. */
  readonly since: number;
  readonly tries: Try[];
  /** How often each row of it was applied. */
  readonly applied: number[];
}

interface NewWrite extends Omit<Write, 'key' | 'tries' | 'applied'> {
  readonly rows: number;
  readonly isKeyed: boolean;
}

export function isApplied({ applied }: Pick<Write, 'applied'>): boolean {
  return applied.every((times) => times > 0);
}

export type RecordsOf = (account: Account, id: AccountConnectorId) => readonly JsonObject[];

/** Remembers every write: what its callers were told, and what the third-party apps hold. The two must fit. */
export class Book {
  readonly #recordsOf: RecordsOf;
  readonly #writes = new Map<string, Write>();
  readonly #keyed = new Map<Account, readonly Write[]>();
  /** How many records of each account connector are entered. */
  readonly #entered = new Map<string, number>();
  /** How often callers were told what. */
  readonly told = new Map<Told, number>();

  constructor(recordsOf: RecordsOf) {
    this.#recordsOf = recordsOf;
  }

  get size(): number {
    return this.#writes.size;
  }

  add({ rows, isKeyed, ...write }: NewWrite): Write {
    const keyed = this.#keyed.get(write.account) ?? [];
    const added: Write = {
      ...write,
      key: isKeyed ? `key-${keyed.length}` : undefined,
      tries: [],
      applied: Array.from({ length: rows }, () => 0),
    };
    this.#writes.set(write.token, added);
    if (isKeyed) this.#keyed.set(write.account, [...keyed, added]);
    return added;
  }

  /** Writes of an account that have a key, oldest first. */
  keyedOf(account: Account): readonly Write[] {
    return this.#keyed.get(account) ?? [];
  }

  begin(write: Write, isLedgerInTrouble: boolean): Try {
    const begun = { told: undefined, wasApplied: isApplied(write), wasLedgerInTrouble: isLedgerInTrouble };
    write.tries.push(begun);
    return begun;
  }

  /** Enters what third-party apps hold since the last time. @throws Violation */
  enter(): void {
    for (const account of accounts) {
      for (const id of [1, 2] as const) {
        const mark = markOf(account, id);
        const records = this.#recordsOf(account, id);
        const before = this.#entered.get(mark) ?? 0;
        for (const record of before < records.length ? records.slice(before) : []) this.#enter(record, mark);
        this.#entered.set(mark, records.length);
      }
    }
  }

  #enter(record: JsonObject, mark: string): void {
    const { token: rowToken, owner } = record as { readonly token: string; readonly owner: string };
    if (owner !== mark) throw new Violation(`A record of ${owner} is in the application of ${mark}.`);
    const [token = '', row = ''] = rowToken.split('.');
    if (token === standing) return;
    const write = this.#writes.get(token);
    if (write === undefined) throw new Violation(`Nobody wrote the record ${token} of ${mark}.`);
    const times = (write.applied[Number(row)] ?? 0) + 1;
    write.applied[Number(row)] = times;
    if (times > 1) throw new Violation(`The write ${token} was applied ${times} times.`);
    if (write.isRefused) throw new Violation(`The write ${token} was applied, which its application refuses.`);
    if (!write.tries.some(mayHaveDone)) {
      const told = write.tries.map((one) => one.told).join(', ');
      throw new Violation(`The write ${token} was applied after its callers were told ${told}.`);
    }
  }

  /** A try ends. @throws Violation where what its caller is told is not true */
  tell(write: Write, ended: Try, told: Told): void {
    ended.told = told;
    this.told.set(told, (this.told.get(told) ?? 0) + 1);
    const applied = isApplied(write);
    if ((told === 'SUCCESS' || told === 'APPLIED') && !applied) {
      throw new Violation(`A caller was told ${told} of the write ${write.token}, which was not applied.`);
    }
    if ((told === 'NOT_APPLIED' || told === 'REFUSED') && applied) {
      const mayBeOfAnother = write.tries.some(mayHaveDone);
      // What an earlier try with the key has done is told, where the ledger can be asked.
      if (!mayBeOfAnother || (write.key !== undefined && ended.wasApplied && !ended.wasLedgerInTrouble)) {
        throw new Violation(`A caller was told ${told} of the write ${write.token}, which was applied.`);
      }
    }
  }

  /** A caller has asked what became of a write. @throws Violation where the answer is not true */
  look(write: Write, wasApplied: boolean, outcome: string | null): void {
    const isWrong =
      outcome === 'APPLIED' ? !isApplied(write) : outcome !== 'UNCERTAIN' && outcome !== 'IN_PROGRESS' && wasApplied;
    if (!isWrong) return;
    const fact = wasApplied ? 'was applied' : 'was not applied';
    throw new Violation(
      `The outcome of the write ${write.token}, which ${fact}, is told as ${outcome ?? 'not known'}.`,
    );
  }
}

/** Whether the write may have been done by this try, for all that its caller was told. */
function mayHaveDone({ told }: Try): boolean {
  return told === undefined || told === 'LOST' || told === 'UNCERTAIN' || told === 'SUCCESS';
}
