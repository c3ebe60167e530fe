import { describe, expect } from 'vitest';
import { callsTo, createGate, crm, post, test } from './fixtures.ts';
import { test as served } from './http/served.ts';

const accept = { accept: 'multipart/mixed' };

/** The parts of a multipart answer. */
function partsOf(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\r\n---')
    .map((part) => part.slice(part.indexOf('\r\n\r\n')).trim())
    .filter((part) => part.startsWith('{'))
    .map((part) => JSON.parse(part) as Record<string, unknown>);
}

describe('@defer', () => {
  test('answers what is quick before a slow call has answered', async ({ gateway, sandbox }) => {
    const gate = createGate();
    sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.listContacts, times: 1 });
    const query =
      '{ accountConnector(id: 1873) { name ... @defer(label: "contacts") { call(method: "List Contacts") { records(first: 1, select: ["Id"]) } } } }';
    const response = await gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...accept },
        body: JSON.stringify({ query }),
      }),
    );
    expect(response.headers.get('content-type')).toContain('multipart/mixed');
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('Sales CRM')) gate.open();
    }
    expect(partsOf(text)).toEqual([
      { data: { accountConnector: { name: 'Sales CRM' } }, hasNext: true },
      {
        incremental: [{ data: { call: { records: [{ Id: 1001 }] } }, path: ['accountConnector'], label: 'contacts' }],
        hasNext: false,
      },
    ]);
  });

  test('errors of a deferred part are as any other, and one line is logged, at the end', async ({ ask, lines }) => {
    const query = '{ accountConnector(id: 1873) { id ... @defer { call(method: "Lst Contacts") { body } } } }';
    const { text } = await ask(query, {}, { ...accept, 'x-request-id': 'mine' });
    const [, last] = partsOf(text);
    expect(last).toMatchObject({
      incremental: [
        {
          data: { call: null },
          errors: [
            {
              path: ['accountConnector', 'call'],
              extensions: { code: 'METHOD_NOT_FOUND', retriable: false, requestId: 'mine' },
            },
          ],
        },
      ],
    });
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
      { codes: ['METHOD_NOT_FOUND'], upstreamCalls: 2, status: 200 },
    ]);
  });

  served('a caller who leaves ends the deferred read, and the request', async ({ port, sandbox, lines }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: crm.listContacts });
    const left = new AbortController();
    const query = '{ accountConnector(id: 1873) { name ... @defer { call(method: "List Contacts") { body } } } }';
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...accept },
      body: JSON.stringify({ query }),
      signal: left.signal,
    });
    expect(response.status).toBe(200);
    await expect.poll(() => callsTo(sandbox)).toHaveLength(1);
    left.abort();
    await expect.poll(() => sandbox.abandoned).toHaveLength(1);
    await expect.poll(() => lines.filter(({ msg }) => msg === 'request')).toHaveLength(1);
  });

  test('within a batch is refused at its place, and sends nothing', async ({ gateway, sandbox }) => {
    const query = '{ accountConnector(id: 1873) { id ... @defer { name } } }';
    const { text } = await post(gateway, [{ query }, { query: '{ __typename }' }]);
    expect(JSON.parse(text)).toMatchObject([
      { errors: [{ message: expect.stringContaining('batch'), extensions: { code: 'BAD_USER_INPUT' } }] },
      { data: { __typename: 'Query' } },
    ]);
    expect(sandbox.received).toEqual([]);
  });

  test('is refused where Accept takes no parts, with what it must say', async ({ ask, sandbox }) => {
    const { status, body } = await ask('{ accountConnector(id: 1873) { id ... @defer { name } } }');
    expect(status).toBe(406);
    expect(body.errors?.[0]?.message).toContain('multipart/mixed');
    expect(sandbox.received).toEqual([]);
  });

  test.for(['text/event-stream', '*/*', 'multipart/mixed;deferSpec=20220824,application/json'])(
    'is answered to %s',
    async (of, { ask }) => {
      const { status, text } = await ask(
        '{ accountConnector(id: 1873) { id ... @defer { name } } }',
        {},
        { accept: of },
      );
      expect([status, text]).toEqual([200, expect.stringContaining('"hasNext":false')]);
    },
  );

  test('what is no part of its own is refused, and there is no @stream', async ({ ask }) => {
    const messages = async (query: string) =>
      (await ask(query, {}, { accept: 'multipart/mixed, application/json' })).body.errors?.map(
        ({ message }) => message,
      );
    expect(await messages('{ accountConnectors @stream { id } }')).toEqual(['Unknown directive "@stream".']);
    const own = 'The label of @defer must be a string that no other @defer has, and not a variable.';
    expect(await messages('{ account { ... @defer(label: "a") { id } ... @defer(label: "a") { id } } }')).toEqual([
      own,
    ]);
    expect(await messages('query ($l: String) { account { ... @defer(label: $l) { id } } }')).toEqual([own]);
    const write = 'callConnectorMethod(accountConnectorId: 1873, method: "Create Contact")';
    expect(await messages(`mutation { ... @defer { ${write} } }`)).toEqual(['A mutation cannot be deferred.']);
  });

  test('that is switched off is answered at once, to anybody', async ({ ask }) => {
    const { body } = await ask('{ accountConnector(id: 1873) { ... @defer(if: false) { name } } }');
    expect(body).toEqual({ data: { accountConnector: { name: 'Sales CRM' } } });
  });

  test.for(['multipart/mixed; charset="utf-16"', 'multipart/mixed;deferSpec=1999', 'multipart/mixed;q=0'])(
    'a caller who takes only %s is told, and nothing is left open',
    async (of, { ask, lines }) => {
      const query = '{ accountConnector(id: 1873) { id ... @defer { name } } }';
      const { status, body } = await ask(query, {}, { accept: of });
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([406, 'BAD_REQUEST']);
      expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(1);
    },
  );

  served('the connection is for the server to speak of', async ({ port }) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', ...accept },
      body: JSON.stringify({ query: '{ accountConnector(id: 1873) { id ... @defer { name } } }' }),
    });
    expect(await response.text()).toContain('"hasNext":false');
    expect(response.headers.get('connection')).toBe('close');
  });
});
