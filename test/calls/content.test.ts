import { expect, test } from 'vitest';
import { readContent } from '../../src/calls/content.ts';
import { Answer } from '../../src/cyclr/answer.ts';

const read = (body: string | Buffer, contentType = 'application/json; charset=utf-8') =>
  readContent(new Answer(200, { 'content-type': contentType }, Buffer.from(body)), undefined, 'READ');

test.each([
  ['an object', '{"a":1}', { a: 1 }],
  ['a root list', '[1]', [1]],
  ['a scalar', '"x"', 'x'],
  ['null', 'null', null],
])('%s', (_what, body, expected) => {
  expect(read(body)).toEqual(expected);
});

test.each([
  ['nothing', ''],
  ['white space', ' \r\n'],
])('%s is nothing', (_what, body) => {
  expect(read(body)).toBeUndefined();
});

test.each(['text/plain', 'text/csv', 'application/xml', ''])('text as %j is the text', (contentType) => {
  expect(read('Name,Email\r\nJohn,1', contentType)).toBe('Name,Email\r\nJohn,1');
  expect(read('123', contentType)).toBe('123');
});

test('JSON is read whatever it is called, and text that only begins like it is text', () => {
  expect(read('{"a":1}', 'text/plain')).toEqual({ a: 1 });
  expect(read('[draft] Hello', 'text/plain')).toBe('[draft] Hello');
});

test('what is not text is base64', () => {
  expect(read(Buffer.from([0xff, 0xd8, 0xff, 0x00]), 'image/jpeg')).toBe('/9j/AA==');
});

test('a 64-bit id keeps its digits', () => {
  expect(JSON.stringify(read('{"Id":9223372036854775807}'))).toBe('{"Id":9223372036854775807}');
});

test.each([
  ['cut off', '{"records":[{"Id":1}', 'application/json'],
  ['text that says it is JSON', 'Internal error', 'application/json'],
  ['a page that says it is JSON', '<html>', 'application/problem+json'],
  ['a page', '<!doctype html><title>Sign in</title>', 'text/html'],
])('%s is invalid, and not quoted', (_what, body, contentType) => {
  expect(() => read(body, contentType)).toThrow(expect.objectContaining({ code: 'UPSTREAM_INVALID' }) as Error);
  expect(() => read(body, contentType)).not.toThrow(/records|Internal error|<|Sign in/);
});
