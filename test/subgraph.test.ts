import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { readCatalogs } from '../src/catalog/files.ts';
import { createGateway } from '../src/gateway.ts';
import { printSubgraph } from '../src/graphql/federation.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { limits } from '../src/limits.ts';
import type { Json } from '../src/json.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { post, test } from './fixtures.ts';

const entities = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      __typename
      ... on Account {
        id
        accountConnectors {
          id
        }
      }
      ... on AccountConnector {
        id
        accountId
        name
      }
      ... on Connector {
        id
        name
      }
    }
  }
`;

const accountConnector = (id: Json) => ({ __typename: 'AccountConnector', id });

describe('references of other subgraphs', () => {
  test('all entities, by all keys, each at its place', async ({ ask }) => {
    const { body } = await ask(entities, {
      representations: [
        { __typename: 'AccountConnector', id: '1874' },
        { __typename: 'AccountConnector', id: '1873', accountId: 'demo-acme' },
        { __typename: 'Account', id: 'demo-acme' },
        { __typename: 'AccountConnector', id: 1874 },
      ],
    });
    expect(body.errors).toBeUndefined();
    expect(body.data?.['_entities']).toMatchObject([
      { __typename: 'AccountConnector', id: '1874', accountId: 'demo-acme', name: 'Newsletter Shop' },
      { __typename: 'AccountConnector', id: '1873', name: 'Sales CRM' },
      { __typename: 'Account', id: 'demo-acme', accountConnectors: expect.arrayContaining([{ id: '1873' }]) },
      { __typename: 'AccountConnector', id: '1874', name: 'Newsletter Shop' },
    ]);
  });

  test('fifty references are one upstream call', async ({ ask, sandbox }) => {
    const ids = ['1873', '1874', '1875', '1876', '1877'];
    const representations = Array.from({ length: 50 }, (_, index) => accountConnector(ids[index % ids.length] ?? ''));
    const { body } = await ask(entities, { representations });
    expect(body.errors).toBeUndefined();
    expect(body.data?.['_entities']).toHaveLength(50);
    expect(sandbox.received.map(({ path }) => path)).toEqual([
      '/oauth/token',
      '/v1.0/account/connectors?page=1&pageSize=1000',
    ]);
  });

  test('typed connectors answer through a reference', async ({ ask }) => {
    const document = /* GraphQL */ `
      query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on AccountConnector {
            mailChimp {
              listStores(count: 1) {
                name
              }
            }
          }
        }
      }
    `;
    const { body } = await ask(document, { representations: [accountConnector('1874')] });
    expect(body).toEqual({
      data: { _entities: [{ mailChimp: { listStores: [{ name: "Freddie's Merchandise" }] } }] },
    });
  });

  test('a connector, and one that is not there', async ({ ask }) => {
    const found = await ask('{ connectors(first: 1) { nodes { id name } } }');
    const { nodes } = found.body.data?.['connectors'] as { nodes: [{ id: string; name: string }] };
    const connector = (id: string) => ({ __typename: 'Connector', id });
    const { body } = await ask(entities, { representations: [connector('1'), connector(nodes[0].id)] });
    expect(body.data?.['_entities']).toEqual([null, { __typename: 'Connector', ...nodes[0] }]);
    expect(body.errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'NOT_FOUND' } }]);
  });

  test('each that cannot be resolved is an error at its own place, and takes no neighbour with it', async ({ ask }) => {
    const { body } = await ask(entities, {
      representations: [
        accountConnector('1873'),
        accountConnector('999999'),
        accountConnector('x'),
        accountConnector(null),
        { __typename: 'Invoice', id: '1' },
        { __typename: 'constructor', id: '1' },
        { id: '1873' },
        { __typename: 'Account', id: 'with space' },
        { __typename: 'AccountConnector', id: '1873', accountId: null },
        accountConnector('1874'),
      ],
    });
    expect(body.data?.['_entities']).toMatchObject([
      { name: 'Sales CRM' },
      ...Array.from({ length: 8 }, () => null),
      { name: 'Newsletter Shop' },
    ]);
    const codes = new Map(body.errors?.map(({ path, extensions }) => [path?.at(1), extensions['code']]));
    expect(codes).toEqual(
      new Map<number, string>([
        [1, 'NOT_FOUND'],
        ...[2, 3, 4, 5, 6, 7, 8].map((at) => [at, 'BAD_USER_INPUT'] as const),
      ]),
    );
    expect(body.errors?.find(({ path }) => path?.[1] === 4)?.message).toBe(
      'The reference cannot be resolved: "__typename" must be one of Account, AccountConnector, Connector; got "Invoice".',
    );
  });

  test('an account that is not there is not found, by reference and by its fields', async ({ ask }) => {
    const account = (id: string) => ({ __typename: 'Account', id });
    const { body } = await ask(entities, { representations: [account('nobody'), account('demo-globex')] });
    expect(body.data?.['_entities']).toMatchObject([null, { id: 'demo-globex' }]);
    expect(body.errors).toMatchObject([
      { path: ['_entities', 0], extensions: { code: 'NOT_FOUND', account: 'nobody', retriable: false } },
    ]);
    for (const field of ['accountConnectors { id }', 'accountConnector(id: 1873) { id }']) {
      const other = await ask(`{ account(id: "nobody") { ${field} } }`);
      expect(other.body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
    }
  });

  test('what is no object is refused whole', async ({ ask }) => {
    const { body, status } = await ask(entities, { representations: ['1873'] });
    expect([status, body.data, body.errors?.[0]?.extensions['code']]).toEqual([400, undefined, 'BAD_USER_INPUT']);
  });

  test('so many of a request and no more, over all of its operations', async ({ ask, gateway, sandbox }) => {
    const representations = (count: number) => Array.from({ length: count }, () => accountConnector('1873'));
    const most = await ask(entities, { representations: representations(limits.representations) });
    expect(most.body.errors).toBeUndefined();

    const before = sandbox.received.length;
    const over = await ask(entities, { representations: representations(1000) });
    expect(over.body.errors?.[0]).toMatchObject({
      extensions: { code: 'LIMIT_EXCEEDED', limit: limits.representations, found: 1000 },
    });
    expect(sandbox.received).toHaveLength(before);

    const half = { query: entities, variables: { representations: representations(limits.representations / 2 + 1) } };
    const { body } = await post(gateway, [half, half]);
    const codes = (body as unknown as { errors?: [{ extensions: { code: string } }] }[]).map(
      ({ errors }) => errors?.[0].extensions.code,
    );
    expect(new Set(codes)).toEqual(new Set(['LIMIT_EXCEEDED', undefined]));
  });
});

describe('what references multiply', () => {
  test('an answer grows to so much and no further', async ({ ask, sandbox }) => {
    const aliased = Array.from({ length: 49 }, (_, at) => `a${at}: methods { inputSchema requestFields { name } }`);
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on AccountConnector { ${aliased.join(' ')} } }
    }`;
    const representations = (count: number) => Array.from({ length: count }, () => accountConnector('1873'));
    const few = await ask(document, { representations: representations(2) });
    expect(few.body.errors).toBeUndefined();
    const many = await ask(document, { representations: representations(limits.representations) });
    // More fields fail than errors are shown: the query is given up.
    expect(many.body).toEqual({
      errors: [
        expect.objectContaining({
          extensions: expect.objectContaining({ code: 'LIMIT_EXCEEDED', limit: limits.answerCharacters }) as object,
        }),
      ],
    });
    expect(sandbox.received.length).toBeLessThan(10);
  });

  test('accounts are upstream calls, each once', async ({ ask, config, sandbox }) => {
    const accounts = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ __typename: 'Account', id: `a${at}` }));
    const { body } = await ask(entities, { representations: [...accounts(200), ...accounts(200)] });
    const codes = new Set(body.errors?.map(({ extensions }) => extensions['code']));
    expect(codes).toEqual(new Set(['NOT_FOUND', 'LIMIT_EXCEEDED']));
    expect(sandbox.received).toHaveLength(config.maxUpstreamCalls);
  });
});

