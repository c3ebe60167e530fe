import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readBounded } from '../src/bytes.ts';

const streamOf = (...texts: readonly string[]) => Readable.from(texts.map((text) => Buffer.from(text)));

test.for([
  [[], ''],
  [['abc'], 'abc'],
  [['a', 'bc', 'd'], 'abcd'],
] as const)('%j is read whole, up to its limit', async ([texts, whole]) => {
  expect((await readBounded(streamOf(...texts), 4))?.toString()).toBe(whole);
});

test('a byte more is not read', async () => {
  expect(await readBounded(streamOf('abc', 'de'), 4)).toBeUndefined();
});

test('a longer stream is destroyed at once, or read on as far as it was said', async () => {
  const sent = async (drainBytes?: number) => {
    let count = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          count += 1;
          yield Buffer.alloc(10);
        }
      })(),
      { highWaterMark: 1 },
    );
    expect(await readBounded(endless, 20, drainBytes)).toBeUndefined();
    expect(endless.destroyed).toBe(true);
    return count;
  };
  const atOnce = await sent();
  expect(atOnce).toBeLessThan(10);
  expect(await sent(1000)).toBeGreaterThan(100);
});

test('what a stream throws is thrown', async () => {
  const broken = new Readable({
    read() {
      this.destroy(new Error('broke off'));
    },
  });
  await expect(readBounded(broken, 10)).rejects.toThrow('broke off');
});
