import fc from 'fast-check';
import { expect } from 'vitest';
import type { Ending, EntryId } from '../../src/calls/ledger/entry.ts';
import { createLedger, type Ledger, type Reservation } from '../../src/calls/ledger/ledger.ts';
import type { EntryStore } from '../../src/calls/ledger/store.ts';

/** A ledger under test, with a clock that the test moves. */
export interface Subject {
  readonly store: EntryStore;
  /** Lets time pass, in milliseconds. */
  pass(ms: number): void;
}

const lifeMs = 24 * 3600 * 1000;
const leaseMs = 30_000;

export const call = { accountConnectorId: '1', method: 'Create', isKnown: true };

export function idOf(key: string, account = 'acme'): EntryId {
  return { account, entry: key };
}

type EndingName = 'APPLIED' | 'REFUSED' | 'REFUSED_FOR_NOW' | 'NOT_APPLIED' | 'UNCERTAIN';

export const endings: Readonly<Record<EndingName, Ending>> = {
  APPLIED: { outcome: 'APPLIED', isFree: false, answer: { status: 201, headers: {}, body: Buffer.from('{"Id":1}') } },
  REFUSED: {
    outcome: 'REFUSED',
    isFree: false,
    failure: { code: 'THIRD_PARTY_ERROR', message: 'No.', details: {}, retriable: false },
  },
  REFUSED_FOR_NOW: {
    outcome: 'REFUSED',
    isFree: true,
    failure: { code: 'RATE_LIMITED', message: 'Later.', details: {}, retriable: true, retryAfterSeconds: 3 },
  },
  NOT_APPLIED: { outcome: 'NOT_APPLIED', isFree: true },
  UNCERTAIN: { outcome: 'UNCERTAIN', isFree: false },
};

/** Where a step breaks off: not at all, before the store has read or changed, or after, when only its reply is lost. */
type Break = 'no' | 'before reading' | 'before changing' | 'after changing';

