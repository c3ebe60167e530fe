import { connect } from 'node:net';
import { expect, vi } from 'vitest';
import { crm, createGate, test } from './fixtures.ts';
import { test as served } from './http/served.ts';

const request = (query: string, signal: AbortSignal) =>
  new Request('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal,
  });

test('a caller who leaves ends the read that only it waited for', async ({ gateway, sandbox, lines }) => {
  const left = new AbortController();
  sandbox.fail({ fault: { name: 'hang' }, on: crm.listContacts });
  const answer = gateway.fetch(
    request('{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }', left.signal),
  );
  const received = () => sandbox.received.some(({ path }) => path.endsWith(crm.listContacts));
  await expect.poll(received).toBe(true);
  left.abort();
  await answer.catch(() => undefined);
  await expect
    .poll(() => sandbox.abandoned)
    .toEqual([`POST /v1.0/account/connectors/1873/methods/${crm.listContacts}`]);
  const line = (name: string) => lines.find(({ msg }) => msg === name);
  await expect.poll(() => line('call')).toMatchObject({ outcome: 'CLIENT_CLOSED' });
  await expect.poll(() => line('request')).toMatchObject({ status: 499, codes: ['CLIENT_CLOSED'] });
  expect(lines).toHaveLength(2);
});

served(
  'a caller who leaves a server is logged as that, and not as a timeout of Cyclr',
  async ({ port, sandbox, lines }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: crm.listContacts });
    const socket = connect(port, '127.0.0.1');
    const body = JSON.stringify({
      query: '{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }',
    });
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => sandbox.received.some(({ path }) => path.endsWith(crm.listContacts))).toBe(true);
    socket.destroy();
    await expect
      .poll(() => lines.find(({ msg }) => msg === 'request'))
      .toMatchObject({
        status: 499,
        operations: ['(query)'],
        codes: ['CLIENT_CLOSED'],
      });
    expect(JSON.stringify(lines)).not.toContain('TIMEOUT');
  },
);

served(
  'a caller who leaves in the middle of an answer in parts is logged once, when the answer has ended',
  async ({ port, sandbox, lines }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: crm.listContacts });
    const socket = connect(port, '127.0.0.1');
    const query = '{ accountConnector(id: 1873) { name ... @defer { call(method: "List Contacts") { records } } } }';
    const body = JSON.stringify({ query });
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: multipart/mixed\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await expect.poll(() => heard).toContain('Sales CRM');
    socket.destroy();
    const requests = () => lines.filter(({ msg }) => msg === 'request');
    await expect.poll(requests).toMatchObject([{ status: 499, codes: ['CLIENT_CLOSED'] }]);
  },
);

test('a caller who leaves does not cut a write off', async ({ gateway, sandbox, ask }) => {
  const left = new AbortController();
  const gate = createGate();
  sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact, times: 1 });
  const answer = gateway.fetch(
    request(
      'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "Kept" }) }',
      left.signal,
    ),
  );
  await expect.poll(() => sandbox.received.some(({ path }) => path.endsWith(crm.createContact))).toBe(true);
  left.abort();
  await answer.catch(() => undefined);
  expect(sandbox.abandoned).toEqual([]);
  gate.open();
  const names = async () =>
    JSON.stringify(
      (
        await ask(
          'mutation { callConnectorMethod(accountConnectorId: 1873, method: "List Contacts", select: ["LastName"]) }',
        )
      ).body,
    );
  await expect.poll(names).toContain('Kept');
});

test.extend({ env: { REQUEST_DEADLINE_MS: '150' } })(
  'the deadline of a request holds however many tries are left',
  async ({ ask, sandbox, clock }) => {
    sandbox.fail({ fault: { name: 'hang' }, on: '/v1.0/' });
    const answer = ask('{ accountConnectors { id } }');
    await expect.poll(() => sandbox.received.some(({ path }) => path.startsWith('/v1.0/'))).toBe(true);
    clock.pass(150);
    expect((await answer).body.errors).toMatchObject([
      { message: expect.stringContaining('150 ms'), extensions: { code: 'TIMEOUT' } },
    ]);
  },
);

test('a caller may shorten the deadline of its request, and not lengthen it', async ({ ask, sandbox, clock }) => {
  sandbox.fail({ fault: { name: 'hang' }, on: '/v1.0/' });
  for (const [given, ms] of [
    ['80', 80],
    ['999999999', 30_000],
  ] as const) {
    const before = sandbox.received.length;
    const answer = ask('{ accountConnectors { id } }', {}, { 'x-deadline-ms': given });
    await expect.poll(() => sandbox.received.slice(before).some(({ path }) => path.startsWith('/v1.0/'))).toBe(true);
    clock.pass(ms);
    expect((await answer).body.errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
  }
});

test.for(['0', '-1', '1.5', '1e3', '', 'soon', '9999999999'])('a deadline of %j is refused', async (given, { ask }) => {
  const { status, body } = await ask('{ accountConnectors { id } }', {}, { 'x-deadline-ms': given });
  expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
});

test('a gateway that ends waits for a write whose caller has left, and begins no other', async ({
  gateway,
  sandbox,
  lines,
}) => {
  const left = new AbortController();
  const gate = createGate();
  sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact });
  const create = (name: string) =>
    `${name}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "${name}" })`;
  const answer = gateway.fetch(request(`mutation { ${create('one')} ${create('two')} }`, left.signal));
  await expect.poll(() => sandbox.received.some(({ path }) => path.endsWith(crm.createContact))).toBe(true);
  left.abort();
  await answer.catch(() => undefined);
  const isEnded = vi.fn<() => void>();
  const ended = gateway.endWrites().then(isEnded);
  await new Promise(setImmediate);
  expect(isEnded).not.toHaveBeenCalled();
  gate.open();
  await ended;
  expect(sandbox.abandoned).toEqual([]);
  expect(lines.filter(({ msg }) => msg === 'call')).toMatchObject([{ outcome: 'OK' }]);
  await expect.poll(() => lines.filter(({ msg }) => msg === 'request')).toHaveLength(1);
  expect(sandbox.received.filter(({ path }) => path.endsWith(crm.createContact))).toHaveLength(1);
});

test('no further write begins for a caller who has left', async ({ gateway, sandbox }) => {
  const left = new AbortController();
  const gate = createGate();
  sandbox.fail({ fault: { name: 'gate', until: gate.opened }, on: crm.createContact, times: 1 });
  const create = (name: string) =>
    `callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "${name}" })`;
  const answer = gateway.fetch(request(`mutation { a: ${create('x')} b: ${create('y')} }`, left.signal));
  const writes = () => sandbox.received.filter(({ path }) => path.endsWith(crm.createContact));
  await expect.poll(() => writes().length).toBe(1);
  left.abort();
  await answer.catch(() => undefined);
  gate.open();
  await gateway.endWrites();
  await new Promise(setImmediate);
  expect(writes().map(({ body }) => body)).toEqual([expect.stringContaining('"x"')]);
});
