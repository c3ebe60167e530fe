import { describe, expect } from 'vitest';
import { acceptedBy } from '../../src/http/request/accept.ts';
import { crm, post, test } from '../fixtures.ts';

const json = 'application/json';
const response = 'application/graphql-response+json';

describe('Accept', () => {
  test.for([
    ['', json],
    [' ', json],
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [response, response],
    [`${response}, ${json}`, response],
    [`${json}, ${response}`, json],
    [`${json};q=0.5, ${response}`, response],
    [`${response};q=0.1, ${json};q=0.2`, json],
    [`${json};q=0, */*`, response],
    [`${response};q=0, ${json};q=0`, undefined],
    ['text/html', undefined],
    ['text/html, */*;q=0.1', json],
    [`${json}; charset=utf-16`, undefined],
    [`${json}; charset="UTF-8"`, json],
    [`${json};q=2`, undefined],
    [`${json};q=x`, undefined],
    [`${json};charset=utf-8;q=0.1, ${json};q=0.9, ${response};q=0.5`, response],
    [`${json};charset=utf8;foo="a,b;c";`, json],
    [`${json};charset=utf-16, */*;q=0.1`, json],
    [`\t${json.toUpperCase()}\t;\tq=0.125, ${response};q=0.124`, json],
    ['multipart/mixed, text/event-stream', undefined],
  ] as const)('%s: %s', ([accept, type]) => {
    expect(acceptedBy(accept).mediaType).toBe(type);
  });

  const part = (type: string, version: string | undefined, format: string) => ({ type, version, format });
  const [multipart, events] = ['multipart/mixed', 'text/event-stream'];

  test.for([
    ['', part(multipart, undefined, 'v0.1')],
    [json, undefined],
    ['text/*', undefined],
    ['*/*', part(multipart, undefined, 'v0.1')],
    ['multipart/*', part(multipart, undefined, 'v0.1')],
    [multipart, part(multipart, undefined, 'v0.1')],
    [`${events}, ${multipart}`, part(multipart, undefined, 'v0.1')],
    [`${events}, ${multipart};q=0.9`, part(events, undefined, 'v0.1')],
    [`${multipart};q=0, ${events}`, part(events, undefined, 'v0.1')],
    [`${multipart};q=0, */*`, part(events, undefined, 'v0.1')],
    [`${events};q=0, */*`, part(multipart, undefined, 'v0.1')],
    [`${multipart};q=0, ${events};q=0, */*`, undefined],
    [`${multipart};deferSpec=20220824, ${json}`, part(multipart, 'deferSpec=20220824', 'v0.1')],
    [`${multipart};incrementalSpec=v0.1, ${json}`, part(multipart, 'incrementalSpec=v0.1', 'v0.1')],
    [`${multipart} ; IncrementalSpec="v0.2"`, part(multipart, 'incrementalSpec=v0.2', 'v0.2')],
    [`${events};incrementalSpec=v0.2`, part(events, 'incrementalSpec=v0.2', 'v0.2')],
    [
      `${multipart};deferSpec=20220824;q=0.5, ${multipart};incrementalSpec=v0.2`,
      part(multipart, 'incrementalSpec=v0.2', 'v0.2'),
    ],
    [`${multipart};deferSpec=1999`, undefined],
    [`${multipart};incrementalSpec=v0.3, ${json}`, undefined],
    [`${multipart};deferSpec=1999, ${events}`, part(events, undefined, 'v0.1')],
    [`${multipart};deferSpec=20220824;incrementalSpec=v0.2`, undefined],
  ] as const)('%s: parts of %j', ([accept, parts]) => {
    expect(acceptedBy(accept).parts).toEqual(parts);
  });

  test.for([
    ['multipart/mixed', /^multipart\/mixed; boundary="-"$/, /^\r\n---\r\n.*\r\n\r\n{"data".*}\r\n-----\r\n$/s],
    [`${json};q=0, multipart/mixed`, /^multipart\/mixed/, /^\r\n---/],
    ['multipart/mixed;incrementalSpec=v0.2', /; incrementalSpec=v0\.2$/, /^\r\n---/],
    ['text/event-stream', /^text\/event-stream/, /event: next\ndata: {"data".*}\n\nevent: complete\n/s],
    [`multipart/*;q=0, ${events}`, /^text\/event-stream/, /^event: next/],
  ] as const)('%s alone has the answer in one part', async ([accept, type, body], { gateway }) => {
    const { status, headers, text } = await post(gateway, { query: '{ __typename }' }, { accept });
    expect([status, headers.get('content-type'), text]).toEqual([
      200,
      expect.stringMatching(type),
      expect.stringMatching(body),
    ]);
  });

  test.for([multipart, events] as const)(
    'a batch that is refused is a list for %s too',
    async (accept, { gateway }) => {
      const batch = Array.from({ length: 11 }, () => ({ query: '{ __typename }' }));
      const { status, text } = await post(gateway, batch, { accept });
      const parsed = JSON.parse(/\[{.*}\]/.exec(text)?.[0] ?? '') as unknown[];
      expect([status, parsed.length]).toEqual([413, 11]);
    },
  );

  test('decides the type of the answer, and what nobody can take is 406', async ({ gateway }) => {
    const typeFor = async (accept: string) => {
      const { status, headers } = await post(gateway, { query: '{ __typename }' }, { accept });
      return [status, headers.get('content-type')?.split(';')[0]];
    };
    expect(await typeFor(`${json};q=0.5, ${response}`)).toEqual([200, response]);
    expect(await typeFor(`${response};q=0.5, ${json}`)).toEqual([200, json]);
    expect((await typeFor('text/csv'))[0]).toBe(406);
  });
});

