import { getIntrospectionQuery } from 'graphql';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { limitsPage } from '../src/config/page.ts';
import { createHttpServer } from '../src/http/server/server.ts';
import { limits } from '../src/limits.ts';
import { say } from './attack/wire.ts';
import { type Ask, callsTo, post, test } from './fixtures.ts';
import { growth, linear } from './growth.ts';

const limited = (limit: number) => [{ extensions: { code: 'LIMIT_EXCEEDED', limit } }];
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_one, index) => text(index)).join(' ');

describe('a document', () => {
  /** Documents of a size, on either side of a limit. */
  const cases: readonly (readonly [keyof typeof limits, (size: number) => string])[] = [
    ['documentTokens', (size) => `{ ${times(size - 2, () => '__typename')} }`],
    ['documentCharacters', (size) => `{ __typename } #${'x'.repeat(size - 16)}`],
    ['nameCharacters', (size) => `{ ${'a'.repeat(size)}: __typename }`],
    ['depth', (size) => `{ ${'a { '.repeat(size - 1)} a ${'}'.repeat(size - 1)} }`],
    [
      'introspectionDepth',
      (size) =>
        `{ __schema { types { fields { type ${'{ ofType '.repeat(size - 5)} { name } ${'} '.repeat(size - 5)} } } } }`,
    ],
    ['aliases', (size) => `{ ${times(size, (index) => `a${index}: __typename`)} }`],
    ['rootFields', (size) => `{ ${times(size, () => '__typename')} }`],
    ['directives', (size) => `{ __typename ${times(size, () => '@skip(if: false)')} }`],
  ];

  test.for(cases)('may be as large as %s, and not larger', async ([name, document], { ask }) => {
    const over = await ask(document(limits[name] + 1));
    expect(over.body.errors).toMatchObject(limited(limits[name]));
    expect(over.body.errors).toHaveLength(1);
    const within = await ask(document(limits[name]));
    expect(
      (within.body.errors ?? []).filter(
        ({ extensions }) => extensions['code'] === 'LIMIT_EXCEEDED' && extensions['limit'] === limits[name],
      ),
    ).toEqual([]);
  });

  test('is measured with its fragments wherever they are spread', async ({ ask }) => {
    const aliased = `fragment F on Query { ${times(10, (index) => `a${index}: __typename`)} }`;
    expect((await ask(`{ ${times(6, () => '...F')} } ${aliased}`)).body.errors).toMatchObject(limited(limits.aliases));
    expect((await ask(`{ ${times(5, () => '...F')} } ${aliased}`)).body.errors).toBeUndefined();
  });

  const doubling = (size: number) =>
    times(size, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`);
  /** Documents that get no data, by their size. */
  const hostile: readonly (readonly [string, number, (size: number) => string])[] = [
    ['fragments that double', 60, (size) => `{ ...F0 } ${doubling(size)} fragment F${size} on Query { __typename }`],
    ['a circle', 1, () => '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['a long name', 900_000, (size) => `{ ${'a'.repeat(size)} }`],
    ['braces', 100_000, (size) => `{ ${'{'.repeat(size)}`],
    ['many fields', 900, (size) => `{ ${times(size, () => 'a { b }')} }`],
    ['many variables', 400, (size) => `query (${times(size, (index) => `$v${index}: Int`)}) { __typename }`],
    ['a long text', 200_000, (size) => `{ accountConnector(id: """${'\\n'.repeat(size)}""") { id } }`],
  ];

  test.for(hostile)(
    'that is hostile is refused in time proportional to it: %s',
    async ([, size, document], { ask }) => {
      const { body, text } = await ask(document(size));
      expect(body.errors?.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(60_000);
      let asked = 0;
      // A comment makes each document a new one, that no cache has.
      const work = (part: number) => () => ask(`${document(part)} # ${(asked += 1)}`);
      expect(await growth(Math.ceil(size / 16), work)).toBeLessThan(linear);
    },
  );

  test('of introspection as tools send it is answered', async ({ ask }) => {
    expect((await ask(getIntrospectionQuery({ inputValueDeprecation: true }))).body.errors).toBeUndefined();
  });

  test('is not echoed at length, and has no more than so many errors', async ({ ask }) => {
    const long = await ask(`{ connectors(first: "${'x'.repeat(5000)}") { nodes { id } } }`);
    expect(long.body.errors?.[0]?.message.length).toBe(limits.errorCharacters);
    const many = await ask(`{ ${times(40, (index) => `x${index}`)} }`);
    expect(many.body.errors).toHaveLength(limits.errors);
    const few = await ask(`{ ${times(limits.errors - 1, (index) => `x${index}`)} }`);
    expect(few.body.errors).toHaveLength(limits.errors - 1);
  });

  test('may defer ten fragments, and not eleven, counted wherever they are spread', async ({ ask }) => {
    const deferring = (count: number) => `{
      accountConnector(id: 1873) { ...some }
      other: accountConnector(id: 1873) { ${times(count, (index) => `... @defer(label: "${index}") { name }`)} }
    } fragment some on AccountConnector { ...more @defer(label: "some") } fragment more on AccountConnector { name }`;
    const deferred = async (count: number) => {
      const { text } = await ask(deferring(count), {}, { accept: 'multipart/mixed' });
      return /LIMIT_EXCEEDED.*"found":\d+/.exec(text)?.[0] ?? /"hasNext":false/.exec(text)?.[0];
    };
    expect(await deferred(limits.deferred - 1)).toBe('"hasNext":false');
    expect(await deferred(limits.deferred)).toContain(`"found":${limits.deferred + 1}`);
  });
});

