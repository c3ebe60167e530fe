import { describe, expect } from 'vitest';
import type { Json } from '../../src/json.ts';
import { crm, post, test } from '../fixtures.ts';

/** Its body goes to the third-party app as it is, and nobody asks what the method is. */
const send = (literal: string) =>
  `callConnectorMethodWithBody(accountConnectorId: 1873, method: "${crm.createContact}", body: ${literal})`;

describe('a variable within a JSON literal', () => {
  test.for([
    ['that is not given leaves its key out', '$e: String', '{ a: $e, b: 1 }', {}, '{"b":1}'],
    [
      'that is not given leaves its key out at any depth',
      '$e: String',
      '{ a: { b: { c: $e, d: 1 } } }',
      {},
      '{"a":{"b":{"d":1}}}',
    ],
    [
      'that is not given leaves its key out within a list',
      '$e: String',
      '{ a: [{ b: $e, c: 1 }] }',
      {},
      '{"a":[{"c":1}]}',
    ],
    ['that is not given is null in a list', '$e: String', '{ a: [1, $e, 2] }', {}, '{"a":[1,null,2]}'],
    ['that is null is null', '$e: String', '{ a: $e }', { e: null }, '{"a":null}'],
    ['that is not given has its default', '$e: String = "d"', '{ a: $e }', {}, '{"a":"d"}'],
    ['with null for its default is null', '$e: String = null', '{ a: $e }', {}, '{"a":null}'],
    ['that is null has no use of its default', '$e: String = "d"', '{ a: $e }', { e: null }, '{"a":null}'],
    ['may be called __proto__', '$__proto__: JSON', '{ a: $__proto__ }', { ['__proto__']: { b: 1 } }, '{"a":{"b":1}}'],
    ['called __proto__ may be absent', '$__proto__: JSON', '{ a: $__proto__, b: 1 }', {}, '{"b":1}'],
    ['may be called constructor', '$constructor: String', '{ a: $constructor, b: 1 }', {}, '{"b":1}'],
    ['may be called toString', '$toString: String', '{ a: $toString, b: 1 }', {}, '{"b":1}'],
    [
      'may be called hasOwnProperty',
      '$hasOwnProperty: String',
      '{ a: $hasOwnProperty }',
      { hasOwnProperty: 'x' },
      '{"a":"x"}',
    ],
    [
      'keys are ordinary names',
      '$e: Int',
      '{ __proto__: { x: 1 }, constructor: $e, toString: 2, hasOwnProperty: 3 }',
      {},
      '{"__proto__":{"x":1},"toString":2,"hasOwnProperty":3}',
    ],
  ] as const)('%s', async ([, variable, literal, variables, sent], { gateway, sandbox }) => {
    const text = JSON.stringify({
      query: `mutation (${variable}) { ${send(literal)} }`,
      variables: variables as Json,
    });
    await post(gateway, text);
    expect(sandbox.received.find(({ path }) => path.includes('/methods/'))?.body).toContain(
      `"Body":${JSON.stringify(sent)}`,
    );
  });
});

describe('a wrong JSON literal', () => {
  const call = (argument: string) =>
    `mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", ${argument}) }`;
  const deep = `${'{ a: '.repeat(33)}1${' }'.repeat(33)}`;

  test.for([
    ['fields: [1]', ['fields'], 'Expected a JSON object, such as { "key": "value" }; got a list.', 'BAD_USER_INPUT'],
    ['fields: "x"', ['fields'], 'Expected a JSON object, such as { "key": "value" }; got a string.', 'BAD_USER_INPUT'],
    [
      'fields: 12345678901234567890',
      ['fields'],
      'Expected a JSON object, such as { "key": "value" }; got a number.',
      'BAD_USER_INPUT',
    ],
    [
      'parameters: { a: { b: 1, b: 2 } }',
      ['parameters', 'a', 'b'],
      'The key "b" is given twice. Give it once.',
      'BAD_USER_INPUT',
    ],
    [
      'parameters: { __proto__: 1, __proto__: 2 }',
      ['parameters', '__proto__'],
      'The key "__proto__" is given twice. Give it once.',
      'BAD_USER_INPUT',
    ],
    [
      'fields: { a: [1, ACTIVE] }',
      ['fields', 'a', 1],
      'ACTIVE is not a JSON value. Write a text in quotes: "ACTIVE".',
      'BAD_USER_INPUT',
    ],
    [`fields: ${deep}`, ['fields'], 'The JSON argument has too many levels; the limit is 32.', 'LIMIT_EXCEEDED'],
    [
      `fields: { a: "${'x'.repeat(256_000)}" }`,
      ['fields'],
      'The JSON argument has too many characters; the limit is 256000.',
      'LIMIT_EXCEEDED',
    ],
  ] as const)('%.60s', async ([argument, path, message, code], { ask, sandbox }) => {
    const { body } = await ask(call(argument));
    const [error] = body.errors ?? [];
    expect(error).toMatchObject({
      message,
      locations: [{ line: 1, column: expect.any(Number) as number }],
      extensions: { code, problems: [{ path, message, suggestions: [] }] },
    });
    expect(sandbox.received).toEqual([]);
  });

  test('as a variable has its place too', async ({ ask }) => {
    const query = `mutation ($f: JSONObject) {
      callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: $f)
    }`;
    const { body } = await ask(query, { f: [1] });
    expect(body.errors).toMatchObject([
      {
        message: 'Variable "$f" got invalid value [1]; Expected a JSON object, such as { "key": "value" }; got a list.',
        locations: [{ line: 1, column: 11 }],
        extensions: { code: 'BAD_USER_INPUT', problems: [{ path: [] }] },
      },
    ]);
  });
});
