import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { calls, test } from './fixtures.ts';

/** The status and headers of an answer, also of one that is cut off. */
function headOf(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.on('error', () => undefined).resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    sent.on('error', reject).end();
  });
}

describe('nosniff is on', () => {
  test('every answer, whatever its status', async ({ client }) => {
    const answers = [
      await client.token(),
      await client.token({ client_secret: 'wrong' }),
      await client.ask('GET', 'connectors'),
      await client.ask('GET', 'connectors', { token: null }),
      await client.ask('GET', 'nowhere'),
      await client.ask('POST', 'accounts', { body: '{' }),
      await client.ask('POST', 'account/connectors/1876/methods/9', { body: {} }),
      await client.ask('POST', calls.count, { body: {} }),
    ];
    expect(answers.map(({ headers }) => headers.get('x-content-type-options'))).toEqual(answers.map(() => 'nosniff'));
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 401, 404, 400, 404, 200]);
  });

  test
    .extend({ options: { control: true } })
    .for([
      'unauthorized',
      'ip-refused',
      'rate-limited',
      'html',
      'truncated',
      'broken-json',
      'content-type',
      'gzip',
      'dead-credentials',
      'answer',
    ])('%s', async (name, { sandbox }) => {
    const { headers } = await headOf(`${sandbox.url}/v1.0/connectors`, { 'x-sandbox-fault': name });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.for([
    ['no HTTP at all', 'hello\r\n\r\n', '400 Bad Request'],
    ['a header that never ends', `GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`, '431'],
  ] as const)('%s', async ([, sent, status], { sandbox }) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end(sent);
    const answer = await text(socket);
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toContain('x-content-type-options: nosniff');
  });
});

describe('a body is read when', () => {
  test.for([
    ['its quotes are single', "{'Parameters': {'400123': 'true'}}"],
    ['its keys have no quotes', '{Parameters: {400123: true}}'],
    ['its keys are in another case', '{"parameters":{"400123":"True"},"FIELDS":null}'],
    ['a comma is too many', '{"Parameters":{"400123":"true",},}'],
    ['it has comments and a byte order mark', '\uFEFF{/* a */ "Parameters": {"400123": "true"} // b\n}'],
    ['numbers are strings', '{"Parameters":{"400123":"1"}}'],
  ] as const)('%s', async ([, body], { client }) => {
    const { status, json } = await client.ask('POST', calls.search, { body });
    expect([status, json]).toEqual([
      200,
      { records: [expect.objectContaining({ Id: 1001 }), expect.anything(), expect.anything()] },
    ]);
  });

  test('there is none, or null', async ({ client }) => {
    for (const body of [undefined, '', 'null'])
      expect((await client.ask('POST', calls.count, body === undefined ? {} : { body })).status).toBe(200);
  });
});

describe('a body is refused with 400 when', () => {
  test.for([
    ['it ends too early', '{"Parameters":'],
    ['something follows it', '{} {}'],
    ['it is a list', '[]'],
    ['it is a text', '"x"'],
    ['inputs are a list', '{"Parameters":[]}'],
    ['inputs are a text', '{"Fields":"x"}'],
    ['merge fields are a number', '{"Mergefields":1}'],
    ['it is nested deeper than anybody needs', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['it is nested deeply without quotes', `{a:${'{a:'.repeat(100_000)}`],
  ] as const)('%s', async ([, body], { client }) => {
    const { status, text: answer } = await client.ask('POST', calls.count, { body });
    expect([status, answer]).toEqual([400, '{"Message":"The request is invalid."}']);
  });
});

describe('a path is found', () => {
  test.for([
    ['with a trailing slash', 'account/connectors/1873/'],
    ['in capitals', 'ACCOUNT/Connectors/1873'],
    ['with a slash too many', 'account//connectors/1873'],
    ['with a query that nobody knows', 'account/connectors/1873?&x=%zz&=&'],
  ] as const)('%s', async ([, path], { client }) => {
    expect((await client.ask('GET', path)).json).toMatchObject({ Id: 1873 });
  });

  test.for(['connectors/Northwind%20CRM', 'connectors/northwind crm', 'connectors/Northwind%20CRM/'])(
    'with a space in a name, encoded or not, in any case: %s',
    async (path, { client }) => {
      expect((await client.ask('GET', path)).json).toMatchObject([{ Name: 'Northwind CRM' }]);
    },
  );
});

describe('query names are read in any case', () => {
  test.for(['page=2&pageSize=3', 'PAGE=2&PageSize=3', 'Page=2&pagesize=3'])('%s', async (query, { client }) => {
    const ids = async (asked: string) =>
      ((await client.ask('GET', `connectors?${asked}`)).json as { Id: number }[]).map(({ Id }) => Id);
    expect(await ids(query)).toEqual((await ids('pageSize=6')).slice(3));
  });
});

test('a body that is too large is refused in words', async ({ client }) => {
  const { status } = await client.ask('POST', calls.count, { body: 'x'.repeat(31_000_000) });
  expect(status).toBe(413);
});
