import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { createSandboxClient } from '../audits/client.ts';

const segment = fc.oneof(
  fc.constantFrom(
    'account',
    'connectors',
    'accounts',
    'custom',
    'methods',
    'test',
    'body',
    'fields',
    'properties',
    'triggers',
    'install',
    'deauthenticate',
    'oauth',
    'token',
    '1873',
    '5101',
    'MailChimp',
    '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11',
    '__proto__',
    '..',
    '%2e%2e',
    '%00',
    '%',
    '',
  ),
  fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
);
const deep = fc.nat(500).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);
const hugeKey = fc
  .nat(200_000)
  .map((length) => JSON.stringify({ ['k'.repeat(length)]: 1, Parameters: { ['9'.repeat(length)]: 1 } }));
const body = fc.oneof(
  fc.json(),
  deep,
  hugeKey,
  fc.string(),
  fc.constantFrom(
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{}}}',
    "{'a': 1,}",
    '{a:',
    '\0',
    '{"Parameters":[],"Fields":"x"}',
    '{"Parameters":{"__proto__":1}}',
    '{"Name":{"a":[]},"Properties":[1,null,{"Name":[]}]}',
    '{"Name":"x","Methods":[{"Name":"y","EndPoint":"{{","Parameters":[{"TargetName":"__proto__"}]}]}',
  ),
  fc.nat(200_000).map((length) => `{"${'k'.repeat(length)}":{"${'__proto__'.repeat(length % 100)}":1}}`),
);
/** Bodies that get further: keys that endpoints look at, holding anything. */
const plausible = fc
  .record(
    {
      Id: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
      Name: fc.oneof(fc.string(), fc.jsonValue()),
      Value: fc.jsonValue(),
      ConnectorField: fc.jsonValue(),
      AuthValue: fc.jsonValue(),
      Properties: fc.jsonValue(),
      Parameters: fc.oneof(fc.dictionary(fc.constantFrom('400123', '400101', 'x'), fc.jsonValue()), fc.jsonValue()),
      Fields: fc.oneof(fc.dictionary(fc.constantFrom('24718360', '24718362', '9'), fc.jsonValue()), fc.jsonValue()),
      Mergefields: fc.jsonValue(),
      Body: fc.oneof(fc.json(), fc.jsonValue()),
      Methods: fc.jsonValue(),
      StepDataSuccessRetentionHours: fc.jsonValue(),
      TransactionErrorWebhookUrl: fc.oneof(fc.webUrl(), fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value));
const known = fc.constantFrom(
  'account/connectors/1873/methods/1571282',
  'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d02',
  'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03',
  'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03/body',
  'account/connectors/1873/test/1571282',
  'account/connectors/1873/triggers/811',
  'account/connectors/1873/properties',
  'account/connectors/1873/properties/90000',
  'account/connectors/1873/fields',
  'account/connectors/1874',
  'account/connectors/1875/deauthenticate',
  'account/connectors/custom',
  'account/connectors/custom/6000',
  'connectors/5102/install',
  'connectors/Northwind CRM/install',
  'connectors/5101/methods',
  'accounts',
  'accounts/demo-globex',
);
const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
const headers = fc.dictionary(
  fc.constantFrom('authorization', 'content-type', 'x-request-id', 'x-sandbox-fault', 'accept', 'cookie', '__proto__'),
  fc.oneof(printable, fc.constantFrom('Bearer', 'bearer  ', 'latency; ms=-1', 'answer; status=; body', 'text/xml')),
  { maxKeys: 3, noNullPrototype: true },
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
  path: fc.oneof(
    fc.array(segment, { maxLength: 6 }).map((segments) => segments.join('/')),
    known,
  ),
  query: fc.string().map(encodeURIComponent),
  account: fc.constantFrom('demo-acme', 'demo-globex', '', 'nobody', '__proto__'),
  headers,
  body: fc.oneof(body, plausible),
});

test('whatever is asked, the sandbox answers, and never with a stack trace', async () => {
  await using sandbox = await startSandbox({ control: true });
  const client = await createSandboxClient(sandbox);

  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, account, headers: more, body: sent }) => {
      const { status, text: answer } = await client.ask(method, `${path}?${query}`, {
        account,
        headers: more,
        ...(method !== 'GET' && { body: sent }),
      });
      expect(status).toBeGreaterThanOrEqual(200);
      // 500 is a bug of ours: nothing in a scenario of the demo can cause one.
      expect(status).toBeLessThan(500);
      expect(answer).not.toMatch(/\bat .*\.ts:\d|node:internal/);
    }),
    { numRuns: process.env['CI'] ? 600 : 200 },
  );
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  expect((await client.ask('GET', 'connectors?pageSize=1')).status).toBe(200);
});

test('a refused request changes nothing', async () => {
  await using sandbox = await startSandbox();
  const client = await createSandboxClient(sandbox);
  const contacts = 'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d01';
  const state = async () => {
    const parts = await Promise.all(
      ['account/connectors?pageSize=1000', 'accounts', 'account/connectors/custom', contacts].map((path) =>
        client.ask('GET', path),
      ),
    );
    return parts.map((part) => part.text);
  };
  let before = await state();
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, account, body: sent }) => {
      const { status } = await client.ask(method, path, { account, ...(method !== 'GET' && { body: sent }) });
      const after = await state();
      if (status >= 400) {
        expect(after).toEqual(before);
        refused += 1;
      }
      before = after;
    }),
    { numRuns: 150 },
  );
  expect(refused).toBeGreaterThan(50);
});

test('bytes that are no request are refused or dropped, and the next caller is answered', async () => {
  await using sandbox = await startSandbox();
  const client = await createSandboxClient(sandbox);
  const { port } = new URL(sandbox.url);
  const line = fc.constantFrom(
    'GET / HTTP/1.1',
    'POST /v1.0/accounts HTTP/1.1',
    'host: x',
    'expect: x',
    'content-length: 5',
    '',
    'x',
  );
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    fc.array(line, { maxLength: 6 }).map((lines) => Buffer.from(lines.join('\r\n'))),
  );
  await fc.assert(
    fc.asyncProperty(noise, async (bytes) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(bytes);
      const answer = await text(socket).catch(() => '');
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 4\d\d [^]*x-content-type-options: nosniff/i);
    }),
    { numRuns: 150 },
  );
  expect((await client.ask('GET', 'connectors?pageSize=1')).status).toBe(200);
});
