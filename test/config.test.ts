import { expect, test } from 'vitest';
import { ConfigError } from '../src/config/config-error.ts';
import { parseConfig } from '../src/config/config.ts';

const secret = 'a secret of more than 32 characters';
const cyclr = {
  CYCLR_API_URL: 'https://api.cyclr.com',
  CYCLR_CLIENT_ID: 'id',
  CYCLR_CLIENT_SECRET: 'shh',
  AUTH_JWKS_URL: 'https://id.example.com/jwks',
  AUTH_ISSUER: 'https://id.example.com',
  AUTH_AUDIENCE: 'gateway',
};

function variablesAtFault(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { variable, message } of error.problems)
      expect(error.message).toMatch(new RegExp(`${variable}\\s+${RegExp.escape(message)}`));
    return error.problems.map(({ variable }) => variable);
  }
}

test('nothing set, the gateway runs on the sandbox, on loopback, explorable', () => {
  expect(parseConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    requestDeadlineMs: 30_000,
    upstreamTimeoutMs: 10_000,
    maxBodyBytes: 1_000_000,
    upstreamMaxBytes: 8_000_000,
    upstream: { kind: 'sandbox' },
    callers: { kind: 'anyone' },
    explorable: true,
  });
});

test('a whole Cyclr configuration is read', () => {
  expect(parseConfig(cyclr)).toMatchObject({
    upstream: {
      kind: 'cyclr',
      url: 'https://api.cyclr.com',
      tokenUrl: 'https://api.cyclr.com/oauth/token',
      clientId: 'id',
    },
    callers: { kind: 'jwt', key: { kind: 'jwks' }, algorithms: ['RS256'], accountClaim: 'cyclr_account_id' },
  });
});

test('the token endpoint may stand elsewhere', () => {
  const { upstream } = parseConfig({ ...cyclr, CYCLR_TOKEN_URL: 'https://acme-h.cyclr.uk/oauth/token' });
  expect(upstream).toMatchObject({ tokenUrl: 'https://acme-h.cyclr.uk/oauth/token' });
});

test.each([
  [
    'a Cyclr URL alone',
    { CYCLR_API_URL: 'https://api.cyclr.com' },
    ['CYCLR_CLIENT_ID', 'CYCLR_CLIENT_SECRET', 'AUTH_JWKS_URL'],
  ],
  ['credentials without a URL', { CYCLR_CLIENT_ID: 'id', CYCLR_CLIENT_SECRET: 'shh' }, ['CYCLR_API_URL']],
  [
    'a key without issuer and audience',
    { ...cyclr, AUTH_ISSUER: '', AUTH_AUDIENCE: '' },
    ['AUTH_ISSUER', 'AUTH_AUDIENCE'],
  ],
  ['an issuer without a key', { AUTH_ISSUER: 'x' }, ['AUTH_JWKS_URL']],
  ['two ways to verify a token', { ...cyclr, AUTH_JWT_SECRET: secret }, ['AUTH_JWT_SECRET']],
  ['only persisted documents, and none', { PERSISTED_ONLY: 'true' }, ['PERSISTED_DOCUMENTS']],
  ['a short secret', { ...cyclr, AUTH_JWKS_URL: '', AUTH_JWT_SECRET: 'short' }, ['AUTH_JWT_SECRET']],
  ['an algorithm of another kind of key', { ...cyclr, AUTH_ALGORITHMS: 'RS256, HS256' }, ['AUTH_ALGORITHMS']],
  ['no algorithm at all', { ...cyclr, AUTH_ALGORITHMS: 'none' }, ['AUTH_ALGORITHMS']],
  ['plain http beyond loopback', { ...cyclr, CYCLR_API_URL: 'http://api.cyclr.com' }, ['CYCLR_API_URL']],
  ['credentials in a URL', { ...cyclr, CYCLR_API_URL: 'https://me:shh@api.cyclr.com' }, ['CYCLR_API_URL']],
  ['the version in the URL', { ...cyclr, CYCLR_API_URL: 'https://api.cyclr.com/v1.0/' }, ['CYCLR_API_URL']],
  [
    'several bad numbers',
    { PORT: '65536', REQUEST_DEADLINE_MS: '0', UPSTREAM_TIMEOUT_MS: '1.5' },
    ['PORT', 'REQUEST_DEADLINE_MS', 'UPSTREAM_TIMEOUT_MS'],
  ],
  ['the sandbox open to all', { HOST: '0.0.0.0' }, ['HOST']],
])('%s is refused, and every variable at fault is named', (_what, env, variables) => {
  expect(variablesAtFault(env)).toEqual(variables);
});

test.each([
  { ...cyclr, AUTH_ROUTER_SECRET: secret },
  { PORT: '0' },
  { PORT: '65535' },
  { CYCLR_API_URL: '' },
  { HOST: '0.0.0.0', SANDBOX_ANY_HOST: 'true' },
])('%j is accepted', (env) => {
  expect(variablesAtFault(env)).toEqual([]);
});

test('production is not explorable unless it says so', () => {
  expect(parseConfig({ ...cyclr, NODE_ENV: 'production' }).explorable).toBe(false);
  expect(parseConfig({ ...cyclr, NODE_ENV: 'production', EXPLORABLE: 'true' }).explorable).toBe(true);
});

test('a secret is in no message and in no printed configuration', () => {
  const config = parseConfig(cyclr);
  expect(JSON.stringify(config)).not.toContain('shh');
  expect(String(config.upstream.kind === 'cyclr' && config.upstream.clientSecret)).toBe('[secret]');
  expect(() => parseConfig({ ...cyclr, AUTH_JWKS_URL: '', AUTH_JWT_SECRET: 'tooshort-marker' })).not.toThrow(/marker/);
});
