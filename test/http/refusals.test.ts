import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { request, say, type Sent } from '../attack/wire.ts';
import { callsTo, post } from '../fixtures.ts';
import { test } from './served.ts';

const query = '{ __typename }';
const body = JSON.stringify({ query });
const write =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) }';
const preflighted = 'GraphQL-Require-Preflight: 1';
const search = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters).toString()}`;
const hash = createHash('sha256').update(query).digest('hex');

interface Refused {
  readonly status: number | undefined;
  readonly headers: string;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

async function refusedBy(port: number, sent: Sent): Promise<Refused> {
  const { status, text } = await say(port, request(sent));
  const [headers = '', json = ''] = text.split('\r\n\r\n', 2);
  // Node sends what it does not know the length of in one chunk.
  const { errors } = JSON.parse(json.replace(/^[\da-f]+\r\n/i, '')) as Pick<Refused, 'errors'>;
  return { status, headers, errors };
}

describe('a refusal is a GraphQL error with a code, a sentence and the request id', () => {
  const twice = (line: string) => ({ body, headers: [line, line] });

  test.for<[what: string, status: number, code: string, sent: Sent]>([
    ['an unknown path', 404, 'BAD_REQUEST', { method: 'GET', target: '/api/graphql' }],
    ['an unknown path, posted', 404, 'BAD_REQUEST', { target: '/', body }],
    ['an unknown method', 405, 'BAD_REQUEST', { method: 'PUT', body }],
    ['health, posted', 405, 'BAD_REQUEST', { target: '/health', body }],
    [
      'a mutation by GET',
      405,
      'BAD_REQUEST',
      { method: 'GET', target: search({ query: write }), headers: [preflighted] },
    ],
    ['a mutation by QUERY', 405, 'BAD_REQUEST', { method: 'QUERY', body: JSON.stringify({ query: write }) }],
    ['nothing that is taken', 406, 'BAD_REQUEST', { body, headers: ['Accept: text/csv'] }],
    ['a body that is no JSON', 415, 'BAD_REQUEST', { body, headers: ['Content-Type: text/plain'] }],
    [
      'a body that is no JSON, by QUERY',
      415,
      'BAD_REQUEST',
      { method: 'QUERY', body, headers: ['Content-Type: text/plain'] },
    ],
    ['a compressed body', 415, 'BAD_REQUEST', { body, headers: ['Content-Encoding: gzip'] }],
    ['a body that is too large', 413, 'LIMIT_EXCEEDED', { body: `{"query":"${'x'.repeat(1_100_000)}"}` }],
    ['a query by GET that any page could send', 403, 'FORBIDDEN', { method: 'GET', target: search({ query }) }],
    ['two hosts', 400, 'BAD_REQUEST', twice('Host: gateway')],
    ['two types', 400, 'BAD_REQUEST', twice('Content-Type: application/json')],
    ['two accounts', 400, 'BAD_REQUEST', twice('X-Cyclr-Account: demo-acme')],
    ['two secrets', 400, 'BAD_REQUEST', twice('X-Router-Secret: x')],
    ['two tokens', 400, 'BAD_REQUEST', twice('Authorization: Bearer x')],
    ['a host that is none', 400, 'BAD_REQUEST', { body, headers: ['Host: a b'] }],
    ['a target of another host', 400, 'BAD_REQUEST', { body, target: 'http://evil.example/graphql' }],
    ['a target with dots', 400, 'BAD_REQUEST', { body, target: '/public/../graphql' }],
    ['a target with encoded dots', 400, 'BAD_REQUEST', { body, target: '/public/%2E%2e/graphql' }],
    ['a target with a backslash', 400, 'BAD_REQUEST', { body, target: '/public\\..\\graphql' }],
    ...['query', 'documentId', 'operationName', 'variables', 'extensions'].map(
      (name): [string, number, string, Sent] => [
        `${name} twice in the URL`,
        400,
        'BAD_REQUEST',
        { method: 'GET', target: `${search({ query })}&${name}=a&${name}=a`, headers: [preflighted] },
      ],
    ),
    ...['%', '%2', '%zz', '%ff', '%c3%28', '%ed%a0%80', '%c0%af'].map((text): [string, number, string, Sent] => [
      `${text} in the URL`,
      400,
      'BAD_REQUEST',
      { method: 'GET', target: `${search({ query })}&operationName=${text}`, headers: [preflighted] },
    ]),
    ...['variables', 'extensions'].map((name): [string, number, string, Sent] => [
      `a key twice in the ${name} of a URL`,
      400,
      'BAD_USER_INPUT',
      { method: 'GET', target: search({ query, [name]: '{"a":{"b":1,"b":2}}' }), headers: [preflighted] },
    ]),
    ...['GET', 'POST', 'QUERY'].map((method): [string, number, string, Sent] => [
      `no document, by ${method}`,
      400,
      'BAD_REQUEST',
      { method, headers: [preflighted], ...(method !== 'GET' && { body: '{}' }) },
    ]),
    ['an empty document', 400, 'BAD_REQUEST', { body: '{"query":""}' }],
    ['a document that is no text', 400, 'BAD_REQUEST', { body: '{"query":7}' }],
    ['an empty batch', 400, 'BAD_REQUEST', { body: '[]' }],
    ['an empty batch by QUERY', 400, 'BAD_REQUEST', { method: 'QUERY', body: '[]' }],
  ])('%s', async ([, status, code, sent], { port, sandbox, lines }) => {
    const answer = await refusedBy(port, { ...sent, headers: [...(sent.headers ?? []), 'X-Request-Id: mine'] });
    expect(answer).toMatchObject({
      status,
      headers: expect.stringMatching(/\r\ncontent-type: application\/json; charset=utf-8\r\n/i),
      errors: [
        { message: expect.stringMatching(/^[A-Z"].*\.$/), extensions: { code, retriable: false, requestId: 'mine' } },
      ],
    });
    expect(answer.headers).toMatch(/\r\nx-request-id: mine/i);
    expect(answer.headers).toMatch(/\r\ncache-control: no-store/i);
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([{ requestId: 'mine', status, codes: [code] }]);
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('for those who take only parts, in one part', async ({ gateway }) => {
    const { status, text } = await post(gateway, body, { accept: 'multipart/mixed', 'content-type': 'text/plain' });
    expect([status, text]).toEqual([
      415,
      expect.stringMatching(/^\r\n---\r\n[^]*"code":"BAD_REQUEST"[^]*\r\n-----\r\n$/),
    ]);
  });

  test('without a document is 400 in application/json too, and at its place in a batch', async ({ gateway }) => {
    const { status, text } = await post(gateway, [{ query }, {}]);
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      [{ data: { __typename: 'Query' } }, { errors: [{ extensions: { code: 'BAD_REQUEST' } }] }],
    ]);
    const none = await post(gateway, [{}, { variables: {} }]);
    expect([none.status, JSON.parse(none.text)]).toMatchObject([
      400,
      [{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }, { errors: [{ extensions: { code: 'BAD_REQUEST' } }] }],
    ]);
  });

  test('of a subscription is that it does not fit the schema', async ({ gateway }) => {
    const accept = 'application/graphql-response+json';
    const { status, body: answer } = await post(gateway, { query: 'subscription { news { id } }' }, { accept });
    expect([status, answer.errors]).toMatchObject([
      400,
      [
        {
          message: 'The schema has no subscription type. Ask by a query, and again for newer data.',
          locations: [{ line: 1, column: 1 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    ]);
  });
});

test('bytes beyond ASCII in a target are no HTTP', async ({ port }) => {
  expect((await say(port, request({ body, target: '/graphql?x=ü' }))).status).toBe(400);
});

test('several Accept headers are one list', async ({ port }) => {
  const accept = ['Accept: text/csv', 'Accept: application/json'];
  expect((await say(port, request({ body, headers: accept }))).status).toBe(200);
});

test.for(['?x=1&x=2', '?operationName=', '?q=%C3%BC', '/'])('the URL /graphql%s is well', async (end, { port }) => {
  expect((await say(port, request({ body, target: `/graphql${end}` }))).status).toBe(200);
});

describe('QUERY', () => {
  const ask = (port: number, sent: Sent) => say(port, request({ method: 'QUERY', ...sent }));

  test('is answered as POST is: variables, batches, parts and ids', async ({ port, lines }) => {
    const named = {
      query: 'query Named($id: ID!) { accountConnector(id: $id) { name } }',
      variables: { id: '1873' },
    };
    const answers = await Promise.all([
      ask(port, { body: JSON.stringify(named) }),
      ask(port, { body: JSON.stringify([named, { query }]) }),
      ask(port, {
        body: JSON.stringify({ query: '{ accountConnector(id: 1873) { ... @defer { name } } }' }),
        headers: ['Accept: multipart/mixed'],
      }),
    ]);
    for (const { status, text } of answers) expect([status, text]).toEqual([200, expect.stringContaining('Sales CRM')]);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ method }) => method)).toEqual([
      'QUERY',
      'QUERY',
      'QUERY',
    ]);
  });

  test('refuses a mutation, at its place in a batch too, and says by what to send it', async ({ port, sandbox }) => {
    const alone = await ask(port, { body: JSON.stringify({ query: write }) });
    expect([alone.status, alone.text]).toEqual([405, expect.stringMatching(/\r\nallow: POST\r\n/i)]);
    const several = { query: `query A { __typename } ${write.replace('mutation', 'mutation B')}`, operationName: 'B' };
    expect((await ask(port, { body: JSON.stringify(several) })).status).toBe(405);
    const batch = await ask(port, { body: JSON.stringify([{ query }, { query: write }]) });
    expect(batch.text).toMatch(/"data":\{"__typename":"Query"\}[^]*Send a mutation by POST/);
    expect(callsTo(sandbox)).toEqual([]);
  });

  test('is told by OPTIONS and by 405, with the type that it takes', async ({ port }) => {
    for (const [method, status] of [
      ['OPTIONS', 204],
      ['DELETE', 405],
    ] as const) {
      const answer = await say(port, request({ method }));
      expect(answer.status).toBe(status);
      expect(answer.text).toMatch(/\r\nallow: GET, POST, QUERY, OPTIONS\r\n/i);
      expect(answer.text).toMatch(/\r\naccept-query: "application\/json"\r\n/i);
    }
  });

  test('needs the type of its body', async ({ port }) => {
    const typeless = 'QUERY /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 26\r\n\r\n';
    const { status, text } = await say(port, [typeless, body]);
    expect([status, text]).toEqual([415, expect.stringMatching(/\r\naccept-query: "application\/json"\r\n/i)]);
  });

  test('of a Fetch host is answered too', async ({ gateway }) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const response = await gateway.fetch(new Request('http://gateway/graphql', { method: 'QUERY', headers, body }));
    expect([response.status, await response.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
  });
});

test('without manifests an id is answered with what makes clients send the text', async ({ gateway }) => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
  for (const asked of [{ extensions }, { documentId: hash }, { query: '', extensions }]) {
    const { status, body: answer } = await post(gateway, asked);
    expect([status, answer.errors]).toMatchObject([
      200,
      [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    ]);
  }
  expect((await post(gateway, { query, extensions })).body.data).toEqual({ __typename: 'Query' });
  const batch = await post(gateway, [{ extensions }, { query }]);
  expect(JSON.parse(batch.text)).toMatchObject([
    { errors: [{ message: 'PersistedQueryNotSupported' }] },
    { data: { __typename: 'Query' } },
  ]);
});
