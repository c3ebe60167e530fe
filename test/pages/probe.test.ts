import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { CatalogMethod } from '../../src/catalog/catalog.ts';
import type { AnswerRule } from '../../src/catalog/rules.ts';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { credentialsOf, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { post } from '../fixtures.ts';
import { type Ended, runCommand } from '../run-command.ts';
import { test } from '../typed/run.ts';
import type { PagesAnswer } from './lists.ts';
import { type ListMethod, scenarioOf, styles } from './scenario.ts';

const paged = (style: string, more: Readonly<Record<string, unknown>> = {}) => ({ ...styles[style], style, ...more });
const listNames = Object.keys(styles).map((style) => `List Things By ${style}`);
const methods: readonly ListMethod[] = [
  ...Object.keys(styles).map((style) => ({ name: `List Things By ${style}`, paging: paged(style) })),
  { name: 'List Things By ignored', paging: paged('page', { lies: ['ignored'] }) },
  { name: 'List Things By repeats', paging: paged('offset', { lies: ['repeats'] }) },
  { name: 'List Things By whole' },
  { name: 'List Things By part', paging: paged('page', { place: { parameter: 'part' } }) },
  { name: 'List Things By nameless', paging: paged('offset'), show: ['Name'] },
  {
    name: 'List Things Of Owner',
    paging: paged('page'),
    parameters: [{ Name: 'Owner', TargetName: 'owner', TargetType: 'QueryString', IsOptional: false }],
  },
];

interface Scene extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  /** What the file has of a method. */
  pagingOf(name: string): Promise<CatalogMethod['paging']>;
  text(): Promise<string>;
  pull(...args: readonly string[]): Promise<Ended>;
}

