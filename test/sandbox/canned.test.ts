import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { request } from 'undici';
import { type Answer, parseScenario, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Client, textAt } from '../audits/client.ts';
import { clientOf } from './fixtures.ts';

const scenarioOf = (answer: unknown, method: object = {}) =>
  JSON.stringify({
    connectors: [{ Name: 'App', methods: [{ Id: 1, Name: 'Do', ...method, answer }] }],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'A',
        accountConnectors: [1, 2].map((Id) => ({ Id, Name: `App ${Id}`, connector: 'App', AuthValue: 'k' })),
      },
    ],
  });
const start = (answer: Answer, method?: object) =>
  startSandbox({ scenario: parseScenario(scenarioOf(answer, method), 'scenario.json') });

/** The answer as it is on the wire: nothing is decompressed or decoded. */
async function onTheWire(sandbox: Sandbox, client: Client) {
  const grant = await client.token();
  const answer = await request(`${sandbox.url}/v1.0/account/connectors/1/methods/1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${textAt(grant.json, 'access_token')}`, 'x-cyclr-account': 'demo-acme' },
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: Buffer.from(await answer.body.arrayBuffer()),
  };
}

const canned = (answer: object) => ({ kind: 'canned', ...answer }) as Answer;

describe('a canned answer', () => {
  const send = async (answer: object) => {
    await using sandbox = await start(canned(answer));
    return await onTheWire(sandbox, await clientOf(sandbox));
  };

  test('has the status, the headers and the bytes that it names', async () => {
    const headers = {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="a.pdf"',
      'X-RateLimit-Reset': '1795824000',
      'Set-Cookie': ['a=1', 'b=2'],
    };
    const answer = await send({ status: 207, headers, base64: Buffer.of(0, 255, 128).toString('base64') });
    expect(answer).toMatchObject({
      status: 207,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="a.pdf"',
        'x-ratelimit-reset': '1795824000',
        'set-cookie': ['a=1', 'b=2'],
        'content-length': '3',
      },
      bytes: Buffer.of(0, 255, 128),
    });
  });

  test.for([
    [{}, undefined],
    [{ body: null }, 'application/json; charset=utf-8'],
    [{ text: 'a' }, 'text/plain; charset=utf-8'],
    [{ text: 'a', charset: 'windows-1252' }, 'text/plain; charset=windows-1252'],
    [{ base64: 'AA==' }, 'application/octet-stream'],
    [{ body: 1, headers: { 'content-type': null } }, undefined],
  ] as const)('%j has the content type %s', async ([answer, type]) => {
    expect((await send(answer)).headers['content-type']).toBe(type);
  });

  test('keeps the digits and spaces of a text', async () => {
    const text = '{"a": 1.50,\n "id": 12345678901234567890, "b": "{{Parameters.x}} "}';
    expect((await send({ text })).bytes.toString()).toBe(text);
  });

  test('keeps the spaces of JSON texts that have no placeholder', async () => {
    expect((await send({ body: { a: ' x ' } })).bytes.toString()).toBe('{"a":" x "}');
  });

  test.for([
    ['utf-8', false, [0xc3, 0xbc]],
    ['utf-8', true, [0xef, 0xbb, 0xbf, 0xc3, 0xbc]],
    ['iso-8859-1', false, [0xfc]],
    ['windows-1252', false, [0xfc]],
    ['utf-16le', false, [0xfc, 0]],
    ['utf-16le', true, [0xff, 0xfe, 0xfc, 0]],
    ['utf-16be', false, [0, 0xfc]],
    ['utf-16be', true, [0xfe, 0xff, 0, 0xfc]],
  ] as const)('is in %s, with a byte order mark: %s', async ([charset, bom, bytes]) => {
    expect((await send({ text: 'ü', charset, bom })).bytes).toEqual(Buffer.from(bytes));
  });

  test('has the characters that Windows-1252 has and ISO-8859-1 has not', async () => {
    expect((await send({ text: '€’Ÿ', charset: 'windows-1252' })).bytes).toEqual(Buffer.of(0x80, 0x92, 0x9f));
  });

  test.for([
    ['gzip', 'gzip', gunzipSync],
    ['x-gzip', 'x-gzip', gunzipSync],
    ['deflate', 'deflate', inflateSync],
    ['deflate-raw', 'deflate', inflateRawSync],
    ['br', 'br', brotliDecompressSync],
  ] as const)('is compressed with %s, and says %s', async ([contentEncoding, name, undo]) => {
    const { headers, bytes } = await send({ body: { a: 1 }, contentEncoding });
    expect(headers['content-encoding']).toBe(name);
    expect(undo(bytes).toString()).toBe('{"a":1}');
  });

  test.for([200, 599] as const)('may have the status %d', async (status) => {
    expect((await send({ status })).status).toBe(status);
  });

  test('is relayed in the way that it names, whatever the sandbox is set to', async () => {
    const text = 'Too many.';
    expect((await send({ status: 429, text, headers: { 'retry-after': '2.0' } })).headers['retry-after']).toBe('2.0');
    const retold = await send({ status: 429, text, relay: 'text', contentEncoding: 'gzip' });
    expect([retold.status, retold.bytes.toString()]).toEqual([
      500,
      expect.stringContaining('429 Too Many Requests\\r\\nToo many.'),
    ]);

    await using sandbox = await start(canned({ status: 409, text, relay: 'status' }));
    sandbox.relay = 'text';
    expect((await onTheWire(sandbox, await clientOf(sandbox))).status).toBe(409);
  });

  test.for([
    [{ body: 1, text: 'a' }, /answer\.text is one too many: an answer has one of "body", "text" and "base64"\./],
    [{ base64: 'AA==', charset: 'utf-8' }, /answer\.base64 holds bytes, which have neither/],
    [{ base64: 'A' }, /answer\.base64 must be bytes in Base64; got "A"\./],
    [{ text: 'a', charset: 'iso-8859-1', bom: true }, /answer\.bom must be false: iso-8859-1 has no byte order mark\./],
    [{ text: '€', charset: 'iso-8859-1' }, /answer\.charset is iso-8859-1, which does not have the character "€"\./],
    [
      { body: ['漢'], charset: 'windows-1252' },
      /answer\.charset is windows-1252, which does not have the character "漢"\./,
    ],
    [{ text: 'a', charset: 'utf8' }, /answer\.charset must be .* got "utf8"\. Did you mean "utf-8"\?/],
    [
      { headers: { 'Content-Length': '7' } },
      /answer\.headers\["Content-Length"\] is a header that the sandbox sets itself\./,
    ],
    [{ headers: { 'a b': 'c' } }, /answer\.headers has the key "a b", which is not the name of a header\./],
    [{ headers: { a: 'b\r\nc: d' } }, /answer\.headers\.a must be the value of a header/],
    [{ status: 199 }, /answer\.status must be at least 200; got 199\./],
    [{ status: 600 }, /answer\.status/],
    [{ relay: 'passthrough' }, /answer\.relay must be "status" or "text"; got "passthrough"\./],
  ] as const)('%j is refused', ([answer, words]) => {
    expect(() => parseScenario(scenarioOf(canned(answer)), 'scenario.json')).toThrow(words);
  });
});