describe('for whom', () => {
  const secret = 'a secret that only the router and we know';
  const asRouter = (account: string) => ({ 'x-router-secret': secret, 'x-cyclr-account': account });
  const behindRouter = test.extend<{ env: Record<string, string> }>({ env: { AUTH_ROUTER_SECRET: secret } });

  behindRouter('without credentials nothing is resolved', async ({ ask, sandbox }) => {
    const { status, body } = await ask(entities, { representations: [accountConnector('1873')] });
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
    expect(sandbox.received).toEqual([]);
  });

  behindRouter('a reference into another account is refused at its own place', async ({ ask }) => {
    const representations = [
      { __typename: 'AccountConnector', id: '1873', accountId: 'demo-acme' },
      { __typename: 'Account', id: 'demo-acme' },
      accountConnector('1873'),
    ];
    const mine = await ask(entities, { representations }, asRouter('demo-acme'));
    expect(mine.body.errors).toBeUndefined();

    const foreign = await ask(entities, { representations }, asRouter('demo-globex'));
    expect(foreign.body.data?.['_entities']).toEqual([null, null, null]);
    expect(foreign.body.errors?.map(({ extensions }) => extensions['code'])).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'NOT_FOUND',
    ]);
  });

  behindRouter('headers of an older router change nothing', async ({ ask }) => {
    const headers = { ...asRouter('demo-acme'), 'apollo-federation-include-trace': 'ftv1' };
    const { body } = await ask(entities, { representations: [accountConnector('1873')] }, headers);
    expect(body).toMatchObject({ data: { _entities: [{ name: 'Sales CRM' }] } });
    expect(Object.keys(body)).toEqual(['data']);
  });

  behindRouter('a policy holds behind a reference too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'policy-'));
    const file = join(folder, 'policy.json');
    const rule = {
      name: 'Lists',
      effect: 'allow',
      roles: ['support'],
      connectors: ['Northwind CRM'],
      methods: ['List Contacts'],
    };
    await writeFile(file, JSON.stringify({ rules: [rule] }));
    const config = parseConfig({ AUTH_ROUTER_SECRET: secret, POLICY_FILE: file });
    await using gateway = await createGateway(config, { log: silentLog });
    await rm(folder, { recursive: true });

    const document = /* GraphQL */ `
      query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on AccountConnector {
            methods(search: "contacts") {
              name
            }
            may: call(method: "List Contacts") {
              records(first: 1, select: ["Id"])
            }
          }
        }
      }
    `;
    const variables = { representations: [accountConnector('1873')] };
    const ask = (query: string, roles: string) =>
      post(gateway, { query, variables }, { ...asRouter('demo-acme'), 'x-cyclr-roles': roles });
    expect((await ask(document, 'support')).body).toEqual({
      data: { _entities: [{ methods: [{ name: 'List Contacts' }], may: { records: [{ Id: 1001 }] } }] },
    });
    const other = await ask(document, 'sales');
    expect(other.body.data?.['_entities']).toEqual([{ methods: [], may: null }]);
    expect(other.body.errors?.[0]?.path).toEqual(['_entities', 0, 'may']);
    expect(other.body.errors?.[0]?.extensions['code']).toMatch(/^(?:FORBIDDEN|METHOD_NOT_FOUND)$/);
  });

  const inProduction = test.extend<{ env: Record<string, string> }>({ env: { NODE_ENV: 'production' } });

  inProduction('the schema is not told where introspection is off', async ({ ask }) => {
    const { body } = await ask('{ s: _service { sdl } }');
    expect(body.data).toBeUndefined();
    expect(body.errors?.[0]?.message).toContain('print --subgraph');
    const { body: still } = await ask(entities, { representations: [accountConnector('1873')] });
    expect(still).toMatchObject({ data: { _entities: [{ name: 'Sales CRM' }] } });
  });
});

