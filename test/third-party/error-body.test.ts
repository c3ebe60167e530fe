import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestMessage, mostSentences, readErrorBody, readErrorData } from '../../src/third-party/error-body.ts';
import { mostOfAnErrorBody } from '../../src/third-party/error-text.ts';
import { longestSentence } from '../../src/third-party/words.ts';
import { errorBodies } from './error-bodies.ts';
import { moreErrorBodies } from './more-error-bodies.ts';

test.each([...errorBodies, ...moreErrorBodies])('$app', ({ body, says, fields, codes, contentType }) => {
  const read = readErrorBody(body, contentType);

  for (const words of says) expect(read.message).toContain(words);
  expect(new Set(read.problems.map(({ field }) => field))).toEqual(new Set(fields));
  expect(read.codes).toEqual(expect.arrayContaining([...codes]));
});

const message = (body: unknown) => readErrorBody(typeof body === 'string' ? body : JSON.stringify(body)).message;

describe('the leading sentence is the exact one', () => {
  test.each<[unknown, string]>([
    [
      {
        Message: 'A validation exception occurred',
        Elements: [{ ValidationErrors: [{ Message: 'Account 9 is closed' }] }],
      },
      'Account 9',
    ],
    [
      { title: 'Invalid Resource', detail: 'See the errors array.', errors: [{ message: 'Please enter a month' }] },
      'Please enter',
    ],
    [
      {
        error: 'RecordInvalid',
        description: 'Record validation errors',
        details: { a: [{ description: 'Name is taken' }] },
      },
      'a: Name is taken',
    ],
    [{ message: 'The contact exists already', errors: [{ message: 'Conflict' }] }, 'The contact exists'],
    [{ title: 'Bad Request', status: 400, detail: 'Subsidiary is missing' }, 'Subsidiary is missing'],
    [{ message: 'Validation failed: Email has already been taken', error: 'Bad Request' }, 'Validation failed: Email'],
  ])('%j', (body, start) => {
    expect(message(body)).toMatch(new RegExp(`^${start}`));
  });
});

test('names a field that its sentence does not name', () => {
  expect(message({ errors: { email: ['has already been taken'] } })).toBe('email: has already been taken');
  expect(message({ errors: { email: ['The email has been taken'] } })).toBe('The email has been taken');
});

test('a code says more than a general sentence alone', () => {
  expect(message({ error: 'insufficient_scope', message: 'Forbidden' })).toBe('Forbidden; insufficient_scope');
});

test.each([
  { error: { message: '<!DOCTYPE html><html><body>10.0.0.7</body></html>' } },
  '<?xml version="1.0"?><error><message>&lt;html&gt;&lt;body&gt;10.0.0.7</message></error>',
  { message: '' },
  {},
  [],
  'null',
])('says nothing: %j', (body) => {
  expect(message(body)).toBe('');
});

test('a list that PHP wrote as an object names no fields', () => {
  const { problems, sentences } = readErrorBody('{"errors":{"0":{"message":"Row bad"},"1":{"message":"Row two"}}}');
  expect(sentences).toEqual(['Row bad', 'Row two']);
  expect(problems).toEqual([]);
});

describe('credentials are left out', () => {
  test.each([
    { message: 'Login failed', password: 'hunter2' },
    { token: 'hunter2', note: 1 },
    { errors: { api_key: 'hunter2' } },
    { errors: { token: ['hunter2'] } },
    { request: { headers: { Authorization: ['Bearer hunter2'] } } },
    { message: 'Refused Authorization: Bearer hunter2hunter2' },
    { message: 'GET https://api.example.com/?access_token=hunter2 failed' },
    { message: 'GET https://bob:hunter2@example.com failed' },
    { message: 'Sent {"client_secret":"hunter2"} in vain' },
    'refused {"password": "hunter2", oops',
  ])('%j', (body) => {
    expect(JSON.stringify(readErrorBody(typeof body === 'string' ? body : JSON.stringify(body)))).not.toContain(
      'hunter2',
    );
  });

  test('but not what is said of them', () => {
    expect(message({ errors: { password: ['is too short (minimum is 8 characters)'] } })).toContain('too short');
    expect(message({ message: 'password: must have letters' })).toBe('password: must have letters');
  });
});