describe('a JSON argument', () => {
  const write = 'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "x", fields: $f) }';
  const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`) as never;
  const literal = (levels: number) =>
    `mutation { callConnectorMethod(accountConnectorId: 1873, method: "x", fields: ${'{ a: '.repeat(levels)} 1 ${'}'.repeat(levels)}) }`;
  const codes = async (ask: Ask, query: string, f?: never) =>
    (await ask(query, f === undefined ? {} : { f })).body.errors?.map(({ extensions }) => extensions['code']);

  test('may have 32 levels, and not 33', async ({ ask }) => {
    expect(await codes(ask, write, nested(limits.argumentLevels))).toEqual(['METHOD_NOT_FOUND']);
    expect(await codes(ask, write, nested(limits.argumentLevels + 1))).toEqual(['LIMIT_EXCEEDED']);
    expect(await codes(ask, literal(limits.argumentLevels))).toEqual(['METHOD_NOT_FOUND']);
    expect(await codes(ask, literal(limits.argumentLevels + 1))).toContain('LIMIT_EXCEEDED');
  });

  test('may have 256,000 characters, and not more', async ({ ask }) => {
    const of = (characters: number) => ({ a: 'x'.repeat(characters - 5) }) as never;
    expect(await codes(ask, write, of(limits.argumentCharacters))).toEqual(['METHOD_NOT_FOUND']);
    expect(await codes(ask, write, of(limits.argumentCharacters + 1))).toEqual(['LIMIT_EXCEEDED']);
  });

  test.for(['__proto__', 'constructor', 'toString', 'a\0b', '\ud800', 'a.b', '\\', ''])(
    'with the key %j is passed on or refused, never interpreted',
    async (key, { gateway, sandbox }) => {
      const call = (name: string) =>
        post(
          gateway,
          `{"query":"mutation ($v: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: \\"Count Contacts\\", ${name}: $v) }","variables":{"v":{${JSON.stringify(key)}:{"x":1e999}}}}`,
        );
      expect((await call('parameters')).body.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', problems: [{ path: ['parameters', key] }] } },
      ]);
      expect((await call('mergeFields')).body.errors).toBeUndefined();
      expect(sandbox.received.at(-1)?.body).toContain(`"Mergefields":{${JSON.stringify(key)}:{"x":1e999}}`);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );
});

describe('the work of a request', () => {
  const write = (index: number) =>
    `w${index}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }, callKey: "${index}")`;

  test('may be 10 fields of mutations, and with 11 none is sent', async ({ ask, sandbox }) => {
    expect((await ask(`mutation { ${times(11, write)} }`)).body.errors).toMatchObject(limited(limits.mutationFields));
    expect(callsTo(sandbox)).toEqual([]);
    await ask(`mutation { ${times(10, write)} }`);
    expect(callsTo(sandbox)).toHaveLength(10);
  });

  test('is counted over a batch, and through fragments', async ({ gateway, sandbox }) => {
    const six = { query: `mutation { ...F } fragment F on Mutation { ${times(6, write)} }` };
    const refused = { errors: limited(limits.mutationFields) };
    expect(JSON.parse((await post(gateway, [six, six])).text)).toMatchObject([refused, refused]);
    expect(callsTo(sandbox)).toEqual([]);
  });

  const few = test.extend({ env: { MAX_UPSTREAM_CALLS: '3' } });
  few('may be so many upstream calls, and the next is not sent', async ({ ask, sandbox }) => {
    const read = (name: string) => `${name.replaceAll(' ', '')}: call(method: "${name}") { records }`;
    // The account connector, the listing, and one call.
    const within = await ask(`{ accountConnector(id: 1873) { name ${read('Count Contacts')} } }`);
    expect(within.body.errors).toBeUndefined();
    const before = callsTo(sandbox).length;
    const over = await ask(
      `{ accountConnector(id: 1873) { name ${['Count Contacts', 'List Contacts', 'List Owners'].map(read).join(' ')} } }`,
    );
    expect(over.body.errors).toMatchObject(limited(3));
    // GraphQL answers with the first failure of non-null siblings, while the others are on their way.
    await expect.poll(() => callsTo(sandbox).length - before).toBe(2);
  });
});

describe('the rate', () => {
  const limitedTest = test.extend({ env: { RATE_LIMIT_REQUESTS: '3', RATE_LIMIT_SECONDS: '60' } });

  limitedTest(
    'is of one caller for one account: so many requests, then 429 with when to come back',
    async ({ ask, gateway }) => {
      const ok = async (headers?: Record<string, string>) => (await ask('{ __typename }', {}, headers)).status;
      expect([await ok(), await ok()]).toEqual([200, 200]);
      // A batch is one request.
      expect((await post(gateway, [{ query: '{ __typename }' }, { query: '{ __typename }' }])).status).toBe(200);
      const refused = await ask('{ __typename }');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.body.errors).toMatchObject([
        { extensions: { code: 'RATE_LIMITED', by: 'gateway', retriable: true } },
      ]);
      expect(await ok({ 'x-cyclr-account': 'demo-globex' })).toBe(200);
    },
  );
});

describe('a connection', () => {
  const served = test.extend<{ port: number }>({
    port: async ({ gateway }, use) => {
      const server = createHttpServer(gateway.listener);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use((server.address() as AddressInfo).port);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });

  /** Everything the server says to these bytes. */
  const hear = async (port: number, ...parts: readonly string[]) => (await say(port, parts)).text;
  const head = (...lines: readonly string[]) =>
    `${['POST /graphql HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`;
  const body = '{"query":"{ __typename }"}';

  served('is answered', async ({ port }) => {
    expect(await hear(port, head(`Content-Length: ${body.length}`), body)).toMatch(/^HTTP\/1\.1 200 /);
  });

  served.for([
    ['two lengths', ['Content-Length: 5', 'Content-Length: 26'], /^HTTP\/1\.1 400 /],
    ['a length and chunks', ['Content-Length: 26', 'Transfer-Encoding: chunked'], /^HTTP\/1\.1 400 /],
    ['headers that are too large', [`X-Large: ${'x'.repeat(limits.headerBytes)}`], /^HTTP\/1\.1 431 /],
    [
      'two Authorization headers',
      ['Authorization: Bearer a', 'Authorization: Bearer b', `Content-Length: ${body.length}`],
      /^HTTP\/1\.1 400 [^]*more than once/,
    ],
    ['a compressed body', ['Content-Encoding: gzip', `Content-Length: ${body.length}`], /^HTTP\/1\.1 415 /],
  ] as const)('with %s is refused', async ([, lines, answer], { port }) => {
    expect(await hear(port, head(...lines), body)).toMatch(answer);
  });

  served.for(['with a length', 'in chunks'] as const)(
    'whose body is too large (%s) gets a readable 413, though it still sends',
    async (how, { port }) => {
      const large = `{"query":"${'x'.repeat(3_000_000)}"}`;
      const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
      const parts = how === 'in chunks' ? [...(large.match(/.{1,65536}/gs) ?? []).map(chunk), '0\r\n\r\n'] : [large];
      const answer = await hear(
        port,
        head(how === 'in chunks' ? 'Transfer-Encoding: chunked' : `Content-Length: ${large.length}`),
        ...parts,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('LIMIT_EXCEEDED');
    },
  );
});

test('docs/limits.md lists every limit with its number', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/limits.md'), 'utf8');
  expect(limitsPage(page)).toBe(page);
  for (const [name, limit] of Object.entries(limits)) {
    expect(page).toMatch(new RegExp(`\`${name}\` +\\|[^|]*\\| +${limit} `));
  }
});
