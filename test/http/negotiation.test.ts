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
  ] as const)('%s: %s', ([accept, type]) => {
    expect(acceptedBy(accept).mediaType).toBe(type);
  });

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
  await ask('{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }');
  await ask(
    'mutation ($p: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "1571284", parameters: $p) }',
    { p: {} },
  );
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
    { methodName: 'List Contacts', kind: 'READ', outcome: 'RATE_LIMITED' },
    { connector: null, method: '1571284', methodName: null, kind: 'WRITE', outcome: 'OK' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('marker');
});
