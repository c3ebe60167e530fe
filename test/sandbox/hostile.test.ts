import { connect as connectSocket } from 'node:net';
import fc from 'fast-check';
import { expect } from 'vitest';
import { at } from '../audits/client.ts';
import { crm, searchContacts, test as base } from './fixtures.ts';

const test = base.extend({ options: { control: true } });

const body = fc.oneof(
  fc.json(),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '{"Parameters":{"__proto__":1}}',
    '{"Parameters":[],"Fields":null}',
    '{"Parameters":"x","Fields":7}',
    '{"Properties":[null,1,{"Name":{}}]}',
    '{"Name":{"a":1},"Id":[]}',
    '{"Body":"[[[","Parameters":{"24718400":{}}}',
    '[]',
    'null',
    '0',
    '"',
  ),
  fc
    .record(
      { Name: fc.jsonValue(), Id: fc.jsonValue(), Methods: fc.jsonValue(), Parameters: fc.jsonValue() },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);

test('whatever a call is given, it is refused or answered, and nothing else changes', async ({ client }) => {
  const all = `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d01`;
  const before = (await client.ask('GET', all)).text;
  await fc.assert(
    fc.asyncProperty(
      body,
      fc.constantFrom(searchContacts, '0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d04'),
      async (text, method) => {
        const { status } = await client.ask('POST', `${crm}/methods/${method}`, { body: text });
        expect([200, 400]).toContain(status);
      },
    ),
    { numRuns: 200 },
  );
  expect((await client.ask('GET', all)).text).toBe(before);
});

test('whatever the headers, it answers', async ({ client, sandbox }) => {
  const value = fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\x21-\x7e]/g, ''));
  await fc.assert(
    fc.asyncProperty(value, value, value, async (account, authorization, fault) => {
      const headers = { 'x-cyclr-account': account, authorization, 'x-sandbox-fault': `x${fault}` };
      const response = await fetch(`${sandbox.url}/v1.0/account/connectors`, { headers });
      expect([400, 401]).toContain(response.status);
    }),
    { numRuns: 100 },
  );
  expect((await client.ask('GET', crm)).status).toBe(200);
});

test.for([
  ['what is not HTTP', 'nonsense\r\n\r\n'],
  ['a target that is not a path', 'GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['headers without an end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}`],
  ['a caller who leaves', 'POST /v1.0/accounts HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{'],
] as const)('%s does it no harm', async ([, text], { client, sandbox }) => {
  const socket = connectSocket(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  await new Promise<void>((resolve) => {
    socket.write(text, () => {
      socket.destroySoon();
      resolve();
    });
  });
  expect((await client.ask('GET', crm)).status).toBe(200);
});

test('a body that is larger than Cyclr takes is refused, and the connection goes on', async ({ client }) => {
  const { status, json } = await client.ask('POST', 'accounts', { body: 'x'.repeat(30_000_001) });
  expect({ status, message: at(json, 'Message') }).toEqual({
    status: 413,
    message: 'Maximum request length exceeded.',
  });
  expect((await client.ask('GET', crm)).status).toBe(200);
});
