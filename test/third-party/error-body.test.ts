import { expect, test } from 'vitest';
import { readErrorBody } from '../../src/third-party/error-body.ts';
import { errorBodies } from './error-bodies.ts';

test.each(errorBodies)('$app', ({ body, says, fields = [], codes = [], contentType }) => {
  const read = readErrorBody(body, contentType);

  for (const words of says) expect(read.message).toContain(words);
  expect(new Set(read.problems.map(({ field }) => field))).toEqual(new Set(fields));
  expect(read.codes).toEqual(expect.arrayContaining([...codes]));
});
