import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeeperThan } from '../../src/text/levels.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('a text is as deep as its value, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify({ '[{"\\': value }, null, indent);
      const depth = depthOf({ value });
      expect(isDeeperThan(depth, text)).toBe(false);
      expect(isDeeperThan(depth - 1, text)).toBe(true);
    }),
  );
});

test.each(['"', '"\\', '[[[', ']]]', '"[', ''])('%j, which is no JSON, ends', (text) => {
  expect(isDeeperThan(10, text.repeat(5))).toBeTypeOf('boolean');
});

test('a million levels are counted without recursion', () => {
  expect(isDeeperThan(999_999, '['.repeat(1_000_000))).toBe(true);
  expect(isDeeperThan(1_000_000, '['.repeat(1_000_000))).toBe(false);
});
