import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { largestManifestBytes, readPersistedDocuments } from '../src/http/documents/persisted-manifest.ts';
import { limits } from '../src/limits.ts';
import { createLog, silentLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { callsTo, post, test as base } from './fixtures.ts';
import { callerToken, knownByToken } from './tokens.ts';

const document = '{ accountConnector(id: 1873) { name } }';
const writes = (count: number) =>
  `mutation { ${Array.from({ length: count }, (_, at) => `a${at}: callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts", callKey: "${at}")`).join(' ')} }`;
const later = '{ accountConnector(id: 1873) { id ... @defer { name } } }';
const stale = '{ accountConnector(id: 1873) { nameOfOld } }';
const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
const all = [document, later, stale, writes(limits.mutationFields), writes(limits.mutationFields + 1)];

const persistedQuery = (id: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });
const jwtSecret = 'a secret of more than 32 characters';
const routerSecret = 'another secret of more than 32 characters';
const found = { data: { accountConnector: { name: 'Sales CRM' } } };

const inFolder = base.extend<{ folder: string; write: (name: string, content: unknown) => Promise<string> }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'persisted-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  write: async ({ folder }, use) =>
    use(async (name, content) => {
      const file = join(folder, name);
      await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    }),
});

const test = inFolder.extend({
  config: async ({ env, write }, use) => {
    const manifest = await write('web.json', Object.fromEntries(all.map((text) => [`sha256:${idOf(text)}`, text])));
    await use(parseConfig({ ...env, PERSISTED_DOCUMENTS: manifest }));
  },
});

describe('a persisted document', () => {
  test('is answered by its id, with and without the name of the algorithm', async ({ gateway }) => {
    const id = idOf(document);
    for (const body of [
      { documentId: id },
      { documentId: `sha256:${id}` },
      persistedQuery(id),
      persistedQuery(`sha256:${id}`),
    ]) {
      expect((await post(gateway, body)).body).toEqual(found);
    }
  });

  test('is answered by GET, to those who make browsers ask first', async ({ gateway }) => {
    const extensions = JSON.stringify(persistedQuery(idOf(document)).extensions);
    for (const search of [{ documentId: idOf(document) }, { extensions }]) {
      const get = (headers: Record<string, string>) =>
        gateway.fetch(new Request(`http://gateway/graphql?${new URLSearchParams(search).toString()}`, { headers }));
      expect((await get({ accept: 'application/json' })).status).toBe(403);
      const answer = await get({ accept: 'application/json', 'graphql-require-preflight': '1' });
      expect(await answer.json()).toEqual(found);
    }
  });

  test('that is not known says so to clients, in the words they look for', async ({ gateway }) => {
    const { status, body } = await post(gateway, persistedQuery(idOf('{ unknown }')));
    expect(status).toBe(200);
    expect(body.errors).toMatchObject([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', retriable: false } },
    ]);
    expect((await post(gateway, { query: document, ...persistedQuery(idOf('x')) })).body).toEqual(found);
  });

  test('that is neither there nor named is a bad request', async ({ gateway }) => {
    for (const body of [{}, { variables: {} }, { extensions: {} }, { documentId: 7 }]) {
      const { body: answer } = await post(gateway, body);
      expect(answer.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
    }
  });

  test('counts its writes before any is sent, alone and in a batch', async ({ gateway, sandbox }) => {
    const most = { documentId: idOf(writes(limits.mutationFields)) };
    const over = await post(gateway, { documentId: idOf(writes(limits.mutationFields + 1)) });
    expect(over.body.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
    const two = await post(gateway, [most, most]);
    const refused = { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] };
    expect(JSON.parse(two.text)).toMatchObject([refused, refused]);
    // Whatever stands beside the id: what is counted is what would run.
    for (const query of ['', false, 0, null, [], {}]) {
      const both = { ...most, query };
      expect((await post(gateway, [both, both])).text).toContain('LIMIT_EXCEEDED');
    }
    expect(callsTo(sandbox)).toEqual([]);
    expect((await post(gateway, most)).body.errors).toBeUndefined();
    expect(callsTo(sandbox)).toHaveLength(limits.mutationFields);
  });

  test('that does not fit the schema is told when the gateway starts; one with @defer fits', async ({
    gateway,
    lines,
  }) => {
    expect(gateway.sandbox).toBeDefined();
    expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { error: `1 of ${all.length}, such as ${idOf(stale)}` },
    ]);
  });
});

