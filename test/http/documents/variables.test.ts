import { createSchema } from 'graphql-yoga';
import { describe, expect, test } from 'vitest';
import { createJsonScalars } from '../../../src/graphql/scalars.ts';
import { createParsedDocuments } from '../../../src/http/documents/parsed-documents.ts';
import { createExchanges } from '../../../src/http/exchange.ts';
import { accept } from '../../../src/http/request/accept.ts';
import { jsonBody } from '../../../src/http/request/json-body.ts';
import { createHandler } from '../../../src/http/handler.ts';

/** Answers its arguments, as JSON. */
const handler = createHandler({
  schema: createSchema({
    typeDefs: /* GraphQL */ `
      scalar JSON
      scalar JSONObject
      enum Colour {
        RED
      }
      input Inner {
        id: ID
        int: Int
        float: Float
        string: String
        boolean: Boolean
        colour: Colour
        json: JSON
        ids: [ID!]
        inner: Inner
      }
      type Query {
        echo(
          id: ID
          int: Int
          float: Float
          string: String
          boolean: Boolean
          colour: Colour
          json: JSON
          object: JSONObject
          inner: Inner
          inners: [Inner!]
          ids: [ID]
          ints: [Int]
          floats: [Float]
          nested: [[ID!]!]
        ): String
      }
    `,
    resolvers: { ...createJsonScalars(), Query: { echo: (_root, args) => JSON.stringify(args) } },
  }),
  rules: [jsonBody(1_000_000), accept()],
  exchanges: createExchanges({ maxUpstreamCalls: 1 }),
  documents: createParsedDocuments(),
  createContext: () => ({ replays: [], failures: [], plainLists: [] }),
});

interface Outcome {
  readonly data?: { readonly echo: string | null };
  readonly errors?: readonly { readonly message: string; readonly locations: unknown }[];
}

async function post(query: string, variables: string): Promise<Outcome> {
  const response = await handler.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    }),
  );
  return (await response.json()) as Outcome;
}

/** The argument as the resolver has it, or the message. */
async function echo(type: string, argument: string, value: string): Promise<string | undefined> {
  const { data, errors } = await post(`query ($v: ${type}) { echo(${argument}: $v) }`, `{"v":${value}}`);
  return errors === undefined ? data?.echo?.slice(`{"${argument}":`.length, -1) : errors.map((e) => e.message).join();
}

const id = '9223372036854775807';
const two = '2.0000000000000000';
const price = '19.990000000000000000';
const refused = (value: string, message: string, place = '') =>
  `Variable "$v" got invalid value ${value}${place}; ${message}`;

