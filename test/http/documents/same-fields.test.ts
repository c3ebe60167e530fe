import { buildSchema, type ExecutionResult, execute, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { mergeSameFields } from '../../../src/http/documents/same-fields.ts';
import { limits } from '../../../src/limits.ts';
import { crm, test as base } from '../../fixtures.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    one(id: ID, deep: [Int]): Thing
    things: [Thing!]!
    count: Int!
  }
  type Mutation {
    one(id: ID): Thing
  }
  type Thing {
    id: ID!
    other: Thing
    others: [Thing]
  }
`);

/** Executes a query, and counts the calls of resolvers. */
function run(text: string, isMerged: boolean, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = document.definitions.find(
    (one) => one.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  let calls = 0;
  const thing = (id: unknown): object => ({
    id: () => ((calls += 1), String(id)),
    other: () => ((calls += 1), thing(`${String(id)}.`)),
    others: () => ((calls += 1), [thing('x'), null, thing('y')]),
  });
  const rootValue = {
    one: ({ id }: { readonly id?: string }) => ((calls += 1), id === 'none' ? null : thing(id)),
    things: () => ((calls += 1), [thing(1), thing(2)]),
    count: () => ((calls += 1), calls),
  };
  const merged = isMerged ? mergeSameFields(document, operation) : undefined;
  const result = execute({
    schema,
    document: merged?.document ?? document,
    rootValue,
    variableValues: variables,
  }) as ExecutionResult;
  return { text: JSON.stringify(merged?.expand(result.data) ?? result.data), calls, copies: merged?.mostCopies };
}

describe('the same fields of a query are resolved once, and answered under each alias', () => {
  test.for([
    ['{ a: one(id: 1) { id } b: one(id: 1) { id } }', 2, 2],
    ['{ a: one(id: 1) { id } c: one(id: 2) { id } b: one(id: 1) { id } }', 4, 2],
    ['{ one(id: 1) { a: other { id } b: other { id } id } }', 4, 2],
    ['{ x: one(id: 1) { a: other { id } b: other { id } } y: one(id: 1) { a: other { id } b: other { id } } }', 3, 4],
    ['{ things { a: id b: id } x: things { a: id b: id } }', 3, 4],
    ['{ a: one(id: 1) { others { x: id y: id } } b: one(id: "none") { id } c: one(id: "none") { id } }', 5, 2],
    ['query ($i: ID) { a: one(id: $i, deep: [1]) { id } b: one(id: $i, deep: [1]) { id } }', 2, 2],
    ['{ a: one(id: 1) @skip(if: true) { id } b: one(id: 1) @skip(if: true) { id } c: one { id } }', 2, 2],
    ['{ __proto__: one(id: 1) { id } b: one(id: 1) { id } constructor: one(id: 1) { id } }', 2, 3],
    ['{ a: __typename b: __typename }', 0, 2],
  ] as const)('%s', ([text, calls, copies]) => {
    const merged = run(text, true, { i: 'x' });
    expect(merged.text).toBe(run(text, false, { i: 'x' }).text);
    expect(merged).toMatchObject({ calls, copies });
  });
});

describe('nothing is merged', () => {
  test.for([
    ['{ a: one(id: 1) { id } b: one(id: 2) { id } }', 'of other arguments'],
    ['{ a: one(id: 1) { id } b: one(id: 1) { id other { id } } }', 'of other selections'],
    ['{ a: one(id: 1) { id } b: one(id: 1) @include(if: true) { id } }', 'of other directives'],
    ['{ a: one(id: 1) { id } a: one(id: 1) { other { id } } b: one(id: 1) { id } }', 'of a key that stands twice'],
    [
      '{ a: one(id: 1) { id } b: one(id: 1) { id } ...F } fragment F on Query { b: one(id: 1) { other { id } } }',
      'beside a fragment',
    ],
    [
      '{ a: one(id: 1) { id } b: one(id: 1) { id } ... { b: one(id: 1) { other { id } } } }',
      'beside an inline fragment',
    ],
    ['mutation { a: one(id: 1) { id } b: one(id: 1) { id } }', 'of a mutation'],
  ] as const)('%s: %s', ([text]) => {
    const document = parse(text);
    expect(mergeSameFields(document, document.definitions[0] as OperationDefinitionNode)).toBeUndefined();
  });
});

const call = (method: string) => `call(method: "${method}") { records status }`;
const aliases = (method: string, times: number) =>
  Array.from({ length: times }, (_none, index) => `a${index}: ${call(method)}`).join(' ');

describe('a request with many aliases of one read', () => {
  base('is answered under each, in their order', async ({ ask, sandbox }) => {
    const { body } = await ask(`{ accountConnector(id: ${crm.id}) { z: name ${aliases('List Contacts', 20)} } }`);
    const of = body.data?.['accountConnector'] as Record<string, { readonly records: readonly unknown[] }>;
    expect(Object.keys(of)).toEqual(['z', ...Array.from({ length: 20 }, (_none, index) => `a${index}`)]);
    expect(new Set(Object.values(of).map((one) => JSON.stringify(one))).size).toBe(2);
    expect(of['a19']?.records.length).toBeGreaterThan(1);
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.listContacts))).toHaveLength(1);
  });

  base('of typed records is answered under each, also where lists are read in one loop', async ({ ask }) => {
    const list = (alias: string) => `${alias}: listContacts { x: lastName firstName y: lastName }`;
    const { body } = await ask(
      `{ accountConnector(id: ${crm.id}) { northwindCrm { ${list('a')} ${list('b')} c: listContacts { lastName } } } }`,
    );
    const { a, b, c } = (body.data?.['accountConnector'] as { northwindCrm: Record<'a' | 'b' | 'c', unknown[]> })
      .northwindCrm;
    expect(a[0]).toEqual({ x: 'Doe', firstName: 'John', y: 'Doe' });
    expect(b).toEqual(a);
    expect(c[0]).toEqual({ lastName: 'Doe' });
  });

  base('that fails has an error at each', async ({ ask, sandbox, lines }) => {
    sandbox.fail({ fault: { name: 'app-refuses', status: 400 }, on: crm.listContacts });
    const { body } = await ask(`{ accountConnector(id: ${crm.id}) { ${aliases('List Contacts', 3)} id } }`);
    expect(body.errors?.map(({ path }) => path)).toEqual([0, 1, 2].map((index) => ['accountConnector', `a${index}`]));
    expect(body.data).toEqual({ accountConnector: { a0: null, a1: null, a2: null, id: crm.id } });
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.listContacts))).toHaveLength(1);
    expect(lines.filter(({ msg }) => msg === 'call')).toHaveLength(1);
  });

  const small = base.extend({
    config: async ({ config }, use) => use({ ...config, limits: { ...limits, answerCharacters: 2000 } }),
  });

  small('counts in the answer as often as it is asked', async ({ ask }) => {
    const few = await ask(`{ accountConnector(id: ${crm.id}) { ${aliases('List Contacts', 1)} } }`);
    expect(few.body.errors).toBeUndefined();
    const most = Math.floor(2000 / few.text.length);
    const many = await ask(`{ accountConnector(id: ${crm.id}) { ${aliases('List Contacts', 4 * most + 4)} } }`);
    const codes = many.body.errors?.map(({ extensions }) => extensions['code']) ?? [];
    expect(new Set(codes)).toEqual(new Set(['LIMIT_EXCEEDED']));
    const answered = Object.values(many.body.data?.['accountConnector'] as object).filter((one) => one !== null);
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.length + codes.length).toBe(4 * most + 4);
  });
});
