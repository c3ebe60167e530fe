import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import type { Gateway } from '../../src/gateway.ts';
import { readExamples } from '../../src/http/graphiql/examples.ts';
import { request, say } from '../attack/wire.ts';
import { test as base } from '../fixtures.ts';
import { test as served } from './served.ts';

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const get = (gateway: Gateway, path: string, headers: Record<string, string> = {}) =>
  gateway.fetch(new Request(`http://gateway${path}`, { headers }));

/** What is in the answer of each tab on the sandbox, by its name. */
const answers: Readonly<Record<string, readonly string[]>> = {
  'search-contacts': ['"Id":1001', 'Jane Doe'],
  'create-contact': ['"callConnectorMethod":', '"FirstName":"Mary"'],
  stores: ["Freddie's Merchandise"],
  'search-contacts-by-number': ['"Id":1001', 'Jane Doe'],
  'account-connectors': ['Sales CRM', 'Old CRM'],
  'find-method': ['Create Contact', '"location":"LastName"'],
  newsletter: ['"stores":{"records":[{"name":', '"city":"Leeds"'],
  explain: ['"httpMethod":"POST"', '"24718004":"Moe"'],
  errors: ['BAD_USER_INPUT', 'CONNECTOR_NOT_AUTHENTICATED', 'METHOD_NOT_READABLE'],
  catalogue: ['Northwind CRM'],
  'slow-part': ['"hasNext":true', '"FirstName":"John"'],
  'other-account': ['Globex CRM'],
};

describe('the tabs of GraphiQL', async () => {
  const examples = await readExamples();

  base('are those that are checked here, the first a query and the second a write', () => {
    expect(examples.map(({ name }) => name)).toEqual(Object.keys(answers));
    expect(examples.slice(0, 2).map(({ query }) => /^\w+/m.exec(query)?.[0])).toEqual(['query', 'mutation']);
  });

  base.for(examples)('$name works as it stands', async ({ name, query, variables, headers }, { ask }) => {
    const parsed = (json: string | undefined) => JSON.parse(json ?? '{}') as Record<string, string>;
    // As GraphiQL asks.
    const accept = 'application/json, multipart/mixed';
    const { status, text } = await ask(query, parsed(variables), { ...parsed(headers), accept });
    expect(status).toBe(200);
    for (const part of answers[name] ?? []) expect(text).toContain(part);
    if (name !== 'errors') expect(text).not.toContain('"errors"');
  });
});

describe('the page', () => {
  base('is small, and names files by their content at whatever path it is opened', async ({ gateway }) => {
    const { status, headers, text, files } = await pageOf(gateway);
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(20_000);
    expect(files.length).toBeGreaterThanOrEqual(7);
    for (const file of files) expect(file).toMatch(/^\?graphiql=[a-z-]+\.[\w-]{16}\.(?:css|ico|js)$/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/),
      vary: 'Accept, Accept-Encoding, Origin',
      'x-content-type-options': 'nosniff',
    });
  });

  base('is answered with 304 to who has it, and with itself to who has another', async ({ gateway }) => {
    const { headers } = await pageOf(gateway);
    const etag = headers.get('etag') ?? '';
    for (const [known, status] of [
      [etag, 304],
      [`"x", ${etag.replace('W/', '')}`, 304],
      ['*', 304],
      ['W/"x"', 200],
    ] as const) {
      const response = await get(gateway, '/graphql', { ...html, 'if-none-match': known });
      expect([known, response.status, response.headers.get('etag')]).toEqual([known, status, etag]);
    }
  });
});

describe('a file of the page', () => {
  base('may be kept for ever, and is compressed to a fourth', async ({ gateway }) => {
    const { files } = await pageOf(gateway);
    const sizes = { plain: 0, gzip: 0, br: 0 };
    for (const file of files) {
      const plain = await (await get(gateway, `/graphql${file}`)).bytes();
      const gzip = await get(gateway, `/graphql${file}`, { 'accept-encoding': 'gzip' });
      const br = await get(gateway, `/graphql${file}`, { 'accept-encoding': 'gzip, deflate, br, zstd' });
      for (const [coding, { status, headers }] of Object.entries({ gzip, br })) {
        expect([status, headers.get('content-encoding')]).toEqual([200, coding]);
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(headers.get('vary')).toBe('Accept-Encoding, Origin');
      }
      const [zipped, brotli] = [await gzip.bytes(), await br.bytes()];
      expect(gunzipSync(zipped).equals(plain)).toBe(true);
      expect(brotliDecompressSync(brotli).equals(plain)).toBe(true);
      sizes.plain += plain.length;
      sizes.gzip += zipped.length;
      sizes.br += brotli.length;
    }
    expect(sizes.plain).toBeGreaterThan(8_000_000);
    expect(sizes.gzip / sizes.plain).toBeLessThan(0.3);
    expect(sizes.br / sizes.plain).toBeLessThan(0.25);
  });

  base.for([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['deflate', null],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br, gzip', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['*;q=0', null],
    ['gzip;q=0.5, identity', null],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['gzip;q=high, br; q=0.1', 'br'],
  ] as const)('to %j is compressed with %s', async ([accepted, coding], { gateway }) => {
    const { files } = await pageOf(gateway);
    const headers = { ...(accepted !== undefined && { 'accept-encoding': accepted }) };
    const file = files.find((name) => name.includes('start')) ?? expect.fail();
    const response = await get(gateway, `/graphql${file}`, headers);
    expect(response.headers.get('content-encoding')).toBe(coding);
  });

  base('that is not there is refused', async ({ gateway }) => {
    const response = await get(gateway, '/graphql?graphiql=start.js');
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { errors: [{ message: expect.stringContaining('Reload'), extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  const production = base.extend({ env: { EXPLORABLE: 'false' } });

  production('is not there where the graph may not be explored', async ({ gateway }) => {
    const response = await get(gateway, '/graphql?graphiql=start.js', html);
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json; charset=utf-8']);
  });
});

describe('the address of the server', () => {
  served('leads a browser to the graph, below a path too, and tells others what this is', async ({ port }) => {
    const toBrowser = await say(port, request({ method: 'GET', target: '/', headers: [`Accept: ${html.accept}`] }));
    expect([toBrowser.status, toBrowser.text]).toEqual([302, expect.stringMatching(/\r\nlocation: graphql\r\n/i)]);
    for (const sent of [{ method: 'GET' }, { method: 'POST', headers: [`Accept: ${html.accept}`] }]) {
      const { status, text } = await say(port, request({ target: '/', ...sent }));
      expect([status, text]).toEqual([404, expect.stringContaining('This is a GraphQL gateway')]);
    }
  });

  const production = served.extend({ env: { EXPLORABLE: 'false' } });

  production('tells a browser what this is where nothing may be explored', async ({ port }) => {
    const { status, text } = await say(
      port,
      request({ method: 'GET', target: '/', headers: [`Accept: ${html.accept}`] }),
    );
    expect([status, text]).toEqual([404, expect.stringContaining('The graph is at /graphql')]);
  });
});

async function pageOf(gateway: Gateway) {
  const response = await get(gateway, '/graphql', html);
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, files: [...new Set(text.match(/\?graphiql=[^"]+/g))] };
}