async function open(
  directory: string,
  {
    count = 12,
    rules = [],
    env: more = {},
  }: { count?: number; rules?: readonly unknown[]; env?: Record<string, string> } = {},
): Promise<Scene> {
  const scenario = scenarioOf({ methods, count });
  const sandbox = await startSandbox({ scenario });
  const { clientId, clientSecret } = credentialsOf(scenario);
  const config = join(directory, 'connectors.config.json');
  await writeFile(config, JSON.stringify({ connectors: [{ connector: 'Lists' }], rules }));
  const out = join(directory, 'catalogs');
  const env = {
    CYCLR_API_URL: sandbox.url,
    CYCLR_TOKEN_URL: `${sandbox.url}/oauth/token`,
    CYCLR_CLIENT_ID: clientId,
    CYCLR_CLIENT_SECRET: clientSecret,
    ...more,
  };
  const text = () => readFile(join(out, 'lists.json'), 'utf8');
  return {
    sandbox,
    env,
    text,
    pull: (...args) => runCommand(['pull', '--config', config, '--out', out, '--account', 'mine', ...args], env),
    pagingOf: async (name) => parseCatalog(await text(), 'lists.json').methods.find((one) => one.name === name)?.paging,
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}

const secret = 'a secret of more than 32 characters';
const probing = ['--probe', '--account-connector', '1'] as const;
const callsOf = ({ sandbox }: Scene) =>
  sandbox.received.filter(({ path }) => /\/methods\/[^/]+$/.test(path) && path.includes('/account/')).length;

/** Reads a list through a gateway that has the catalog. */
async function read({ env, text }: Scene, method: string, rules: readonly AnswerRule[] = []): Promise<PagesAnswer> {
  const config = parseConfig({ ...env, AUTH_ROUTER_SECRET: secret });
  const catalogs = [parseCatalog(await text(), 'lists.json')];
  await using gateway = await createGateway(config, { log: silentLog, catalogs, rules });
  const query = `{ accountConnector(id: 1) { pages(method: "${method}", parameters: { limit: 5 }) { nodes complete stopped reason } } }`;
  const { body } = await post(gateway, { query }, { 'x-router-secret': secret, 'x-cyclr-account': 'mine' });
  const found = body.data?.['accountConnector'] as { readonly pages: PagesAnswer } | undefined;
  if (found === undefined) throw new Error(JSON.stringify(body.errors));
  return found.pages;
}

describe('pull --probe', () => {
  test('confirms each style, and a gateway with its catalog reads all pages', async ({ directory }) => {
    await using scene = await open(directory);
    const { code, out, err } = await scene.pull(...probing);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('"List Things By page": PAGE; page 2 began with another record than page 1');
    expect(await scene.pagingOf('List Things By page')).toEqual({
      style: 'PAGE',
      at: 'parameters.page',
      size: 'parameters.limit',
      evidence: 'page 2 began with another record than page 1, on 2 pages of 5 records',
    });
    for (const [index, style] of [
      'PAGE',
      'OFFSET',
      'CURSOR',
      'NEXT_URL',
      'KEYSET',
      'RECORDS_URL',
      'LINK_HEADER',
    ].entries()) {
      const name = listNames[index] ?? '';
      expect({ name, paging: await scene.pagingOf(name) }).toMatchObject({ name, paging: { style } });
      const { nodes, complete } = await read(scene, name);
      expect({ name, count: nodes.length, complete }).toEqual({ name, count: 12, complete: 'YES' });
    }
  });

  test('says what speaks against a style, and confirms none', async ({ directory }) => {
    await using scene = await open(directory);
    const { out } = await scene.pull(...probing);
    expect(await scene.pagingOf('List Things By ignored')).toEqual({
      evidence: 'page 2 was page 1 again, on 2 pages of 5 records',
    });
    expect(out).toContain('"List Things By ignored": no style is confirmed; page 2 was page 1 again');
    expect(await scene.pagingOf('List Things By repeats')).toEqual({
      evidence: 'page 2 had records of page 1, on pages of 5 and 6 records',
    });
    expect(await read(scene, 'List Things By ignored')).toMatchObject({ complete: 'UNKNOWN', stopped: 'LOOP' });
  });

  test('says which methods it did not look at, and why', async ({ directory }) => {
    await using scene = await open(directory);
    const { out } = await scene.pull(...probing);
    expect(out).toContain('"List Things Of Owner" is not probed: it needs owner.');
    expect(out).toContain(
      '"List Things By whole" shows nothing: neither its inputs nor its answer tell of further pages.',
    );
    expect(out).toContain('"List Things By nameless" shows nothing: its records have no known id');
    for (const name of ['List Things Of Owner', 'List Things By whole', 'List Things By nameless', 'Create Thing']) {
      expect(await scene.pagingOf(name)).toBeUndefined();
    }
    expect(out).toContain('1 method may write, and is not called.');
    await using short = await open(directory, { count: 3 });
    expect((await short.pull(...probing)).out).toContain(
      '"List Things By page" shows nothing: it gave one page of 3 records.',
    );
  });

  test('never writes', async ({ directory }) => {
    await using scene = await open(directory);
    await scene.pull(...probing);
    const list = await read(scene, 'List Things By page');
    expect(list.nodes).toHaveLength(12);
  });

  test('is kept by a pull without it, and comes out the same again', async ({ directory }) => {
    await using scene = await open(directory);
    await scene.pull(...probing);
    const before = await scene.text();
    const calls = callsOf(scene);
    await scene.pull();
    expect(callsOf(scene)).toBe(calls);
    expect(await scene.text()).toBe(before);
    await scene.pull(...probing);
    expect(await scene.text()).toBe(before);
  });

  test('makes no more upstream calls than its limit', async ({ directory }) => {
    await using generous = await open(directory);
    const without = await generous.pull();
    expect(without.code).toBe(0);
    await generous.pull(...probing);
    const most = callsOf(generous);
    await using scene = await open(directory, { env: { MAX_PROBE_CALLS: '6' } });
    const { code, out } = await scene.pull(...probing);
    expect(code).toBe(0);
    expect(callsOf(scene)).toBeLessThanOrEqual(6);
    expect(callsOf(scene)).toBeGreaterThan(0);
    expect(out).toContain('is not probed: --probe makes at most 6 upstream calls (MAX_PROBE_CALLS).');
    await using wide = await open(directory, { env: { MAX_PROBE_CALLS: '100' } });
    expect((await wide.pull(...probing)).out).not.toContain('MAX_PROBE_CALLS');
    expect(callsOf(wide)).toBe(most);
  });

  test.for([
    [['--probe'], 2, '--probe reads lists of an account connector. Expected --account-connector with its id.'],
    [['--account-connector', '1'], 2, 'Expected --probe beside it.'],
    [['--probe', '--account-connector', '77'], 1, 'The account mine has no account connector "77".'],
    [
      ['--probe', '--account-connector', '1', '--account-connector', '2'],
      1,
      'The account connectors 1 and 2 are all of Lists. Expected one of it.',
    ],
    [['--probe', '--account-connector', '3'], 1, 'The account mine has no account connector "3".'],
  ] as const)('%j ends with %i', async ([args, code, message], { directory }) => {
    await using scene = await open(directory);
    const ended = await scene.pull(...args);
    expect(ended).toMatchObject({ code, err: expect.stringContaining(message) as string });
    expect(callsOf(scene)).toBe(0);
  });
});

describe('paging in a catalog', () => {
  test.for([
    [{ evidence: 'x', style: 'NONE' }, 'style'],
    [{ style: 'PAGE' }, 'evidence is missing'],
    [{ evidence: 'x', style: 'PAGE', at: 'page' }, 'must be "parameters." or "fields." and an input of the method'],
    [{ evidence: 'x', at: 'parameters.page' }, 'has an input and no style'],
  ] as const)('%j is refused with its place', async ([paging, message], { directory }) => {
    await using scene = await open(directory);
    await scene.pull();
    const catalog = JSON.parse(await scene.text()) as { methods: Record<string, unknown>[] };
    const source = JSON.stringify({ ...catalog, methods: [{ ...catalog.methods[0], paging }] });
    expect(() => parseCatalog(source, 'lists.json')).toThrow(message);
  });

  test('says what no name tells', async ({ directory }) => {
    await using scene = await open(directory);
    await scene.pull(...probing);
    const name = 'List Things By part';
    expect(await read(scene, name)).toMatchObject({ complete: 'UNKNOWN', nodes: { length: 5 } });
    const catalog = parseCatalog(await scene.text(), 'lists.json');
    const paging = { style: 'PAGE', at: 'parameters.part', evidence: 'seen by hand' } as const;
    const told = catalog.methods.map((method) => (method.name === name ? { ...method, paging } : method));
    const known = { ...scene, text: async () => formatCatalog({ ...catalog, methods: told }) };
    expect(await read(known, name)).toMatchObject({ complete: 'YES', nodes: { length: 12 } });
  });

  test('counts unless the config states a style', async ({ directory }) => {
    await using scene = await open(directory);
    await scene.pull(...probing);
    const rule: AnswerRule = { connector: 'Lists', methods: ['List Things By page'], paging: { style: 'NONE' } };
    expect(await read(scene, 'List Things By page', [rule])).toMatchObject({ complete: 'YES', nodes: { length: 5 } });
  });
});
