import type { JsonObject } from '../../src/json.ts';
import { type Account, type AccountConnectorId, accountConnectors, accounts, markOf, standing } from './scenario.ts';

/** Something that must never be was found. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/**
 * What a try of a write was told. `LOST`: no answer came, and it may have been sent. `NOT_SENT`: its request was refused
 * as a whole, or never reached a gateway.
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
  readonly requestId: string;
  told: Told | undefined;
  /** The write was applied before it began. */
  readonly wasApplied: boolean;
  /** The ledger could not be asked at some time while it was on its way. */
  wasStoreInTrouble: boolean;
}

/** One thing that a caller wants to be done once. */
export interface Write {
  readonly token: string;
  readonly account: Account;
  readonly id: AccountConnectorId;
  readonly rows: number;
  readonly isKeyed: boolean;
  readonly isRefused: boolean;
  /** When it was first asked for. */
  readonly since: number;
  readonly tries: Try[];
  /** How often each row of it is in the third-party app. */
  readonly applied: number[];
}

type RecordsOf = (account: Account, id: AccountConnectorId, collection: string) => readonly JsonObject[];

/** Remembers every write: what its callers were told, and what the third-party apps hold. The two must fit. */
export class Book {
  readonly #recordsOf: RecordsOf;
  readonly #writes = new Map<string, Write>();
  /** How many records of each collection are entered. */
  readonly #entered = new Map<string, number>();
  readonly counts = new Map<Told, number>();

  constructor(recordsOf: RecordsOf) {
    this.#recordsOf = recordsOf;
  }

  get size(): number {
    return this.#writes.size;
  }

  add(write: Omit<Write, 'tries' | 'applied'>): Write {
    const added = { ...write, tries: [], applied: Array.from({ length: write.rows }, () => 0) };
    this.#writes.set(write.token, added);
    return added;
  }

  /** Enters what third-party apps hold since the last time. @throws Violation */
  enter(): void {
    for (const account of accounts) {
      for (const id of [1, 2] as const) this.#enterFrom(account, id);
    }
  }

  #enterFrom(account: Account, id: AccountConnectorId): void {
    const records = this.#recordsOf(account, id, accountConnectors[id].collection);
    const mark = markOf(account, id);
    const before = this.#entered.get(mark) ?? 0;
    for (const { token, owner } of records.slice(before)) {
      if (owner !== mark) throw new Violation(`A record of ${String(owner)} is in the application of ${mark}.`);
      if (!String(token).startsWith(standing)) this.#enterRow(String(token), mark);
    }
    this.#entered.set(mark, records.length);
  }

  #enterRow(rowToken: string, mark: string): void {
    const [token = '', row = ''] = rowToken.split('.');
    const write = this.#writes.get(token);
    if (write === undefined || markOf(write.account, write.id) !== mark) {
      throw new Violation(`Nobody wrote the record ${rowToken} to ${mark}.`);
    }
    const times = (write.applied[Number(row)] ?? 0) + 1;
    write.applied[Number(row)] = times;
    if (times > 1) throw new Violation(`The write ${token} was applied ${times} times.`);
    if (write.isRefused) throw new Violation(`The write ${token} was applied, which its application refuses.`);
    if (!write.tries.some(mayHaveDone)) {
      throw new Violation(`The write ${token} was applied after its callers were told ${toldOf(write)}.`);
    }
  }

  /** A try of a write ends. @throws Violation where what it was told is not true */
  tell(write: Write, attempt: Try, told: Told): void {
    attempt.told = told;
    this.counts.set(told, (this.counts.get(told) ?? 0) + 1);
    const applied = isApplied(write);
    if ((told === 'SUCCESS' || told === 'APPLIED') && !applied) {
      throw new Violation(`A caller was told ${told} of the write ${write.token}, which was not applied.`);
    }
    if ((told === 'NOT_APPLIED' || told === 'REFUSED') && applied) {
      const byAnother = write.tries.some(mayHaveDone);
      // What an earlier try with the key has done is told, where the ledger can be asked.
      if (!byAnother || (write.isKeyed && attempt.wasApplied && !attempt.wasStoreInTrouble)) {
        throw new Violation(`A caller was told ${told} of the write ${write.token}, which was applied.`);
      }
    }
  }
}

/** Whether the write may have been done by this try. */
function mayHaveDone({ told }: Try): boolean {
  return told === undefined || told === 'LOST' || told === 'UNCERTAIN' || told === 'SUCCESS';
}

export function isApplied({ applied }: Pick<Write, 'applied'>): boolean {
  return applied.every((times) => times > 0);
}

function toldOf({ tries }: Write): string {
  return tries.map(({ told }) => told ?? 'nothing yet').join(', ');
}
