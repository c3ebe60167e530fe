import { buildSchema, GraphQLError, parse } from 'graphql';
import { describe, expect } from 'vitest';
import { createPendingFormat } from '../../src/http/response/incremental.ts';
import { type Ask, test } from '../fixtures.ts';

interface Part {
  readonly data?: unknown;
  readonly hasNext: boolean;
  readonly pending?: readonly { readonly id: string; readonly path: readonly unknown[]; readonly label?: string }[];
  readonly incremental?: readonly { readonly id: string; readonly data: unknown }[];
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly unknown[] }[];
}

async function partsOf(ask: Ask, query: string, variables = {}): Promise<readonly Part[]> {
  const { text } = await ask(query, variables, { accept: 'multipart/mixed;incrementalSpec=v0.2' });
  return text
    .split('\r\n---')
    .map((part) => part.slice(part.indexOf('\r\n\r\n')).trim())
    .filter((part) => part.startsWith('{'))
    .map((part) => JSON.parse(part) as Part);
}

/** What every reader relies on: a part belongs to what was told before it, and all that was told is completed once. */
function assertSound(parts: readonly Part[]): void {
  const open = new Set<string>();
  for (const { pending = [], incremental = [], completed = [] } of parts) {
    for (const { id } of pending) {
      expect(open.has(id)).toBe(false);
      open.add(id);
    }
    for (const { id } of incremental) expect(open.has(id)).toBe(true);
    for (const { id } of completed) expect(open.delete(id)).toBe(true);
  }
  expect([...open]).toEqual([]);
  expect(parts.map(({ hasNext }) => hasNext)).toEqual(parts.map((_part, index) => index < parts.length - 1));
}

const told = (parts: readonly Part[]) =>
  parts.map(({ pending = [] }) => pending.map(({ path, label }) => [path.join('.'), label ?? null]));

describe('the format incrementalSpec=v0.2', () => {
  test('tells what is pending, then brings it, by id', async ({ ask }) => {
    const parts = await partsOf(ask, '{ accountConnector(id: 1873) { id ... @defer(label: "a") { name } } }');
    assertSound(parts);
    expect(parts).toEqual([
      {
        data: { accountConnector: { id: '1873' } },
        pending: [{ id: '0', path: ['accountConnector'], label: 'a' }],
        hasNext: true,
      },
      { incremental: [{ id: '0', data: { name: 'Sales CRM' } }], completed: [{ id: '0' }], hasNext: false },
    ]);
  });

  test('a part that fails as a whole is completed with its errors', () => {
    const schema = buildSchema('directive @defer(label: String) on INLINE_FRAGMENT type Query { a: Int! }');
    const document = parse('{ __typename ... @defer(label: "x") { a } }');
    const translate = createPendingFormat({ schema, document, variables: {} });
    const errors = [new GraphQLError('no')];
    const parts = [
      translate({ data: { __typename: 'Query' }, hasNext: true }),
      translate({ incremental: [{ data: null, path: [], label: 'x', errors }], hasNext: false }),
    ];
    expect(parts).toEqual([
      { data: { __typename: 'Query' }, pending: [{ id: '0', path: [], label: 'x' }], hasNext: true },
      { completed: [{ id: '0', errors }], hasNext: false },
    ]);
  });

  test('a field that fails and may be null has its errors beside the data', async ({ ask }) => {
    const parts = await partsOf(
      ask,
      '{ accountConnector(id: 1873) { id ... @defer { northwindCrm { getContact(contactId: 9) { id } } } } }',
    );
    assertSound(parts);
    expect(parts.at(-1)).toMatchObject({
      incremental: [
        {
          id: '0',
          data: { northwindCrm: { getContact: null } },
          errors: [
            {
              path: ['accountConnector', 'northwindCrm', 'getContact'],
              extensions: { code: 'THIRD_PARTY_ERROR', retriable: false, requestId: expect.any(String) as string },
            },
          ],
        },
      ],
      completed: [{ id: '0' }],
    });
  });

  test('what is deferred within a deferred part is told with that part', async ({ ask }) => {
    const parts = await partsOf(
      ask,
      '{ accountConnector(id: 1873) { id ... @defer(label: "outer") { connector { id ... @defer(label: "inner") { name } } } } }',
    );
    assertSound(parts);
    expect(told(parts).flat()).toEqual([
      ['accountConnector', 'outer'],
      ['accountConnector.connector', 'inner'],
    ]);
    expect(told(parts)[0]).toEqual([['accountConnector', 'outer']]);
  });

  test('in a list each element is told, and a fragment by name is one as any other', async ({ ask }) => {
    const parts = await partsOf(
      ask,
      'query { accountConnectors { id ...Rest @defer } } fragment Rest on AccountConnector { name }',
    );
    assertSound(parts);
    const { length } = (parts[0]?.data as { readonly accountConnectors: readonly unknown[] }).accountConnectors;
    expect(told(parts)[0]).toEqual(Array.from({ length }, (_one, index) => [`accountConnectors.${index}`, null]));
  });

  test('what is switched off, left out or of another type is not told', async ({ ask }) => {
    const parts = await partsOf(
      ask,
      `query ($no: Boolean! = false, $yes: Boolean!) {
        accountConnector(id: 1873) {
          ... @defer(if: $no, label: "off") { id }
          ... @defer(label: "skipped") @skip(if: $yes) { id }
          ... @include(if: $no) { ... @defer(label: "left out") { id } }
          ... @defer(if: $yes, label: "on") { name }
        }
        absent: accountConnector(id: 1873) { mailChimp { ... @defer(label: "of null") { __typename } } }
      }`,
      { yes: true },
    );
    assertSound(parts);
    expect(told(parts)).toEqual([[['accountConnector', 'on']], []]);
  });

  test('of an abstract type it is told first where __typename is there, and else with its data', async ({ ask }) => {
    const query = (typename: string) => `{
      _entities(representations: [{ __typename: "AccountConnector", id: "1873" }]) {
        ${typename}
        ... on AccountConnector { id ... on AccountConnector @defer { name } }
        ... on Connector @defer { id }
      }
    }`;
    const known = await partsOf(ask, query('kind: __typename'));
    assertSound(known);
    expect(told(known)).toEqual([[['_entities.0', null]], []]);
    const unknown = await partsOf(ask, query(''));
    assertSound(unknown);
    expect(told(unknown)).toEqual([[], [['_entities.0', null]]]);
    expect(unknown.at(-1)?.incremental).toEqual([{ id: '0', data: { name: 'Sales CRM' } }]);
  });

  test('several parts of one path without labels are all brought', async ({ ask }) => {
    const parts = await partsOf(
      ask,
      '{ accountConnector(id: 1873) { id ... @defer { name } ... @defer { connector { name } } } }',
    );
    assertSound(parts);
    const data = parts.flatMap(({ incremental = [] }) => incremental.map((one) => JSON.stringify(one.data)));
    expect(data.toSorted()).toEqual([
      expect.stringContaining('{"connector":'),
      expect.stringContaining('{"name":"Sales CRM"'),
    ]);
  });
});