describe('nothing after "HTTP Request:" is told', () => {
  test.each([
    'Not found\r\n\r\n\r\nHTTP Request:\r\nPOST /hunter2',
    '{"message":"Not found"}\r\n\r\n\r\nHTTP Request:\r\nAuthorization: hunter2',
    '{"message":"Not found HTTP Request: hunter2","detail":"hunter2"}',
    JSON.stringify({ message: 'Not found\r\nHTTP  Request: hunter2' }),
    String.raw`{"message":"Not found HTTP\u0020Request: hunter2"}`,
    '<e><message>Not found HTTP Request: hunter2</message></e>',
  ])('%j', (body) => {
    expect(message(body)).toContain('Not found');
    expect(JSON.stringify(readErrorBody(body))).not.toContain('hunter2');
  });
});

describe('bounds', () => {
  test('of a sentence', () => {
    expect(message({ message: 'x'.repeat(longestSentence) })).toBe('x'.repeat(longestSentence));
    expect(message({ message: 'x'.repeat(longestSentence + 1) })).toBe(`${'x'.repeat(longestSentence)}…`);
  });

  test('of a message', () => {
    const { message: told, sentences } = readErrorBody(
      JSON.stringify({ errors: Array.from({ length: 20 }, (_, n) => `${n} ${'word '.repeat(20)}`) }),
    );
    expect(told).toHaveLength(longestMessage + 1);
    expect(sentences).toHaveLength(20);
  });

  test('of the number of sentences', () => {
    const errors = (count: number) =>
      JSON.stringify({ errors: Array.from({ length: count }, (_, n) => ({ field: `f${n}`, message: `${n} is bad` })) });
    expect(readErrorBody(errors(mostSentences)).sentences).toHaveLength(mostSentences);
    const more = readErrorBody(errors(5000));
    expect(more.sentences).toHaveLength(mostSentences);
    expect(more.problems).toHaveLength(mostSentences);
  });

  test('of the body: what is cut off is read as far as it goes', () => {
    const body = JSON.stringify({ message: 'Read this first', rest: 'x'.repeat(mostOfAnErrorBody) });
    expect(message(body)).toBe('Read this first');
    expect(message(`${' '.repeat(mostOfAnErrorBody)}{"message":"beyond"}`)).toBe('');
  });

  test.each(['[', '{"errors":', '{"a":[', '[1e400,', '{"message":"{\\"message\\":'])('of depth: %s', (opening) => {
    expect(() => readErrorBody(opening.repeat(5000))).not.toThrow();
  });

  test.each([
    '<a>',
    '<a b="',
    '<!--',
    '<?',
    '<![CDATA[',
    '&',
    '<br',
    'Fault ',
    '"',
    '{"',
    '\\',
    'HTTP ',
    ' ',
    '\n at ',
    'token=',
    'a=1&',
    'error ',
    '{"a":"{',
    '[{"',
    '%{a}',
    'https://',
    'eyJ',
    '=',
    'validation ',
  ])('of work: much of %j', (part) => {
    const body = part.repeat(mostOfAnErrorBody / part.length);
    for (const text of [
      body,
      `<x>${body}`,
      `{"message":"${body}`,
      JSON.stringify({ message: body, errors: { [body]: body } }),
    ]) {
      expect(readErrorBody(text).message.length).toBeLessThanOrEqual(longestMessage + 1);
    }
  });
});

const words = fc.constantFrom(
  'message',
  'errors',
  'error',
  'detail',
  'field',
  'code',
  'token',
  'HTTP Request: hunter2',
  '<html>hunter2',
  '<b',
  'is bad',
  'email',
  '%1',
  '{',
  '"',
);
const text = fc.oneof(
  fc.array(words).map((parts) => parts.join(' ')),
  fc.string(),
);
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(text, tie('data'), { maxKeys: 4 }),
  ),
}));

function isHarmless({ message: told, sentences, problems, codes }: ReturnType<typeof readErrorBody>) {
  const all = [told, ...sentences, ...codes, ...problems.flatMap(({ field, message: said }) => [field ?? '', said])];
  expect(told.length).toBeLessThanOrEqual(longestMessage + 1);
  for (const said of all) {
    expect(said).not.toMatch(/<html|<!doctype html|HTTP Request:|[\r\n]|hunter2/i);
  }
}

test('whatever an app sends, it is read within bounds and without pages and requests', () => {
  fc.assert(fc.property(data, (value) => isHarmless(readErrorBody(JSON.stringify(value)))));
  fc.assert(fc.property(text, (value) => isHarmless(readErrorBody(value))));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('<>/!?-"=&;{}[]:,a \n')) }), (value) =>
      isHarmless(readErrorBody(value)),
    ),
  );
  fc.assert(fc.property(data, (value) => isHarmless(readErrorData(value as never))));
});

test('whatever is cut off is read as far as it goes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...errorBodies), fc.nat(), (row, cut) => {
      isHarmless(readErrorBody(row.body.slice(0, cut % row.body.length)));
    }),
  );
});