describe('a body', () => {
  test.for([
    [{ 'content-type': 'application/json; foo=bar; charset=utf-8' }, 200],
    [{ 'content-type': 'application/json;' }, 200],
    [{ 'content-type': 'Application/JSON;charset=UTF8' }, 200],
    [{ 'content-type': 'application/json\t;\tcharset="utf-8"\t' }, 200],
    [{ 'content-type': json, 'content-encoding': 'Identity' }, 200],
    [{ 'content-type': json, 'content-encoding': 'identity, Identity' }, 200],
    [{ 'content-type': json, 'content-encoding': 'identity, gzip' }, 415],
    [{ 'content-type': 'application/json; charset=utf-16' }, 415],
    [{ 'content-type': 'application/json; charset=utf-8; charset=utf-16' }, 415],
    [{ 'content-type': 'application/jsonp' }, 415],
    [{ 'content-type': 'text/plain; application/json' }, 415],
  ] as [Record<string, string>, number][])('%j: %s', async ([headers, status], { gateway }) => {
    expect((await post(gateway, { query: '{ __typename }' }, headers)).status).toBe(status);
  });
});

describe('other origins', () => {
  const named = test.extend({ env: { CORS_ORIGINS: 'https://app.example.com, https://admin.example.com' } });
  const ask = (gateway: Parameters<typeof post>[0], method: string, origin: string) =>
    gateway.fetch(
      new Request('http://gateway/graphql', {
        method,
        headers: {
          origin,
          'content-type': json,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
        ...(method === 'POST' && { body: '{"query":"{ __typename }"}' }),
      }),
    );

  named('that are named may read answers, without credentials', async ({ gateway }) => {
    for (const method of ['OPTIONS', 'POST']) {
      const { headers } = await ask(gateway, method, 'https://app.example.com');
      expect(headers.get('access-control-allow-origin')).toBe('https://app.example.com');
      expect(headers.get('access-control-allow-credentials')).not.toBe('true');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  named.for(['https://evil.example', 'https://app.example.com.evil.example', 'null', 'http://app.example.com'])(
    '%s may not',
    async (origin, { gateway }) => {
      for (const method of ['OPTIONS', 'POST']) {
        expect((await ask(gateway, method, origin)).headers.get('access-control-allow-origin')).not.toBe(origin);
      }
    },
  );

  test.for([
    {},
    { 'x-requested-with': 'x' },
    { 'graphql-require-preflight': '1' },
    { 'apollo-require-preflight': '1' },
    { 'x-apollo-operation-name': 'x' },
    { 'content-type': json },
  ] as Record<string, string>[])('a query by GET with %j', async (headers, { gateway }) => {
    const { status } = await gateway.fetch(
      new Request('http://gateway/graphql?query=%7B__typename%7D', { headers: { accept: json, ...headers } }),
    );
    expect(status).toBe(Object.keys(headers).length === 0 ? 403 : 200);
  });
});

test('answers are kept out of caches and frames', async ({ gateway }) => {
  const { headers } = await post(gateway, { query: '{ __typename }' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
});

test('one line per call: who, for which account, what, and how it ended; never what was said', async ({
  ask,
  sandbox,
  lines,
}) => {
  sandbox.fail({ fault: { name: 'rate-limited' }, on: crm.listContacts });
  await ask(
    'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "marker" }) }',
    {},
    { 'x-request-id': 'r1' },
  );
  await ask(
    'mutation ($p: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "1571284", parameters: $p) }',
    { p: {} },
  );
  await ask('{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }');
  expect(lines.filter(({ msg }) => msg === 'call')).toMatchObject([
    {
      requestId: 'r1',
      subject: null,
      account: 'demo-acme',
      accountConnectorId: '1873',
      connector: 'Northwind CRM',
      method: crm.createContact,
      methodName: 'Create Contact',
      kind: 'WRITE',
      outcome: 'OK',
      ms: expect.any(Number),
    },
    { connector: null, method: '1571284', methodName: null, kind: 'WRITE', outcome: 'OK' },
    { methodName: 'List Contacts', kind: 'READ', outcome: 'RATE_LIMITED' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('marker');
});
