import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { limits } from '../src/limits.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { callsTo, post, test as base } from './fixtures.ts';

const over = (limit: number) => [{ extensions: { code: 'LIMIT_EXCEEDED', limit } }];

describe('a limit of a document that is set by its variable', () => {
  const test = base.extend({
    env: { MAX_DOCUMENT_TOKENS: '30', MAX_DEPTH: '3', MAX_ALIASES: '2', MAX_ROOT_FIELDS: '4' },
  });

  test.for([
    ['MAX_DOCUMENT_TOKENS', '{ a }'.padEnd(40, 'a '), `{ ${'a '.repeat(40)} }`, 30],
    ['MAX_DEPTH', '{ a { b { c } } }', '{ a { b { c { d } } } }', 3],
    ['MAX_ALIASES', '{ a: __typename b: __typename }', '{ a: __typename b: __typename c: __typename }', 2],
    ['MAX_ROOT_FIELDS', `{ ${'__typename '.repeat(4)} }`, `{ ${'__typename '.repeat(5)} }`, 4],
  ] as const)('%s holds on both sides', async ([, within, beyond, limit], { ask }) => {
    expect((await ask(beyond)).body.errors).toMatchObject(over(limit));
    const codes = (await ask(within)).body.errors?.map(({ extensions }) => extensions['code']) ?? [];
    expect(codes).not.toContain('LIMIT_EXCEEDED');
  });
});

describe('a limit of a request that is set by its variable', () => {
  const test = base.extend({
    env: {
      MAX_BATCH_OPERATIONS: '2',
      MAX_MUTATION_FIELDS: '1',
      MAX_REPRESENTATIONS: '1',
      MAX_ANSWER_CHARACTERS: '400',
    },
  });

  test('MAX_BATCH_OPERATIONS holds on both sides', async ({ gateway }) => {
    const one = { query: '{ __typename }' };
    expect((await post(gateway, [one, one])).status).toBe(200);
    expect((await post(gateway, [one, one, one])).status).toBe(413);
  });

  test('MAX_MUTATION_FIELDS holds on both sides', async ({ ask, sandbox }) => {
    const write = (name: string) => `${name}: callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts")`;
    expect((await ask(`mutation { ${write('a')} ${write('b')} }`)).body.errors).toMatchObject(over(1));
    expect(callsTo(sandbox)).toEqual([]);
    expect((await ask(`mutation { ${write('a')} }`)).body.errors).toBeUndefined();
  });

  test('MAX_REPRESENTATIONS holds on both sides', async ({ ask }) => {
    const reference = '{ __typename: "Account", id: "demo-acme" }';
    const document = (references: string) => `{ _entities(representations: [${references}]) { __typename } }`;
    expect((await ask(document(`${reference}, ${reference}`))).body.errors).toMatchObject(over(1));
    expect((await ask(document(reference))).body.errors).toBeUndefined();
  });

  test('MAX_ANSWER_CHARACTERS holds', async ({ ask }) => {
    const list = '{ accountConnector(id: 1873) { call(method: "List Contacts") { records } } }';
    expect((await ask(list)).body.errors).toMatchObject(over(400));
    expect((await ask('{ __typename }')).body.errors).toBeUndefined();
  });
});

base('limits without a variable are handed in by a program', async () => {
  const config = { ...parseConfig({}), limits: { ...limits, errors: 2, errorCharacters: 20, nameCharacters: 5 } };
  await using gateway = await createGateway(config, { log: silentLog, ...door });
  const many = await post(gateway, { query: '{ a b c d }' });
  expect(many.body.errors).toHaveLength(2);
  for (const { message } of many.body.errors ?? []) expect(message.length).toBeLessThanOrEqual(20);
  expect((await post(gateway, { query: '{ abcdef }' })).body.errors).toMatchObject(over(5));
});