describe('answers by turns', () => {
  const answers = [canned({ status: 401 }), canned({ body: 1 }), canned({ body: 2 })];
  const statuses = async (sandbox: Sandbox, ids: readonly number[]) => {
    const client = await clientOf(sandbox);
    const found = [];
    for (const id of ids) {
      const { status, text } = await client.ask('POST', `account/connectors/${id}/methods/1`);
      found.push(status === 200 ? text : status);
    }
    return found;
  };

  test('stay at the last one, or begin again, for each account connector by itself', async () => {
    await using sandbox = await start({ kind: 'sequence', answers });
    expect(await statuses(sandbox, [1, 1, 2, 1, 1])).toEqual([401, '1', 401, '2', '2']);
    await using repeating = await start({ kind: 'sequence', answers, repeat: true });
    expect(await statuses(repeating, [1, 1, 1, 1])).toEqual([401, '1', '2', 401]);
  });

  test('begin again after a reset', async () => {
    await using sandbox = await start({ kind: 'sequence', answers });
    expect(await statuses(sandbox, [1])).toEqual([401]);
    sandbox.reset();
    expect(await statuses(sandbox, [1, 1])).toEqual([401, '1']);
  });

  test('depend on the value of an input', async () => {
    const choice: Answer = {
      kind: 'choice',
      by: { parameter: 'state' },
      cases: { open: canned({ body: 'open' }), 7: { kind: 'sequence', answers } },
      otherwise: canned({ status: 404 }),
    };
    await using sandbox = await start(choice, { Parameters: [{ Id: 1, Name: 'state', IsOptional: true }] });
    const client = await clientOf(sandbox);
    const found = [];
    for (const state of ['open', 7, '7', 'toString', undefined]) {
      const body = { Parameters: state === undefined ? {} : { 1: state } };
      const { status, text } = await client.ask('POST', 'account/connectors/1/methods/1', { body });
      found.push(status === 200 ? text : status);
    }
    expect(found).toEqual(['"open"', 401, '1', 404, 404]);
  });

  test.for([
    [{ kind: 'sequence', answers: [] }, /answer\.answers is empty\./],
    [
      { kind: 'choice', by: { parameter: 'x' }, cases: {}, otherwise: canned({}) },
      /answer\.by names the parameter "x", which does not exist\./,
    ],
    [{ kind: 'sequence', answers: [canned({ body: 1, text: 'a' })] }, /answer\.answers\[0\]\.text is one too many/],
  ] as const)('%j is refused', ([answer, words]) => {
    expect(() => parseScenario(scenarioOf(answer), 'scenario.json')).toThrow(words);
  });
});
