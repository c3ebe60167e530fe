import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { orAborted, within } from '../src/waiting.ts';

test('however often one request waits for the same thing, it listens once, and no longer than it waits', async () => {
  const { signal } = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const waits = Array.from({ length: 1000 }, () => orAborted(promise, signal));
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  resolve('there');
  expect(new Set(await Promise.all(waits))).toEqual(new Set(['there']));
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('who leaves stops waiting; what is waited for goes on for the others', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const [left, stayed] = [new AbortController(), new AbortController()];
  const waits = [left, left, stayed].map(({ signal }) => orAborted(promise, signal).catch((error: unknown) => error));
  left.abort('gone');
  resolve('there');
  expect(await Promise.all(waits)).toEqual(['gone', 'gone', 'there']);
  await expect(orAborted(promise, left.signal)).rejects.toBe('gone');
});

test("what fails when its last waiter has left is nobody's failure", async () => {
  const unhandled = vi.fn<() => void>();
  process.on('unhandledRejection', unhandled);
  const late = Promise.withResolvers<void>();
  await expect(orAborted(late.promise, AbortSignal.abort('gone'))).rejects.toBe('gone');
  late.reject(new Error('too late'));
  await new Promise(setImmediate);
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('what takes longer than it is waited for is undefined; a failure in time is thrown', async () => {
  const never = new Promise<string>(() => {});
  expect(await within(1, never)).toBeUndefined();
  expect(await within(60_000, Promise.resolve('there'))).toBe('there');
  await expect(within(60_000, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});