describe('composition', () => {
  const customers = /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query {
      customers: [Customer!]!
    }
    type Customer @key(fields: "id") {
      id: ID!
      account: Account!
      accountConnector: AccountConnector
    }
    type Account @key(fields: "id", resolvable: false) {
      id: ID!
    }
    type AccountConnector @key(fields: "accountId id", resolvable: false) {
      accountId: ID!
      id: ID!
    }
    type PageInfo @shareable {
      hasNextPage: Boolean!
      endCursor: String
    }
  `;

  test('with a subgraph that refers to it, with and without typed connectors', async () => {
    const pulled = await readCatalogs(new URL('../schema/catalog', import.meta.url).pathname);
    for (const catalogs of [[], pulled]) {
      const { errors, supergraphSdl } = composeServices([
        { name: 'connectors', typeDefs: parse(printSubgraph(buildSchema(catalogs))) },
        { name: 'customers', typeDefs: parse(customers) },
      ]);
      expect(errors).toBeUndefined();
      expect(supergraphSdl).toContain('@join__type(graph: CONNECTORS, key: "accountId id")');
      expect(supergraphSdl).toContain('@tag(name: "connector-write")');
      expect(supergraphSdl).toContain('@cost(weight: 10)');
      expect(supergraphSdl).not.toContain('_Any');
    }
  });
});
