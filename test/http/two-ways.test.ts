import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import type { Door } from '../../src/http/handler.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { crm, test as base } from '../fixtures.ts';

interface Served {
  readonly port: number;
  /** The ways of all requests so far. */
  readonly doors: readonly Door[];
}

/** The same gateway twice, each on a sandbox of its own: with the short way of usual requests, and without. */
const test = base.extend<{ env: Record<string, string>; entry: Served; whole: Served }>({
  env: { RATE_LIMIT_REQUESTS: '1000000' },
  entry: async ({ env }, use) => serve(env, true, use),
  whole: async ({ env }, use) => serve(env, false, use),
});

async function serve(
  env: Record<string, string>,
  hasEntry: boolean,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  const doors: Door[] = [];
  await using gateway: Gateway = await createGateway(parseConfig(env), {
    log: silentLog,
    hasEntry,
    onAnswered: (door) => doors.push(door),
  });
  const server = createServer(gateway.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await use({ port: (server.address() as AddressInfo).port, doors });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Got {
  readonly status: number;
  /** `name: value`, in order of the names; without those that differ by chance. */
  readonly headers: readonly string[];
  readonly body: string;
}

const byChance = /^(?:date|x-request-id): /;

function ask({ port }: Served, { method, path, headers, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = send({ port, host: '127.0.0.1', method, path, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const lines = answer.rawHeaders.flatMap((name, at, all) =>
          at % 2 === 0 ? [`${name.toLowerCase()}: ${all[at + 1]}`] : [],
        );
        const id = answer.headers['x-request-id'];
        resolve({
          status: answer.statusCode ?? 0,
          headers: lines.filter((line) => !byChance.test(line)).toSorted(),
          body: Buffer.concat(chunks).toString().replaceAll(String(id), '(id)'),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const read = (select = '') =>
  `accountConnector(id: ${crm.id}) { call(method: "List Contacts") { records${select} status } }`;

const documents = [
  '{ __typename }',
  `{ ${read()} }`,
  `{ ${read('(first: 1, select: ["Id"])')} }`,
  `{ ${read('(select: ["Nme"])')} }`,
  `{ a: ${read()} b: ${read()} c: accountConnector(id: "x") { id } }`,
  `query One { ${read()} } query Two { accountConnectors { id name } }`,
  'query ($id: ID!) { accountConnector(id: $id) { id name authenticated connector { name } } }',
  `mutation ($m: String!, $f: JSONObject) { callConnectorMethod(accountConnectorId: ${crm.id}, method: $m, fields: $f) }`,
  `mutation { callConnectorMethod(accountConnectorId: ${crm.id}, method: "Create Contact", fields: { LastName: "x" }) }`,
  `mutation { a: callConnectorMethod(accountConnectorId: ${crm.id}, method: "Nope") b: callConnectorMethodResponse(accountConnectorId: 1, method: "x") { status body } }`,
  '{ accountConnectors { methods { name parameters { id name } } } }',
  '{ nope }',
  '{ accountConnector { id } }',
  '{ a: __typename ... @defer { b: __typename } }',
  'subscription { x }',
  '{ unclosed',
  '',
  ' ',
  `{ ${'a: __typename '.repeat(400)} }`,
  `{ ${'accountConnectors { connector { name } } '.repeat(3)} }`,
  '{ __schema { queryType { name } } }',
];

const values = fc.oneof(
  fc.constantFrom(crm.id, '2873', 'Create Contact', 'List Contacts', 'Nope', '', 'ünïcødé \u2028 \u{1f600}'),
  fc.integer(),
  fc.constantFrom(null, true, [], {}, [1], { LastName: 'y' }, { Name: { a: [1] } }),
);

const oddOperation = fc.record(
  {
    query: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...documents) }, values),
    operationName: fc.constantFrom<unknown>(null, 'One', 'Two', 'Three', '', 5),
    variables: fc.oneof(
      { weight: 4, arbitrary: fc.record({ id: values, m: values, f: values }, { requiredKeys: [] }) },
      values,
    ),
    extensions: fc.constantFrom<unknown>({}, null, { persistedQuery: { version: 1, sha256Hash: 'a' } }, [], 'x'),
    documentId: fc.constantFrom('x', '', null),
    other: fc.constantFrom(1, null),
  },
  { requiredKeys: ['query'], noNullPrototype: true },
);

/** A known document with variables, some of which fit. */
const operation = fc.oneof(
  { weight: 1, arbitrary: oddOperation },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        query: fc.constantFrom(...documents, ...documents.slice(0, 10)),
        operationName: fc.constantFrom(...Array<null>(12).fill(null), 'One', 'Two'),
        variables: fc.record({ id: values, m: values, f: values }, { requiredKeys: [], noNullPrototype: true }),
      },
      { requiredKeys: ['query', 'variables'], noNullPrototype: true },
    ),
  },
);

const body = fc.oneof(
  { weight: 12, arbitrary: operation.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.array(operation, { maxLength: 3 }).map((some) => JSON.stringify(some)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'null',
      '{',
      '[]',
      '[1]',
      '"x"',
      '{"query":"{ __typename }","query":"{ a }"}',
      '{"query":"{ __typename }","variables":{"a":12345678901234567890}}',
      `{"query":"{ __typename }","x":"${'y'.repeat(100)}"}`,
      ' {"query" : "{ __typename }" } \n',
    ),
  },
);

const oddHeaders = fc.record(
  {
    'content-type': fc.constantFrom(
      ...Array<string>(12).fill('application/json'),
      'application/json; charset=utf-8',
      'application/graphql+json',
      'text/plain',
      'application/json; charset=latin1',
      '',
    ),
    accept: fc.constantFrom(
      'application/json',
      'application/graphql-response+json',
      'application/graphql-response+json, application/json;q=0.9',
      '*/*',
      'text/html',
      'multipart/mixed;deferSpec=20220824, application/json',
      'multipart/mixed',
      'text/event-stream',
      'application/json;q=0',
    ),
    'x-request-id': fc.constantFrom('mine-1', 'not one!', 'x'.repeat(65), ''),
    'x-deadline-ms': fc.constantFrom('20000', '0', 'soon', '99999999', ''),
    'x-cyclr-account': fc.constantFrom('demo-acme', 'demo-globex', 'none', '*', 'a, b', ''),
    'idempotency-key': fc.constantFrom('"one"', 'two', '', '"', 'a b'),
    origin: fc.constantFrom('https://a.example', 'http://localhost:3000', 'null', ''),
    'content-encoding': fc.constantFrom('identity', 'gzip', ''),
  },
  { requiredKeys: ['content-type'], noNullPrototype: true },
);

const headers = fc.oneof(
  { weight: 1, arbitrary: oddHeaders },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        'content-type': fc.constant('application/json'),
        accept: fc.constantFrom('application/json', 'application/graphql-response+json', '*/*', 'multipart/mixed, */*'),
        'x-request-id': fc.constant('mine-1'),
        origin: fc.constantFrom('https://a.example', 'http://localhost:3000'),
      },
      { requiredKeys: ['content-type'], noNullPrototype: true },
    ),
  },
);

