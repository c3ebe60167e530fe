import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../src/config/describe.ts';
import { parseConfig } from '../src/config/config.ts';
import { configurationPage } from '../src/config/page.ts';
import { unknownVariables } from '../src/config/unknown.ts';
import { variables } from '../src/config/variables.ts';
import { limits, type LimitName, limitTable } from '../src/limits.ts';

const names = variables.map(({ name }) => name);

describe('the table of variables', () => {
  test('has every variable once, with a sentence', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const { name, sentence } of variables) {
      expect(name).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
      expect(sentence).toMatch(/^\S.*[^.\s]$/);
    }
  });

  test('is what docs/configuration.md has', () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8');
    expect(configurationPage(page)).toBe(page);
    for (const name of names) expect(page).toContain(`\`${name}\``);
  });

  test('refuses a page that has no place for a group, or a place for none', () => {
    expect(() => configurationPage('')).toThrow('The page has no place for the tables Cyclr');
    expect(() => configurationPage('<!-- variables of Nothing -->\n<!-- end -->')).toThrow('no table "Nothing"');
  });

  test('knows which variables are secrets, and shows none of them', () => {
    const secrets = variables.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    expect(secrets).toEqual([
      'CYCLR_CLIENT_SECRET',
      'AUTH_JWT_SECRET',
      'AUTH_ROUTER_SECRET',
      'CURSOR_SECRET',
      'REDIS_URL',
    ]);
    const env = {
      CYCLR_API_URL: 'https://api.cyclr.com',
      CYCLR_CLIENT_ID: 'id',
      CYCLR_CLIENT_SECRET: 'marker',
      AUTH_ROUTER_SECRET: 'marker'.repeat(6),
      CURSOR_SECRET: 'marker'.repeat(6),
      REDIS_URL: 'redis://:marker@localhost',
    };
    expect(JSON.stringify([describeConfig(env), parseConfig(env)])).not.toContain('marker');
  });
});

describe('limits', () => {
  const withVariable = Object.entries(limitTable).flatMap(([name, { variable }]) =>
    variable === undefined ? [] : [[name as LimitName, variable.name, variable.most] as const],
  );

  test('are part of the configuration, by default as the table says', () => {
    expect(parseConfig({}).limits).toEqual(limits);
  });

  test.for(withVariable)('%s is set by %s, from 1 to %i', ([name, variable, most]) => {
    expect(parseConfig({ [variable]: '1' }).limits[name]).toBe(1);
    expect(parseConfig({ [variable]: String(most) }).limits[name]).toBe(most);
    for (const value of ['0', String(most + 1), '-1', '1.5', 'x', '1e2']) {
      expect(() => parseConfig({ [variable]: value })).toThrow(`between 1 and ${most}; got "${value}"`);
    }
  });
});

describe('a variable that nobody reads', () => {
  test.for([
    ['POLICY_FLIE', 'POLICY_FILE'],
    ['POLICY', undefined],
    ['POLICYFILE', 'POLICY_FILE'],
    ['policy_file', 'POLICY_FILE'],
    ['EXPLORBLE', 'EXPLORABLE'],
    ['EXPLOARBLE', 'EXPLORABLE'],
    ['AUTH_JWKS_URI', 'AUTH_JWKS_URL'],
    ['AUTH_SECRET', expect.stringMatching(/^AUTH_\w+_SECRET$/)],
    ['CYCLR_CLIENT_SECERT', 'CYCLR_CLIENT_SECRET'],
    ['RATE_LIMT_REQUESTS', 'RATE_LIMIT_REQUESTS'],
    ['REQUEST_DEADLINE', 'REQUEST_DEADLINE_MS'],
    ['MAX_BODY_SIZE', 'MAX_BODY_BYTES'],
    ['KEEPALIVE_MS', 'KEEP_ALIVE_MS'],
    ['REDIS_ULR', 'REDIS_URL'],
    ['LOG_LEVLE', 'LOG_LEVEL'],
    ['NODE_EVN', 'NODE_ENV'],
    ['PROT', 'PORT'],
    ['HOTS', 'HOST'],
    ['POST', undefined],
    ['PATH', undefined],
    ['NODE_OPTIONS', undefined],
    ['NODE_EXTRA_CA_CERTS', undefined],
    ['REDIS_PASSWORD', undefined],
    ['LOG_FORMAT', undefined],
    ['HOSTNAME', undefined],
    ['CYCLR_GATEWAY_SERVICE_HOST', undefined],
    ['CYCLR_GATEWAY_SERVICE_PORT_HTTP', undefined],
    ['CYCLR_GATEWAY_PORT_4000_TCP_ADDR', undefined],
  ] as const)('%s: probably %s', ([name, meant]) => {
    const found = unknownVariables({ [name]: 'x' }).map(({ message }) => /did you mean (\w+)\?/.exec(message)?.[1]);
    expect(found).toEqual(meant === undefined ? [] : [meant]);
    const start = () => parseConfig({ ...production, [name]: 'x' });
    if (meant === undefined) expect(start).not.toThrow();
    else expect(start).toThrow(name);
    expect(() => parseConfig({ [name]: 'x' })).not.toThrow();
  });

  test('is told with where to look, if nothing is like it', () => {
    expect(unknownVariables({ CYCLR_WEBHOOK_QUEUE_NAME: 'x' })).toMatchObject([
      { variable: 'CYCLR_WEBHOOK_QUEUE_NAME', message: expect.stringContaining('is not a variable of the gateway') },
    ]);
    expect(unknownVariables({ CYCLR_GATEWAY_PORT: 'tcp://10.0.0.1:4000' })).toEqual([]);
  });

  test('that is empty says nothing', () => {
    expect(unknownVariables({ POLICY_FLIE: '', AUTH_X: undefined })).toEqual([]);
  });
});

const production = {
  NODE_ENV: 'production',
  CYCLR_API_URL: 'https://api.cyclr.com',
  CYCLR_CLIENT_ID: 'id',
  CYCLR_CLIENT_SECRET: 'shh',
  AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
};

test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
  '%s is loopback, so the sandbox may listen there',
  (host) => {
    expect(parseConfig({ HOST: host }).host).toBe(host.replaceAll(/[[\]]/g, ''));
  },
);

test.each(['0.0.0.0', '::', '[::]', '::ffff:10.0.0.1', 'example.com', '10.0.0.1'])('%s is not', (host) => {
  expect(() => parseConfig({ HOST: host })).toThrow(/HOST +is /);
});
