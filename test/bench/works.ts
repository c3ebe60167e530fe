import { isDeepStrictEqual } from 'node:util';
import {
  accountConnectorId,
  benchMethods,
  type BenchRecord,
  fields,
  numberedFields,
  numberedParameters,
  parameters,
  type Size,
} from './payloads.ts';

/** One kind of request, as the gateway is asked it. */
export interface Work {
  readonly name: string;
  readonly what: string;
  readonly size: Size;
  readonly clients: number;
  readonly body: string;
  /** Upstream calls of one request once everything is warm. */
  readonly upstreamCalls: number;
  /** × the raw proxy of its size; undefined where none is set. */
  readonly goal?: number;
  /** What is wrong with an answer's `data`, or its list of those; undefined where nothing is. */
  readonly isRight: (answer: unknown) => boolean;
}

const clientsOf: Readonly<Record<Size, number>> = { S: 64, M: 32, L: 4 };

const byNumbers =
  'mutation Numbers($id: ID!, $method: String!, $parameters: JSONObject!, $fields: JSONObject!) { answer: callConnectorMethod(accountConnectorId: $id, method: $method, parameters: $parameters, fields: $fields) }';
const byQuery =
  'query Read($id: ID!, $method: String!, $parameters: JSONObject!, $fields: JSONObject!) { accountConnector(id: $id) { call(method: $method, parameters: $parameters, fields: $fields) { records } } }';

function numbers(size: Size) {
  const { identifier } = benchMethods[size];
  return { id: accountConnectorId, method: identifier, parameters: numberedParameters, fields: numberedFields };
}

function names(size: Size) {
  return { id: accountConnectorId, method: benchMethods[size].name, parameters, fields };
}

interface Asked {
  readonly query: string;
  readonly variables: object;
}

function typedRead(size: Size): Asked {
  const query = `query Typed($id: ID!) { accountConnector(id: $id) { bench { ${benchMethods[size].field}(listId: "7", pageSize: "100", email: "johndoe@example.com", firstName: "John") { id firstName name email score } } } }`;
  return { query, variables: { id: accountConnectorId } };
}

const aliases = Array.from({ length: 50 }, (_none, index) => `a${index}`);
const manyAliases = `query Aliases($id: ID!, $method: String!, $parameters: JSONObject!, $fields: JSONObject!) { accountConnector(id: $id) { ${aliases.map((alias) => `${alias}: call(method: $method, parameters: $parameters, fields: $fields) { records }`).join(' ')} } }`;

const entities: Asked = {
  query: 'query Entities($of: [_Any!]!) { _entities(representations: $of) { ... on AccountConnector { id name } } }',
  variables: { of: aliases.map(() => ({ __typename: 'AccountConnector', id: accountConnectorId })) },
};

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((one, key) => (one as Record<string | number, unknown> | undefined)?.[key], value);
}

function hasRecords(size: Size, ...path: readonly (string | number)[]): (answer: unknown) => boolean {
  return (answer) => isDeepStrictEqual(at(answer, ...path), benchMethods[size].records);
}

function hasTyped(size: Size) {
  const typed = ({ Id, FirstName, Name, Email, Score }: BenchRecord) => ({
    id: Id,
    firstName: FirstName,
    name: Name,
    email: Email,
    score: Score,
  });
  return (answer: unknown) =>
    isDeepStrictEqual(
      at(answer, 'data', 'accountConnector', 'bench', benchMethods[size].field),
      benchMethods[size].records.map(typed),
    );
}

function work(name: string, what: string, size: Size, asked: Asked | readonly Asked[], rest: Partial<Work>): Work {
  const isRight = hasRecords(size, 'data', 'answer');
  const body = JSON.stringify(asked);
  return { name, what, size, clients: clientsOf[size], body, upstreamCalls: 1, isRight, ...rest };
}

const call = ['data', 'accountConnector', 'call', 'records'] as const;

export const works: readonly Work[] = [
  work('S', '2 records, by numbers', 'S', { query: byNumbers, variables: numbers('S') }, { goal: 1.6 }),
  work('M', '100 records, by numbers', 'M', { query: byNumbers, variables: numbers('M') }, { goal: 1.6 }),
  work('L', '10,000 records, by numbers', 'L', { query: byNumbers, variables: numbers('L') }, { goal: 1.5 }),
  work(
    'D',
    '50 aliases of one read of 2 records',
    'S',
    { query: manyAliases, variables: numbers('S') },
    {
      goal: 4,
      clients: 16,
      isRight: (answer) =>
        aliases.every((alias) => hasRecords('S', 'data', 'accountConnector', alias, 'records')(answer)),
    },
  ),
  work('N', 'M by names', 'M', { query: byNumbers, variables: names('M') }, {}),
  work('Q', 'M as a query', 'M', { query: byQuery, variables: numbers('M') }, { isRight: hasRecords('M', ...call) }),
  work('QL', 'L as a query', 'L', { query: byQuery, variables: numbers('L') }, { isRight: hasRecords('L', ...call) }),
  work('T', 'a typed read of M, five fields', 'M', typedRead('M'), { isRight: hasTyped('M') }),
  work('TL', 'a typed read of L, five fields', 'L', typedRead('L'), { isRight: hasTyped('L') }),
  work('E', '50 references to an account connector', 'S', entities, {
    upstreamCalls: 0,
    isRight: (answer) => aliases.every((_alias, index) => at(answer, 'data', '_entities', index, 'name') === 'Bench'),
  }),
  work(
    'B',
    'a batch of ten calls of 2 records',
    'S',
    aliases.slice(0, 10).map(() => ({ query: byQuery, variables: names('S') })),
    { isRight: (answer) => aliases.slice(0, 10).every((_alias, index) => hasRecords('S', index, ...call)(answer)) },
  ),
];

/** The same call to the raw proxy. */
export function proxied(size: Size): { readonly path: string; readonly body: string } {
  return {
    path: `/v1.0/account/connectors/${accountConnectorId}/methods/${benchMethods[size].identifier}`,
    body: JSON.stringify({ Parameters: numberedParameters, Fields: numberedFields, Mergefields: {} }),
  };
}