const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom(...Array<string>(12).fill('POST'), 'QUERY', 'PUT'),
  path: fc.constantFrom(
    ...Array<string>(12).fill('/graphql'),
    '/graphql/',
    '/graphql?query={a}',
    '/graphql?x',
    '/other',
    '/',
  ),
  headers,
  body,
});

describe('a request is answered alike both ways', () => {
  test('whatever it is', async ({ entry, whole }) => {
    await fc.assert(
      fc.asyncProperty(sent, async (one) => {
        const [short, long] = [await ask(entry, one), await ask(whole, one)];
        expect(short).toEqual(long);
      }),
      { numRuns: 400, seed: 17 },
    );
    expect(entry.doors.filter((door) => door === 'entry').length).toBeGreaterThan(80);
    expect(entry.doors.filter((door) => door === 'yoga').length).toBeGreaterThan(80);
    expect(new Set(whole.doors)).toEqual(new Set(['yoga']));
  });

  test.for(documents.map((query) => [query.slice(0, 60), query] as const))(
    '%j',
    async ([, query], { entry, whole }) => {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const one = {
          method: 'POST',
          path: '/graphql',
          headers: { 'content-type': 'application/json', accept },
          body: JSON.stringify({ query, operationName: query.includes('query Two') ? 'Two' : undefined }),
        };
        expect(await ask(entry, one)).toEqual(await ask(whole, one));
      }
    },
  );

  test('usual requests go the short way, and no others', async ({ entry }) => {
    const json = { 'content-type': 'application/json' };
    const one = { method: 'POST', path: '/graphql', headers: json };
    const query = JSON.stringify({ query: '{ __typename }' });
    await ask(entry, { ...one, body: query });
    await ask(entry, { ...one, body: `[${query}]` });
    await ask(entry, { ...one, body: JSON.stringify({ query: '{ nope }' }) });
    await ask(entry, { ...one, path: '/graphql?a', body: query });
    await ask(entry, { ...one, method: 'QUERY', body: query });
    await ask(entry, { ...one, headers: { ...json, accept: 'multipart/mixed' }, body: query });
    expect(entry.doors).toEqual(['entry', 'yoga', 'yoga', 'yoga', 'yoga', 'yoga']);
  });
});
