import { expect, test } from 'vitest';
import { createUnbatchedLoader } from '../../src/loaders/unbatched-loader.ts';

test('each key answers when its own call does, and fails alone', async () => {
  const calls = new Map<string, PromiseWithResolvers<string>>();
  const loader = createUnbatchedLoader((key: string) => {
    const call = Promise.withResolvers<string>();
    calls.set(key, call);
    return call.promise;
  });

  const [slow, fast, failing] = [loader.load('slow'), loader.load('fast'), loader.load('failing')];
  await expect.poll(() => calls.size).toBe(3);

  calls.get('fast')?.resolve('first');
  expect(await fast).toBe('first');
  calls.get('failing')?.reject(new Error('alone'));
  await expect(failing).rejects.toThrow('alone');
  calls.get('slow')?.resolve('last');
  expect(await slow).toBe('last');
});

test('a key is asked for once', async () => {
  let asked = 0;
  const loader = createUnbatchedLoader(async (key: number) => {
    asked += 1;
    return key * 2;
  });
  expect(await Promise.all([loader.load(1), loader.load(1), loader.load(2)])).toEqual([2, 2, 4]);
  expect(await loader.load(1)).toBe(2);
  expect(asked).toBe(2);
});
