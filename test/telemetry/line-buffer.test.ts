import { expect, test } from 'vitest';
import { bufferLines } from '../../src/telemetry/line-buffer.ts';

test('lines of one turn of the event loop are written together', async () => {
  const written: string[] = [];
  using lines = bufferLines((text) => written.push(text));
  lines.write('one\n');
  lines.write('two\n');
  expect(written).toEqual([]);
  await new Promise(setImmediate);
  lines.write('three\n');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

test('the last lines are written when the buffer is disposed of, and nothing stays behind', () => {
  const written: string[] = [];
  const before = process.listenerCount('exit');
  {
    using lines = bufferLines((text) => written.push(text));
    lines.write('last\n');
  }
  expect(written).toEqual(['last\n']);
  expect(process.listenerCount('exit')).toBe(before);
});
