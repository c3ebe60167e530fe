import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import type { Gateway } from '../../src/gateway.ts';
import { test as base } from '../fixtures.ts';
import { knownByToken } from '../tokens.ts';

const page = 'https://app.example.com';
/** Not the sandbox's rules: callers are known, as in production. */
const test = base.extend({ env: { CORS_ORIGINS: page, CORS_HEADERS: 'X-Tenant, x-trace' } });

const preflight = (gateway: Gateway, origin: string) =>
  gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    }),
  );

const allowed = (headers: Headers, name: string) => (headers.get(`access-control-allow-${name}`) ?? '').split(', ');

describe('pages of named origins', () => {
  test.for([
    ['Apollo Client', ['apollographql-client-name', 'apollographql-client-version', 'apollo-require-preflight']],
    ['Apollo Client', ['x-apollo-operation-name', 'x-apollo-cache-control', 'accept']],
    ['Sentry', ['sentry-trace', 'baggage']],
    ['OpenTelemetry', ['traceparent', 'tracestate', 'b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-sampled']],
    ['the gateway', ['authorization', 'content-type', 'x-cyclr-account', 'x-request-id', 'graphql-require-preflight']],
    ['CORS_HEADERS', ['x-tenant', 'x-trace']],
  ] as const)('may send the headers of %s: %j', async ([, names], { gateway }) => {
    const { status, headers } = await preflight(gateway, page);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, page]);
    expect(allowed(headers, 'headers')).toEqual(expect.arrayContaining([...names]));
    expect(allowed(headers, 'methods')).toEqual(['GET', 'POST', 'QUERY']);
  });

  test('may send a query by GET without another header', async ({ gateway }) => {
    const statusOf = async (headers: Record<string, string>) => {
      const url = 'http://gateway/graphql?query=%7B__typename%7D';
      return (await gateway.fetch(new Request(url, { headers: { accept: 'application/json', ...headers } }))).status;
    };
    expect(await statusOf({ origin: page })).toBe(200);
    expect(await statusOf({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      expect(await statusOf(headers as Record<string, string>)).toBe(403);
    }
    expect(await statusOf({ 'sec-fetch-site': 'same-site' })).toBe(403);
  });
});

describe('an origin that is not named', () => {
  const warnings = (lines: readonly Record<string, unknown>[]) => lines.filter(({ level }) => level === 'warn');

  test('is logged once, with the variable that would let it in', async ({ gateway, lines }) => {
    for (const origin of ['https://evil.example', 'https://evil.example', page, 'null'])
      await preflight(gateway, origin);
    expect(warnings(lines)).toMatchObject([
      { msg: expect.stringContaining('CORS_ORIGINS'), error: 'https://evil.example' },
      { msg: expect.stringContaining('CORS_ORIGINS'), error: 'null' },
    ]);
  });

  test('is logged up to a hundred of them, and 200 characters of each', async ({ gateway, lines }) => {
    await preflight(gateway, `https://${'x'.repeat(300)}.example`);
    for (let at = 0; at < 110; at++) await preflight(gateway, `https://${at}.example`);
    expect(warnings(lines)).toHaveLength(100);
    expect(String(warnings(lines)[0]?.['error'])).toHaveLength(200);
  });

  test('is not one where it is the gateway itself', async ({ gateway, lines }) => {
    const headers = { host: 'gateway', origin: 'https://gateway', 'content-type': 'application/json' };
    await gateway.fetch(new Request('http://gateway/graphql', { method: 'POST', headers, body: '{}' }));
    expect(warnings(lines)).toEqual([]);
  });
});

describe('loopback', () => {
  const pages = ['http://localhost:5173', 'http://127.0.0.1:3000', 'http://[::1]:8080', 'https://localhost'];

  base.for(pages)('%s is let in on the sandbox', async (origin, { gateway }) => {
    const { headers } = await preflight(gateway, origin);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
  });

  base.for([
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
    'http://localhost:1/x',
  ])('%s is not', async (origin, { gateway }) => {
    expect((await preflight(gateway, origin)).headers.get('access-control-allow-origin')).toBeNull();
  });

  base.for(pages)('%s is not let in where Cyclr is real', async (origin, { sandbox }) => {
    const { createGateway } = await import('../../src/gateway.ts');
    const { silentLog } = await import('../../src/telemetry/log.ts');
    const config = parseConfig({
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      ...knownByToken('a secret of more than 32 characters'),
    });
    await using gateway = await createGateway(config, { log: silentLog });
    expect((await preflight(gateway, origin)).headers.get('access-control-allow-origin')).toBeNull();
  });
});

base('CORS_HEADERS takes names of headers', () => {
  for (const wrong of ['*', 'x y', 'x:y', 'ü']) {
    expect(() => parseConfig({ CORS_HEADERS: wrong })).toThrow('CORS_HEADERS');
  }
  expect(parseConfig({ CORS_HEADERS: 'X-Tenant,, x-b ' }).corsHeaders).toEqual(['x-tenant', 'x-b']);
});