/** A store whose next step can break off, and let others come between its reading and its change. */
function breakable(store: EntryStore): EntryStore & {
  next: { breaks: Break; between?: (() => Promise<void>) | undefined };
} {
  const broken = () => Promise.reject(new Error('The store is away.'));
  const made = {
    next: { breaks: 'no' } as { breaks: Break; between?: (() => Promise<void>) | undefined },
    kind: store.kind,
    async read(id: EntryId) {
      if (made.next.breaks === 'before reading') return broken();
      const read = await store.read(id);
      const { between } = made.next;
      made.next = { breaks: made.next.breaks };
      await between?.();
      return read;
    },
    async swap(...args: Parameters<EntryStore['swap']>) {
      const { breaks } = made.next;
      if (breaks === 'before changing') return broken();
      const swapped = await store.swap(...args);
      return breaks === 'after changing' ? broken() : swapped;
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
  return made;
}

/** What the reference knows of a key. */
interface Known {
  readonly digest: string;
  readonly owner: number;
  readonly state: 'RESERVED' | 'SENT' | EndingName;
  readonly leaseEndsAt: number;
  readonly expiresAt: number;
}

/** The reference: what a ledger must do, said in the simplest way. */
class Reference {
  now = 0;
  owners = 0;
  readonly known = new Map<string, Known>();

  of(key: string): Known | undefined {
    const found = this.known.get(key);
    return found !== undefined && found.expiresAt > this.now ? found : undefined;
  }

  outcomeOf({ state, leaseEndsAt }: Known): string {
    if (state !== 'RESERVED' && state !== 'SENT') return endings[state].outcome;
    if (this.now < leaseEndsAt) return 'IN_PROGRESS';
    return state === 'RESERVED' ? 'NOT_APPLIED' : 'UNCERTAIN';
  }

  begin(key: string, digest: string): { readonly kind: string; readonly owner?: number; readonly outcome?: string } {
    const found = this.of(key);
    if (found !== undefined && found.digest !== digest) return { kind: 'REUSED' };
    const outcome = found && this.outcomeOf(found);
    const isFree = found === undefined || outcome === 'NOT_APPLIED' || found.state === 'REFUSED_FOR_NOW';
    if (!isFree) return { kind: 'FOUND', outcome: outcome ?? '' };
    const owner = (this.owners += 1);
    const leaseEndsAt = this.now + leaseMs;
    this.known.set(key, { digest, owner, state: 'RESERVED', leaseEndsAt, expiresAt: leaseEndsAt + lifeMs });
    return { kind: 'RESERVED', owner };
  }

  commit({ key, owner }: Try): boolean {
    const found = this.of(key);
    const isOwn = found?.owner === owner && (found.state === 'RESERVED' || found.state === 'SENT');
    if (!isOwn || this.now >= found.leaseEndsAt) return false;
    this.known.set(key, { ...found, state: 'SENT' });
    return true;
  }

  end({ key, owner, digest }: Try, ending: EndingName): boolean {
    const found = this.of(key);
    if (found !== undefined && found.owner !== owner) return false;
    const isKnown = found !== undefined && found.state !== 'RESERVED' && found.state !== 'SENT';
    if (isKnown && ending === 'UNCERTAIN') return false;
    const base = found ?? { digest, owner, leaseEndsAt: this.now };
    this.known.set(key, { ...base, state: ending, expiresAt: this.now + lifeMs });
    return true;
  }
}

/** One who holds a reservation, or did. */
interface Try {
  readonly key: string;
  readonly digest: string;
  readonly owner: number;
}

interface Real {
  readonly subject: Subject;
  readonly store: ReturnType<typeof breakable>;
  readonly ledger: Ledger;
  readonly tries: { readonly one: Try; readonly reservation: Reservation }[];
  /** Every request that left. `isProven`: it certainly did nothing. */
  readonly sent: { readonly key: string; readonly owner: number; isProven: boolean }[];
}

type Command = fc.AsyncCommand<Reference, Real>;

/** Does a step that may break off, in the ledger and in the reference. Undefined where the reply was lost. */
async function step<Result>(
  { store }: Real,
  breaks: Break,
  real: () => Promise<Result>,
): Promise<{ readonly result: Result } | undefined> {
  store.next = { breaks };
  try {
    return { result: await real() };
  } catch (error) {
    expect((error as Error).message).toBe('The store is away.');
    expect(breaks).not.toBe('no');
    return undefined;
  } finally {
    store.next = { breaks: 'no' };
  }
}

/** Whether the store has done what broke off. */
const isDone = (breaks: Break) => breaks === 'no' || breaks === 'after changing';

class Begin implements Command {
  readonly key: string;
  readonly digest: string;
  readonly breaks: Break;
  constructor(key: string, digest: string, breaks: Break) {
    [this.key, this.digest, this.breaks] = [key, digest, breaks];
  }
  check = () => true;
  async run(reference: Reference, real: Real) {
    const { key, digest, breaks } = this;
    const before = reference.of(key);
    const got = await step(real, breaks, () => real.ledger.begin(idOf(key), { digest, leaseMs, call }));
    const expected = reference.begin(key, digest);
    if (got === undefined) {
      // Nobody holds what was reserved for one who did not hear of it.
      if (breaks === 'before reading' || (expected.kind === 'RESERVED' && !isDone(breaks))) {
        restore(reference, key, before);
      }
      return;
    }
    expect(got.result.kind).toBe(expected.kind);
    if (got.result.kind === 'FOUND') expect(got.result.remembered.outcome).toBe(expected.outcome);
    if (got.result.kind === 'RESERVED') {
      real.tries.push({ one: { key, digest, owner: expected.owner ?? 0 }, reservation: got.result.reservation });
    }
  }
  toString = () => `begin ${this.key} ${this.digest}${told(this.breaks)}`;
}

/** Two begin at once: one reads, the other does all of it, and then the first goes on. */
class BeginBetween implements Command {
  readonly key: string;
  readonly digests: readonly [string, string];
  constructor(key: string, digests: readonly [string, string]) {
    [this.key, this.digests] = [key, digests];
  }
  check = () => true;
  async run(reference: Reference, real: Real) {
    const { key } = this;
    const [first, second] = this.digests;
    const begin = (digest: string) => real.ledger.begin(idOf(key), { digest, leaseMs, call });
    let other: Awaited<ReturnType<typeof begin>> | undefined;
    real.store.next = { breaks: 'no', between: async () => void (other = await begin(second)) };
    const own = await begin(first);
    for (const [digest, got] of [
      [second, other],
      [first, own],
    ] as const) {
      const expected = reference.begin(key, digest);
      expect(got?.kind).toBe(expected.kind);
      if (got?.kind === 'RESERVED') {
        real.tries.push({ one: { key, digest, owner: expected.owner ?? 0 }, reservation: got.reservation });
      }
    }
  }
  toString = () => `begin ${this.key} ${this.digests.join(' and ')} at once`;
}

class Commit implements Command {
  readonly index: number;
  readonly breaks: Break;
  constructor(index: number, breaks: Break) {
    [this.index, this.breaks] = [index, breaks];
  }
  check = (reference: Reference) => reference.owners > 0;
  async run(reference: Reference, real: Real) {
    const held = real.tries[this.index % Math.max(1, real.tries.length)];
    if (held === undefined) return;
    const { one, reservation } = held;
    const before = reference.of(one.key);
    const got = await step(real, this.breaks, () => reservation.commit());
    const expected = reference.commit(one);
    if (got === undefined) {
      if (!isDone(this.breaks)) restore(reference, one.key, before);
      return;
    }
    expect(got.result).toBe(expected);
    if (!got.result) return;
    // The request leaves. Whatever left before for this key must have done nothing.
    expect(real.sent.filter(({ key, owner, isProven }) => key === one.key && owner !== one.owner && !isProven)).toEqual(
      [],
    );
    real.sent.push({ key: one.key, owner: one.owner, isProven: false });
  }
  toString = () => `commit ${this.index}${told(this.breaks)}`;
}

class End implements Command {
  readonly index: number;
  readonly ending: EndingName;
  readonly breaks: Break;
  constructor(index: number, ending: EndingName, breaks: Break) {
    [this.index, this.ending, this.breaks] = [index, ending, breaks];
  }
  check = (reference: Reference) => reference.owners > 0;
  async run(reference: Reference, real: Real) {
    const at = this.index % Math.max(1, real.tries.length);
    const held = real.tries[at];
    if (held === undefined) return;
    const { one, reservation } = held;
    const wasSent = real.sent.some(({ key, owner }) => key === one.key && owner === one.owner);
    // One who sent nothing has nothing else to say.
    const ending = wasSent ? this.ending : 'NOT_APPLIED';
    const before = reference.of(one.key);
    const got = await step(real, this.breaks, () => reservation.end(endings[ending]));
    const expected = reference.end(one, ending);
    if (got !== undefined) expect(got.result).toBe(expected);
    else if (!isDone(this.breaks)) restore(reference, one.key, before);
    if (endings[ending].isFree) prove(real, one.key, one.owner);
    // It may be told again where the reply was lost, and never otherwise.
    if (got !== undefined) real.tries.splice(at, 1);
  }
  toString = () => `end ${this.index} as ${this.ending}${told(this.breaks)}`;
}

/** The process of one who holds a reservation ends. */
class Crash implements Command {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
  check = (reference: Reference) => reference.owners > 0;
  async run(_reference: Reference, { tries }: Real) {
    tries.splice(this.index % Math.max(1, tries.length), 1);
  }
  toString = () => `crash ${this.index}`;
}

class Pass implements Command {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  check = () => true;
  async run(reference: Reference, { subject, sent }: Real) {
    subject.pass(this.ms);
    reference.now += this.ms;
    // What is forgotten is promised no more.
    for (const one of sent) if (reference.of(one.key) === undefined) one.isProven = true;
  }
  toString = () => `pass ${this.ms} ms`;
}

/** Somebody asks what became of a key, and may have found out by other means. */
class Look implements Command {
  readonly key: string;
  readonly finding: EndingName | undefined;
  readonly breaks: Break;
  constructor(key: string, finding: EndingName | undefined, breaks: Break) {
    [this.key, this.finding, this.breaks] = [key, finding, breaks];
  }
  check = () => true;
  async run(reference: Reference, real: Real) {
    const { key, finding, breaks } = this;
    const found = reference.of(key);
    const remembered = await real.ledger.find(idOf(key));
    expect(remembered?.outcome).toBe(found && reference.outcomeOf(found));
    if (remembered === undefined || found === undefined || finding === undefined) return;
    const got = await step(real, breaks, () => real.ledger.resolve(remembered, endings[finding]));
    const isUncertain = reference.outcomeOf(found) === 'UNCERTAIN';
    if (got !== undefined) expect(got.result).toBe(isUncertain);
    if (!isUncertain || !isDone(breaks)) return;
    reference.known.set(key, { ...found, state: finding, expiresAt: reference.now + lifeMs });
    if (endings[finding].isFree) prove(real, key, found.owner);
  }
  toString = () => `look for ${this.key}${this.finding === undefined ? '' : ` and find ${this.finding}`}`;
}

function prove({ sent }: Real, key: string, owner: number): void {
  for (const one of sent) if (one.key === key && one.owner === owner) one.isProven = true;
}

function restore({ known }: Reference, key: string, before: Known | undefined): void {
  if (before === undefined) known.delete(key);
  else known.set(key, before);
}

function told(breaks: Break): string {
  return breaks === 'no' ? '' : `, broken off ${breaks}`;
}

const keys = fc.constantFrom('k1', 'k2');
const digests = fc.constantFrom('d1', 'd2');
const index = fc.nat({ max: 3 });
const ending = fc.constantFrom(...(Object.keys(endings) as EndingName[]));
const breaks = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Break>('no') },
  { weight: 1, arbitrary: fc.constantFrom<Break>('before reading', 'before changing', 'after changing') },
);

const commands: readonly fc.Arbitrary<Command>[] = [
  fc.tuple(keys, digests, breaks).map((args) => new Begin(...args)),
  fc.tuple(keys, fc.tuple(digests, digests)).map((args) => new BeginBetween(...args)),
  fc.tuple(index, breaks).map((args) => new Commit(...args)),
  fc.tuple(index, ending, breaks).map((args) => new End(...args)),
  index.map((at) => new Crash(at)),
  fc.constantFrom(1, leaseMs / 2, leaseMs, lifeMs).map((ms) => new Pass(ms)),
  fc
    .tuple(keys, fc.option(fc.constantFrom<EndingName>('APPLIED', 'NOT_APPLIED'), { nil: undefined }), breaks)
    .map((args) => new Look(...args)),
];

/** Drives a ledger and the reference through the same steps, and expects the same of both. */
export async function assertModel(open: () => Promise<Subject>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands([...commands], { maxCommands: 30, size: 'max' }), async (steps) => {
      const subject = await open();
      const store = breakable(subject.store);
      const setup = () => ({
        model: new Reference(),
        real: { subject, store, ledger: createLedger({ store }), tries: [], sent: [] },
      });
      await fc.asyncModelRun(setup, steps);
    }),
    { numRuns },
  );
}
