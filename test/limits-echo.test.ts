import { describe, expect } from 'vitest';
import type { Json } from '../src/json.ts';
import { limits } from '../src/limits.ts';
import { post, test } from './fixtures.ts';

const long = 'x'.repeat(5000);
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_one, index) => make(index)).join(' ');

const ofVariables: readonly (readonly [string, string, Json])[] = [
  ['a text where a number belongs', 'query ($v: Int) { connectors(first: $v) { nodes { id } } }', long],
  [
    'many keys where a number belongs',
    'query ($v: Int) { connectors(first: $v) { nodes { id } } }',
    Object.fromEntries(Array.from({ length: 500 }, (_one, at) => [`xxxxxxxxxx${at}`, at])),
  ],
  [
    'an unknown parameter',
    'mutation ($v: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "List Contacts", parameters: $v) }',
    { [long]: 1 },
  ],
  [
    'an unknown field in a field',
    'mutation ($v: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: $v) }',
    { Address: { [long]: 1 } },
  ],
  ['a method', 'mutation ($v: String!) { callConnectorMethod(accountConnectorId: 1873, method: $v) }', long],
  ['an id', 'query ($v: ID!) { accountConnector(id: $v) { id } }', long],
  [
    'a path to select',
    'query ($v: [String!]) { accountConnector(id: 1873) { call(method: "List Contacts") { records(select: $v) } } }',
    [long],
  ],
  ['a name of an operation', '{ __typename }', long],
];

describe('an error quotes no more than 200 characters of what was sent', () => {
  test.for(ofVariables)('as a variable: %s', async ([, query, v], { ask }) => {
    const { text } = await ask(query, { v });
    const quoted = (text.match(/x{10,}/g) ?? []).map(({ length }) => length);
    expect(Math.max(0, ...quoted)).toBeLessThanOrEqual(limits.errorCharacters);
    expect(text.length).toBeLessThan(2000);
  });

  test.for([
    ['a name', `{ ${'x'.repeat(limits.nameCharacters)} }`],
    ['a name that is too long', `{ ${long} }`],
    ['a text', `{ connectors(first: "${long}") { nodes { id } } }`],
    ['a block text', `{ connectors(first: """${long}""") { nodes { id } } }`],
    ['a number', `{ connectors(first: ${'9'.repeat(5000)}) { nodes { id } } }`],
    ['broken syntax', `{ a(b: "${long}`],
    ['a directive', `{ __typename @${'x'.repeat(limits.nameCharacters)} }`],
  ] as const)('in a document: %s', async ([, document], { ask }) => {
    const { body, text } = await ask(document);
    for (const { message } of body.errors ?? []) expect(message.length).toBeLessThanOrEqual(limits.errorCharacters);
    expect(body.errors?.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(1000);
  });

  test('and still says what was expected', async ({ ask }) => {
    const { body } = await ask('query ($v: MethodKind) { accountConnector(id: 1873) { methods(kind: $v) { id } } }', {
      v: long,
    });
    expect(body.errors?.[0]?.message).toMatch(
      /^Variable "\$v" got invalid value "x+ … x+" does not exist in .* enum\.$/,
    );
  });
});

describe('a limit has no back door', () => {
  const refused = { body: { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] } };

  test.for([
    ['directives on a variable', `query ($a: ID ${times(11, () => '@x')}) { __typename }`],
    ['directives on an operation', `query ${times(11, () => '@x')} { __typename }`],
    ['directives on a fragment', `{ ...A } fragment A on Query ${times(11, () => '@x')} { __typename }`],
    ['directives on a spread', `{ ...A ${times(11, () => '@skip(if: true)')} } fragment A on Query { __typename }`],
    ['depth in a fragment', `{ x { ...A } } fragment A on Query ${'{ x '.repeat(12)}${'}'.repeat(12)}`],
    ['depth in an inline fragment', `{ ... on Query { ... { x ${'{ x '.repeat(12)}${'}'.repeat(12)} } } }`],
    [
      'introspection in a fragment',
      `{ __schema { ...A } } fragment A on __Schema ${'{ x '.repeat(20)}${'}'.repeat(20)}`,
    ],
    ['a long name of a fragment', `{ ...${long} } fragment ${long} on Query { __typename }`],
  ] as const)('%s', async ([, document], { ask }) => {
    expect(await ask(document)).toMatchObject(refused);
  });

  test('an operation that is not asked for', async ({ gateway }) => {
    const query = `query A { __typename } query B ${'{ x '.repeat(13)}${'}'.repeat(13)}`;
    expect(await post(gateway, { query, operationName: 'A' })).toMatchObject(refused);
  });

  test('a document that was refused is refused again', async ({ ask }) => {
    const document = `{ ${times(51, (at) => `a${at}: __typename`)} }`;
    for (let time = 0; time < 3; time++) expect(await ask(document)).toMatchObject(refused);
  });
});
