import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { limits } from '../src/limits.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/server.ts';
import { createLog } from '../src/telemetry/log.ts';
import { blocksIn, root } from './docs/blocks.ts';
import { door } from './door.ts';
import { crm, post, test as base } from './fixtures.ts';
import { callerToken, knownByToken } from './tokens.ts';

type Line = Readonly<Record<string, unknown>>;

const secret = 'a secret of more than 32 characters';
const rules = [
  { name: 'Everybody reads', effect: 'allow', roles: ['*'], kind: 'READ' },
  { name: 'Sales writes', effect: 'allow', roles: ['sales'] },
  { name: 'Nobody deletes', effect: 'deny', roles: ['*'], methods: ['Delete *'] },
];

interface Asked {
  readonly query: string;
  readonly roles?: readonly string[];
  readonly headers?: Record<string, string>;
}

/** A gateway with tokens and a policy, and what it logged for requests that one caller sends. */
const test = base.extend<{
  upstream: Sandbox;
  logged: (asked: Asked) => Promise<readonly Line[]>;
}>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  upstream: async ({}, use) => {
    await using sandbox = await startSandbox();
    await use(sandbox);
  },
  logged: async ({ upstream, lines }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await writeFile(join(folder, 'policy.json'), JSON.stringify({ rules }));
    const config = parseConfig({
      CYCLR_API_URL: upstream.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      ...knownByToken(secret),
      POLICY_FILE: join(folder, 'policy.json'),
    });
    const log = createLog((line) => void lines.push(JSON.parse(line) as Record<string, unknown>));
    await using gateway = await createGateway(config, { log, ...door });
    const token = (of: readonly string[]) =>
      callerToken(secret, { sub: 'mary', cyclr_account_id: 'demo-acme', roles: of });
    await use(async ({ query, roles = ['sales'], headers = {} }) => {
      const from = lines.length;
      await post(gateway, { query }, { authorization: `Bearer ${await token(roles)}`, ...headers });
      return lines.slice(from);
    });
    await rm(folder, { recursive: true });
  },
});

const write = (method: string, more = '') =>
  `mutation { callConnectorMethod(accountConnectorId: 1873, method: "${method}"${more}) }`;
const read = (method: string, more = '') =>
  `{ accountConnector(id: 1873) { call(method: "${method}"${more}) { records } } }`;

describe('a call that is refused leaves who, which method and which rule', () => {
  const deleted = { connector: 'Northwind CRM', methodName: 'Delete Contact', kind: 'WRITE' };

  test.for<readonly [string, Asked, Line]>([
    [
      'by a rule that denies it',
      { query: write('delete contact', ', parameters: { ContactId: 1001 }') },
      { ...deleted, outcome: 'FORBIDDEN', effect: 'NOT_APPLIED', rule: 'Nobody deletes', roles: ['sales'] },
    ],
    [
      'because no rule allows it',
      { query: write(crm.createContact, ', fields: { LastName: "marker" }'), roles: ['support', 'reader'] },
      {
        method: crm.createContact,
        methodName: 'Create Contact',
        outcome: 'FORBIDDEN',
        rule: null,
        roles: ['support', 'reader'],
      },
    ],
    [
      'because a query only reads',
      { query: read('Create Contact') },
      { methodName: 'Create Contact', kind: 'WRITE', outcome: 'METHOD_NOT_READABLE' },
    ],
    [
      'for its inputs',
      { query: read('Search Contacts', ', fields: { marker: 1 }') },
      { methodName: 'Search Contacts', kind: 'READ', outcome: 'BAD_USER_INPUT' },
    ],
  ])('%s', async ([, asked, expected], { logged, upstream }) => {
    const lines = await logged(asked);
    const call = lines.filter(({ msg }) => msg === 'call');
    const request = lines.find(({ msg }) => msg === 'request');
    expect(call).toMatchObject([
      { level: 'info', subject: 'mary', account: 'demo-acme', requestId: request?.['requestId'], ...expected },
    ]);
    expect('rule' in (call[0] ?? {})).toBe('rule' in expected);
    expect(request).toMatchObject({ subject: 'mary', codes: [expected['outcome']] });
    expect(JSON.stringify(lines)).not.toContain('marker');
    expect(upstream.received.filter(({ path }) => path.includes('/methods/'))).toEqual([]);
  });

  test.for([
    read('marker'),
    read('987654'),
    'mutation { callConnectorMethod(accountConnectorId: 99, method: "marker") }',
  ])('but not one of what is not there, which its request tells: %s', async (query, { logged }) => {
    const lines = await logged({ query });
    expect(lines).toMatchObject([{ msg: 'request', subject: 'mary', codes: [expect.stringContaining('NOT_FOUND')] }]);
    expect(JSON.stringify(lines)).not.toContain('marker');
  });

  test('by its idempotency key', async ({ logged }) => {
    const keyed = (name: string) => ({
      query: write('Create Contact', `, idempotencyKey: "k", fields: { LastName: "${name}" }`),
    });
    const callsOf = async (asked: Asked) => (await logged(asked)).filter(({ msg }) => msg === 'call');
    expect(await callsOf(keyed('A'))).toMatchObject([{ outcome: 'OK' }]);
    expect(await callsOf(keyed('A'))).toMatchObject([{ outcome: 'OK', replayed: true }]);
    expect(await callsOf(keyed('B'))).toMatchObject([
      { subject: 'mary', methodName: 'Create Contact', outcome: 'IDEMPOTENCY_KEY_REUSED', effect: 'NOT_APPLIED' },
    ]);
  });

  test('once, however often a request asks for it', async ({ logged }) => {
    const aliases = Array.from({ length: 5 }, (_, at) => `c${at}: call(method: "Delete Contact") { records }`);
    const lines = await logged({ query: `{ accountConnector(id: 1873) { ${aliases.join(' ')} } }` });
    expect(lines.filter(({ msg }) => msg === 'call')).toHaveLength(1);
  });
});

