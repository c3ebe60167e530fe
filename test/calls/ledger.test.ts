import { describe, expect, test } from 'vitest';
import type { Ending } from '../../src/calls/ledger/entry.ts';
import { createLedger } from '../../src/calls/ledger/ledger.ts';
import { createMemoryStore, type MemoryLimits } from '../../src/calls/ledger/memory.ts';
import { limits } from '../../src/limits.ts';
import { assertModel, call, endings, idOf } from './ledger-model.ts';

test('a ledger in memory does what the reference does, with crashes between any two steps', async () => {
  await assertModel(async () => {
    let now = 0;
    return { store: createMemoryStore({ now: () => now }), pass: (ms) => void (now += ms) };
  }, 2000);
});

describe('a ledger in memory', () => {
  const answerOf = (bytes: number) => ({
    ...endings.APPLIED,
    answer: { status: 201, headers: {}, body: Buffer.alloc(bytes, 'x') },
  });

  function ledgerOf(few: Partial<MemoryLimits> = {}) {
    let now = 0;
    const ledger = createLedger({ store: createMemoryStore({ limits: { ...limits, ...few }, now: () => now }) });
    const begin = async (key: string, account?: string) =>
      ledger.begin(idOf(key, account), { digest: 'd', leaseMs: 1000, call });
    /** Sends a write to its end. */
    const write = async (key: string, ending = endings.APPLIED, account?: string) => {
      const begun = await begin(key, account);
      if (begun.kind !== 'RESERVED') return begun.kind;
      await begun.reservation.commit();
      await begun.reservation.end(ending);
      return 'DONE';
    };
    const answerOfKey = async (key: string, account?: string) =>
      (await ledger.find(idOf(key, account)))?.entry.ending?.answer;
    return { ledger, begin, write, answerOfKey, pass: (ms: number) => void (now += ms) };
  }

  test('takes so many entries, and then refuses further keys; what was sent stays', async () => {
    const { write, ledger } = ledgerOf({ ledgerEntries: 3 });
    for (const key of ['a', 'b', 'c']) expect(await write(key)).toBe('DONE');
    expect(await write('d')).toBe('FULL');
    for (const key of ['a', 'b', 'c']) expect(await ledger.find(idOf(key))).toMatchObject({ outcome: 'APPLIED' });
    // A key that is there takes no more room.
    expect(await write('a')).toBe('FOUND');
  });

  test('forgets what certainly did nothing before it refuses, and what has expired', async () => {
    const { write, ledger, pass } = ledgerOf({ ledgerEntries: 2 });
    await write('a', endings.NOT_APPLIED);
    await write('b');
    expect(await write('c')).toBe('DONE');
    expect(await ledger.find(idOf('a'))).toBeUndefined();
    expect(await write('d')).toBe('FULL');
    pass(limits.ledgerSeconds * 1000);
    expect(await write('d')).toBe('DONE');
    expect(await write('e')).toBe('DONE');
  });

  test('remembers a key for as long as its limit says, and not longer', async () => {
    const { write, ledger, pass } = ledgerOf();
    await write('a');
    pass(limits.ledgerSeconds * 1000 - 1);
    expect(await ledger.find(idOf('a'))).toMatchObject({ outcome: 'APPLIED' });
    expect(await write('a')).toBe('FOUND');
    pass(1);
    expect(await ledger.find(idOf('a'))).toBeUndefined();
    expect(await write('a')).toBe('DONE');
  });

  test('drops the oldest answers to their digests where answers take too much', async () => {
    const { write, answerOfKey } = ledgerOf({ ledgerBytes: 250 });
    for (const key of ['a', 'b']) await write(key, answerOf(100));
    expect(await answerOfKey('a')).toHaveProperty('body');
    await write('c', answerOf(100));
    expect(await answerOfKey('a')).toEqual({ status: 201, size: 100, digest: expect.any(String) });
    expect(await answerOfKey('b')).toHaveProperty('body');
    expect(await answerOfKey('c')).toHaveProperty('body');
    await write('d', answerOf(251));
    expect(await answerOfKey('d')).toMatchObject({ size: 251 });
  });

  test('gives one account its share, of entries and of bytes, and no more', async () => {
    const { write, answerOfKey } = ledgerOf({ ledgerAccountEntries: 2, ledgerAccountBytes: 250 });
    expect(await write('a', answerOf(200))).toBe('DONE');
    expect(await write('b', answerOf(200))).toBe('DONE');
    expect(await answerOfKey('a')).not.toHaveProperty('body');
    expect(await write('c')).toBe('FULL');
    for (const key of ['a', 'b']) expect(await write(key, answerOf(100), 'globex')).toBe('DONE');
    expect(await answerOfKey('b')).toHaveProperty('body');
  });

  test('remembers how every write ended, whatever room there is for answers', async () => {
    const { write, ledger } = ledgerOf({ ledgerBytes: 1, ledgerAccountBytes: 1 });
    const failure = { ...endings.REFUSED.failure, details: { problems: 'x'.repeat(100) } };
    for (const [key, ending] of Object.entries({ ...endings, told: { ...endings.REFUSED, failure } as Ending })) {
      await write(key, ending);
      expect(await ledger.find(idOf(key))).toMatchObject({ outcome: ending.outcome });
    }
    expect((await ledger.find(idOf('told')))?.entry.ending?.failure).toMatchObject({ message: 'No.', details: {} });
  });

  test('keeps room for what is in progress until it has ended', async () => {
    const { begin, write, pass } = ledgerOf({ ledgerEntries: 1 });
    const begun = await begin('a');
    expect(await write('b')).toBe('FULL');
    expect(begun.kind === 'RESERVED' && (await begun.reservation.commit())).toBe(true);
    pass(5000);
    expect(await write('b')).toBe('FULL');
    expect(begun.kind === 'RESERVED' && (await begun.reservation.end(endings.NOT_APPLIED))).toBe(true);
    expect(await write('b')).toBe('DONE');
  });
});