describe('a number of many digits', () => {
  test.for([
    ['ID', 'id', id, `"${id}"`],
    ['ID', 'id', `-${id}`, `"-${id}"`],
    ['ID', 'id', two, '"2"'],
    ['ID', 'id', `${id}.000`, `"${id}"`],
    ['ID', 'id', price, refused(price, `ID cannot represent value: ${price}`)],
    ['ID', 'id', '1e999', refused('1e999', 'ID cannot represent value: 1e999')],
    ['Int', 'int', two, '2'],
    ['Int', 'int', '-2147483648.000000', '-2147483648'],
    ['Int', 'int', '-0.0000000000000000', '0'],
    ['Int', 'int', '20000000000000000e-16', '2'],
    ['Int', 'int', id, refused(id, `Int cannot represent non 32-bit signed integer value: ${id}`)],
    [
      'Int',
      'int',
      '2147483648',
      refused('2147483648', 'Int cannot represent non 32-bit signed integer value: 2147483648'),
    ],
    [
      'Int',
      'int',
      '2.0000000000000001',
      refused('2.0000000000000001', 'Int cannot represent non-integer value: 2.0000000000000001'),
    ],
    ['Float', 'float', price, '19.99'],
    ['Float', 'float', two, '2'],
    ['Float', 'float', id, '9223372036854776000'],
    ['Float', 'float', '1e999', refused('1e999', 'Float cannot represent non numeric value: 1e999')],
    ['String', 'string', id, refused(id, `String cannot represent a non string value: ${id}`)],
    ['Boolean', 'boolean', id, refused(id, `Boolean cannot represent a non boolean value: ${id}`)],
    ['Colour', 'colour', id, refused(id, `Enum "Colour" cannot represent non-string value: ${id}.`)],
    ['JSON', 'json', id, id],
    ['JSON', 'json', `[{"a":${price}}]`, `[{"a":${price}}]`],
    ['JSONObject', 'object', `{"a":${id}}`, `{"a":${id}}`],
    ['JSONObject', 'object', id, refused(id, 'Expected a JSON object, such as { "key": "value" }; got a number.')],
    [
      'JSONObject',
      'object',
      `[${id}]`,
      refused(`[${id}]`, 'Expected a JSON object, such as { "key": "value" }; got a list.'),
    ],
    [
      'String',
      'string',
      `{"a":[${id}]}`,
      refused(`{ a: [${id}] }`, `String cannot represent a non string value: { a: [${id}] }`),
    ],
    // Within lists.
    ['[ID]', 'ids', `[${id},1,"a"]`, `["${id}","1","a"]`],
    ['[ID]', 'ids', id, `["${id}"]`],
    ['[[ID!]!]', 'nested', `[[${id}],[${two}]]`, `[["${id}"],["2"]]`],
    [
      '[Int]',
      'ints',
      `[${two},${id}]`,
      refused(id, `Int cannot represent non 32-bit signed integer value: ${id}`, ' at "v[1]"'),
    ],
    ['[Float]', 'floats', `[${price},null]`, '[19.99,null]'],
    // Within inputs.
    [
      'Inner',
      'inner',
      `{"id":${id},"int":${two},"float":${price},"json":[${id}],"ids":[${id}],"inner":{"id":${id}}}`,
      `{"id":"${id}","int":2,"float":19.99,"json":[${id}],"ids":["${id}"],"inner":{"id":"${id}"}}`,
    ],
    ['[Inner!]', 'inners', `[{"id":${id}}]`, `[{"id":"${id}"}]`],
    ['[Inner!]', 'inners', `{"id":${id}}`, `[{"id":"${id}"}]`],
    ['Inner', 'inner', id, refused(id, 'Expected type "Inner" to be an object.')],
    ['Inner', 'inner', `{"inner":${id}}`, refused(id, 'Expected type "Inner" to be an object.', ' at "v.inner"')],
    [
      '[Inner!]',
      'inners',
      `[{"inner":{"string":${id}}}]`,
      refused(id, `String cannot represent a non string value: ${id}`, ' at "v[0].inner.string"'),
    ],
    [
      'Inner',
      'inner',
      `{"zzzzzzzz":${id}}`,
      refused(`{ zzzzzzzz: ${id} }`, 'Field "zzzzzzzz" is not defined by type "Inner".'),
    ],
    [
      'Inner',
      'inner',
      `{"__proto__":${id}}`,
      refused(`{ __proto__: ${id} }`, 'Field "__proto__" is not defined by type "Inner".'),
    ],
  ] as const)('%s %s: %s', async ([type, argument, value, expected]) => {
    expect(await echo(type, argument, value)).toBe(expected);
  });

  test.for([
    ['a literal', `{ echo(id: ${id}, json: ${id}, float: ${price}) }`, `{"id":"${id}","float":19.99,"json":${id}}`],
    [
      'a default',
      `query ($v: ID = ${id}, $j: JSON = [${id}]) { echo(id: $v, json: $j) }`,
      `{"id":"${id}","json":[${id}]}`,
    ],
    [
      'a literal of an input',
      `{ echo(inner: { id: ${id}, json: { a: ${id} } }) }`,
      `{"inner":{"id":"${id}","json":{"a":${id}}}}`,
    ],
  ] as const)('in %s', async ([, query, expected]) => {
    expect((await post(query, '{}')).data?.echo).toBe(expected);
  });

  test('that is wrong is told beside everything else that is wrong', async () => {
    const query = 'query ($a: Int, $b: ID!, $c: String, $d: ID!) { echo(int: $a, id: $b, string: $c, ids: [$d]) }';
    const { errors } = await post(query, `{"a":${id},"c":1,"d":null}`);
    expect(errors?.map(({ message }) => message)).toEqual([
      `Variable "$a" got invalid value ${id}; Int cannot represent non 32-bit signed integer value: ${id}`,
      'Variable "$b" of required type "ID!" was not provided.',
      'Variable "$c" got invalid value 1; String cannot represent a non string value: 1',
      'Variable "$d" of non-null type "ID!" must not be null.',
    ]);
    expect(errors?.[0]?.locations).toEqual([{ line: 1, column: 8 }]);
  });

  test('too deep is refused, whatever it is', async () => {
    const deep = `${'['.repeat(1000)}${id}${']'.repeat(1000)}`;
    const message = await echo('JSON', 'json', deep);
    expect(message).toContain('The JSON argument has too many levels; the limit is 32.');
    expect(message).not.toContain('rawJSON');
  });
});

describe('a variable', () => {
  test.for([
    ['ID', '{"__proto__":"a"}', '{"id":"a"}'],
    ['ID', '{}', '{}'],
    ['ID = "b"', '{}', '{"id":"b"}'],
    ['ID', '{"__proto__":null}', '{"id":null}'],
  ] as const)('called $__proto__ of type %s, given %s', async ([type, variables, expected]) => {
    expect((await post(`query ($__proto__: ${type}) { echo(id: $__proto__) }`, variables)).data?.echo).toBe(expected);
  });

  test('called $__proto__ stands beside any other', async () => {
    const query = 'query ($__proto__: ID, $__proto___: ID) { echo(ids: [$__proto__, $__proto___]) }';
    expect((await post(query, '{"__proto__":"a","__proto___":"b"}')).data?.echo).toBe('{"ids":["a","b"]}');
  });

  test.for(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'called $%s is absent where it is',
    async (name) => {
      expect((await post(`query ($${name}: ID) { echo(id: $${name}) }`, '{}')).data?.echo).toBe('{}');
      expect((await post(`query ($${name}: ID) { echo(id: $${name}) }`, `{"${name}":"a"}`)).data?.echo).toBe(
        '{"id":"a"}',
      );
    },
  );
});

test.for(['query', 'variables', 'extensions', 'operationName'])('a number of many digits is no %s', async (name) => {
  const parameters = { query: '{ echo }', [name]: 0 };
  const body = JSON.stringify(parameters).replace(`"${name}":0`, `"${name}":${id}`);
  const response = await handler.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  );
  const text = await response.text();
  expect(text).toContain('errors');
  expect(text).not.toMatch(/rawJSON|object Object/);
});