test('a request that is refused leaves who, as far as that is known, and why', async ({ logged }) => {
  const query = '{ __typename }';
  expect(await logged({ query, headers: { 'x-cyclr-account': 'demo-globex' } })).toMatchObject([
    { msg: 'request', status: 403, subject: 'mary', codes: ['FORBIDDEN'] },
  ]);
  const forged = await callerToken('another secret of more than 32 characters', { sub: 'eve' });
  const [refused] = await logged({ query, headers: { authorization: `Bearer ${forged}` } });
  expect(refused).toMatchObject({ msg: 'request', status: 401, codes: ['UNAUTHENTICATED'], reason: 'SIGNATURE' });
  expect(refused).not.toHaveProperty('subject');
});

describe('docs/logs.md', () => {
  const page = readFileSync(join(root, 'docs/logs.md'), 'utf8');
  /** The fields that the page names below a heading, and those of every line. */
  const fieldsOf = (line: string) => {
    const [, section = ''] = new RegExp(`^### ${line}\n([^]*?)(?=^##)`, 'm').exec(page) ?? [];
    const common = /^## Lines\n([^]*?)^###/m.exec(page)?.[1] ?? '';
    return Array.from(`${common}${section}`.matchAll(/^\| `(\w+)` +\|/gm), ([, field = '']) => field);
  };
  const isWarning = ({ msg }: Line) => String(msg).endsWith('.');
  const undocumented = (lines: readonly Line[]) =>
    lines.flatMap((line) => {
      const fields = fieldsOf(isWarning(line) ? 'Warnings' : String(line['msg']));
      return Object.keys(line)
        .filter((field) => !fields.includes(field))
        .map((field) => `${String(line['msg'])}: ${field}`);
    });

  test('has every field of every line', async ({ logged, lines, upstream, clock }) => {
    await logged({ query: write('Create Contact', ', fields: { LastName: "x" }') });
    await logged({ query: write('Delete Contact') });
    await logged({ query: read('Search Contacts'), headers: { origin: 'https://elsewhere.example.com' } });
    await logged({ query: '{ __typename }', headers: { authorization: 'Bearer x' } });
    upstream.fail({ fault: { name: 'reset' }, on: crm.createContact, times: limits.breakerFailures });
    for (let at = 0; at < limits.breakerFailures; at++)
      await logged({ query: write('Create Contact', ', fields: { LastName: "x" }') });
    clock.pass(limits.breakerOpenMs);
    await logged({ query: write('Create Contact', ', idempotencyKey: "k", fields: { LastName: "x" }') });
    await logged({ query: write('Create Contact', ', idempotencyKey: "k", fields: { LastName: "x" }') });

    const seen = new Set(lines.map((line) => (isWarning(line) ? 'warning' : line['msg'])));
    expect(seen).toEqual(new Set(['request', 'call', 'breaker', 'failed', 'warning']));
    expect(undocumented(lines)).toEqual([]);
  });

  test('has an example of every line, with its fields and no others', () => {
    const examples = blocksIn('json')
      .filter((block) => block.page === 'docs/logs.md')
      .map(({ text }) => JSON.parse(text) as Line);
    const names = Array.from(page.matchAll(/^### ([a-z]+)$/gm), ([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['started', 'stopped', 'request', 'call', 'breaker', 'failed', 'bug']),
    );
    expect(new Set(examples.filter((line) => !isWarning(line)).map(({ msg }) => msg))).toEqual(new Set(names));
    expect(undocumented(examples)).toEqual([]);
  });

  test('has the sentence of every warning', () => {
    const texts = globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
    const warnings = texts.flatMap((text) =>
      Array.from(text.matchAll(/\.warning\(\s*'([^']+)'/g), ([, one = '']) => one),
    );
    expect(warnings.length).toBeGreaterThan(6);
    // A text of parts could not be searched for.
    expect(texts.filter((text) => /\.warning\(\s*[^'\s)]/.test(text)).length).toBe(0);
    expect(warnings.filter((warning) => !page.includes(warning))).toEqual([]);
  });
});