describe('where no other is answered', () => {
  const only = test.extend({
    env: {
      PERSISTED_ONLY: 'true',
      ...knownByToken(jwtSecret),
      AUTH_ROUTER_SECRET: routerSecret,
    },
  });
  const bearer = async () => ({
    authorization: `Bearer ${await callerToken(jwtSecret, { cyclr_account_id: 'demo-acme' })}`,
  });
  const router = { 'x-router-secret': routerSecret, 'x-cyclr-account': 'demo-acme' };

  only('a frontend is answered by id, and by nothing else', async ({ gateway, sandbox }) => {
    const headers = await bearer();
    expect((await post(gateway, { documentId: idOf(document) }, headers)).body).toEqual(found);

    const before = sandbox.received.length;
    for (const body of [{ query: document }, { query: document, ...persistedQuery(idOf(document)) }, {}]) {
      const { status, body: answer } = await post(gateway, body, headers);
      expect([status, answer.errors?.[0]?.extensions['code']]).toEqual([403, 'FORBIDDEN']);
    }
    const unknown = await post(gateway, persistedQuery('0123'), headers);
    expect(unknown.body.errors?.[0]?.message).toContain('Deploy its manifest');
    expect(unknown.body.errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(sandbox.received).toHaveLength(before);
  });

  only('a batch is judged operation by operation', async ({ gateway }) => {
    const { text } = await post(gateway, [{ documentId: idOf(document) }, { query: document }], await bearer());
    expect(JSON.parse(text)).toMatchObject([found, { errors: [{ extensions: { code: 'FORBIDDEN' } }] }]);
  });

  only('a router is exempt, by its secret and by nothing else', async ({ gateway }) => {
    expect((await post(gateway, { query: document }, router)).body).toEqual(found);
    for (const headers of [{ ...router, 'x-router-secret': 'wrong' }, { 'x-cyclr-account': 'demo-acme' }]) {
      expect((await post(gateway, { query: document }, headers)).status).toBe(401);
    }
    // A token beside a wrong secret does not make up for it.
    const both = { ...(await bearer()), ...router, 'x-router-secret': 'wrong' };
    expect((await post(gateway, { documentId: idOf(document) }, both)).status).toBe(401);
  });

  only('without credentials nobody learns which ids are known', async ({ gateway }) => {
    for (const documentId of [idOf(document), '0123']) {
      const { status, body } = await post(gateway, { documentId });
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  inFolder('an empty manifest answers nothing, and the log says so', async ({ write }) => {
    const config = parseConfig({ PERSISTED_DOCUMENTS: await write('empty.json', {}), PERSISTED_ONLY: 'true' });
    const lines: string[] = [];
    await using gateway = await createGateway(config, { log: createLog((line) => void lines.push(line)), ...door });
    expect((await post(gateway, { query: document })).status).toBe(403);
    expect(lines[0]).toContain('there are none');
  });

  inFolder('a digest is one in either case', async ({ write }) => {
    const manifest = await write('upper.json', { [`SHA256:${idOf(document).toUpperCase()}`]: document });
    await using gateway = await createGateway(parseConfig({ PERSISTED_DOCUMENTS: manifest }), {
      log: silentLog,
      ...door,
    });
    expect((await post(gateway, { documentId: `sha256:${idOf(document)}` })).body).toEqual(found);
  });
});

describe('manifests', () => {
  inFolder('of the client preset and of Apollo, several side by side', async ({ write }) => {
    const operations = [{ id: 'b', name: 'B', type: 'query', body: '{ b }' }];
    const files = [
      await write('a.json', { 'sha256:a': '{ a }' }),
      await write('b.json', { format: 'apollo-persisted-query-manifest', version: 1, operations }),
      await write('c.json', { a: '{ a }' }),
    ];
    expect(await readPersistedDocuments(files)).toEqual(
      new Map([
        ['a', '{ a }'],
        ['b', '{ b }'],
      ]),
    );
  });

  inFolder('that cannot be used say why, with every document at fault', async ({ write, folder }) => {
    const read = async (...files: string[]) => readPersistedDocuments(files).catch(({ message }: Error) => message);
    expect(await read(join(folder, 'none.json'))).toContain('no such file');
    expect(await read(await write('list.json', []))).toContain('must be an object of documents by id');
    expect(await read(await write('text.json', 'no'))).toContain('text.json');
    expect(await read(await write('twice.json', '{"a":"{ a }","a":"{ b }"}'))).toContain('the key "a" is there twice');
    const operations = [
      { id: 'x', body: '{ a }' },
      { id: 'x', body: '{ b }' },
    ];
    const apollo = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    expect(await read(await write('apollo.json', apollo))).toContain('operation 2, "x" has the id of another document');
    expect(await read(await write('empty.json', { 'sha256:': '{ a }' }))).toContain('has an empty id');
    const broken = await read(await write('broken.json', { one: '{', two: '{ a }', three: 'x' }));
    expect(broken).toContain('document "one" is not a GraphQL document: Syntax Error');
    expect(broken).toContain('document "three" is not a GraphQL document: Syntax Error');
    expect(broken).not.toContain('two');
    expect(await read(await write('1.json', { a: '{ a }' }), await write('2.json', { a: '{ b }' }))).toContain(
      'document "a" has the id of another document',
    );
  });

  inFolder('may have ten million bytes, and no more', async ({ write }) => {
    const text = JSON.stringify({ a: '{ a }' });
    expect((await readPersistedDocuments([await write('most.json', text.padEnd(largestManifestBytes))])).size).toBe(1);
    const over = await write('over.json', text.padEnd(largestManifestBytes + 1));
    await expect(readPersistedDocuments([over])).rejects.toThrow('larger than 10000000 bytes');
  });
});
