import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routerNames } from '../../examples/supergraph/programs.ts';
import { type Answer, callsTo } from '../fixtures.ts';
import { hasRouters } from '../needs.ts';
import { of, operations } from './operations.ts';
import {
  type Router,
  routerSecret,
  startRouterBefore,
  startSubgraphs,
  type Subgraphs,
  tokenFor,
} from './supergraph.ts';

describe.runIf(hasRouters)('through a router', () => {
  let subgraphs: Subgraphs;
  beforeAll(async () => {
    subgraphs = await startSubgraphs();
  });
  afterAll(() => subgraphs[Symbol.asyncDispose]());

  describe.for(routerNames)('%s', (name) => {
    let router: Router;
    beforeAll(async () => {
      router = await startRouterBefore(subgraphs, name);
    });
    afterAll(() => router[Symbol.asyncDispose]());

    /** What came to a subgraph, or to Cyclr, while something was done. */
    async function during<Made>(
      kept: 'connectors' | 'customers',
      act: () => Promise<Made>,
    ): Promise<{ made: Made; received: Subgraphs['connectors']['received'] }> {
      const before = subgraphs[kept].received.length;
      const made = await act();
      return { made, received: subgraphs[kept].received.slice(before) };
    }

    function failuresOf({ body }: Answer): readonly (readonly [place: string, code: unknown])[] {
      const failures = (body.errors ?? []).map(
        ({ path = [], extensions }) => [path.join('.'), extensions['code']] as const,
      );
      return failures.toSorted(([a], [b]) => a.localeCompare(b));
    }

    describe('answers', () => {
      test.for(operations)('$title', async ({ query, data, errors = [], listed, calls = [] }) => {
        const before = subgraphs.sandbox.received.length;
        const answer = await router.ask(query, 'demo-acme', { 'x-request-id': `through-${name}` });

        expect(answer.body.data).toEqual(data);
        const expected = errors.map(({ code, path }) => [of(name, path).join('.'), of(name, code)] as const);
        expect(failuresOf(answer)).toEqual(expected.toSorted(([a], [b]) => a.localeCompare(b)));

        const asked = subgraphs.sandbox.received.slice(before).filter(({ path }) => !path.startsWith('/oauth'));
        expect(asked.filter(({ path }) => path.startsWith('/v1.0/account/connectors?'))).toHaveLength(of(name, listed));
        expect(callsTo({ ...subgraphs.sandbox, received: asked })).toEqual(of(name, calls));
        // One id, from the client to Cyclr and back.
        for (const { requestId } of asked) expect(requestId).toBe(`through-${name}`);
        for (const { extensions } of answer.body.errors ?? []) expect(extensions['requestId']).toBe(`through-${name}`);
      });

      test('a thousand references are refused, and Cyclr is not asked', async () => {
        const before = subgraphs.sandbox.received.length;
        const { body } = await router.ask('{ customer(id: "hoarder") { accountConnectors { name } } }');
        expect(body.data).toEqual({ customer: { accountConnectors: Array.from({ length: 1000 }, () => null) } });
        // One of them tells it at every place.
        expect(body.errors?.length).toBe(of(name, { apollo: 1, hive: 1000, 'hive-rust': 1 }));
        for (const { message, extensions } of body.errors ?? []) {
          expect(message).toBe(
            'The request has 1000 references to entities; the limit is 500. Ask for less at a time.',
          );
          expect(extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 500, found: 1000 });
        }
        expect(subgraphs.sandbox.received).toHaveLength(before);
      });

      test('what the subgraph refuses as a whole keeps its code', async () => {
        const { body } = await router.ask('{ accountConnectors { id } }', 'no account has spaces');
        expect(body.data ?? { accountConnectors: null }).toEqual({ accountConnectors: null });
        expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
      });

      test('headers of an older router are harmless', async () => {
        const query = '{ customers(first: 1) { accountConnector { name } } }';
        const { status, body } = await router.ask(query, 'demo-acme', { 'apollo-federation-include-trace': 'ftv1' });
        expect([status, body]).toEqual([200, { data: { customers: [{ accountConnector: { name: 'Sales CRM' } }] } }]);
      });
    });

    describe('identity', () => {
      test.for([
        ['no token', async () => ({})],
        ['what is no token', async () => ({ authorization: 'Bearer x' })],
        [
          'a token of another login',
          async () => ({ authorization: `Bearer ${await tokenFor('demo-acme', 'a secret of someone else entirely')}` }),
        ],
        ['the headers of a router', async () => ({ 'x-router-secret': routerSecret, 'x-cyclr-account': 'demo-acme' })],
      ] as const)('with %s nothing is answered, and no subgraph asked', async ([, headers]) => {
        const queries = ['{ accountConnectors { id } }', '{ customers { id } }', '{ __typename }', '{'];
        const customersBefore = subgraphs.customers.received.length;
        const { made: answers, received } = await during('connectors', async () =>
          Promise.all(queries.map(async (query) => router.post(query, await headers()))),
        );
        for (const { status, body, headers: sent } of answers) {
          expect([status, body.data]).toEqual([401, undefined]);
          expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
          expect(sent.get('www-authenticate')).toMatch(/^Bearer /);
        }
        expect(received).toEqual([]);
        expect(subgraphs.customers.received).toHaveLength(customersBefore);
      });

      test('the account is of the token, whatever headers the caller makes up', async () => {
        const headers = {
          'x-cyclr-account': 'demo-globex',
          'x-cyclr-roles': 'admin',
          'x-router-secret': 'made up',
          cookie: 'a=b',
        };
        const { made, received } = await during('connectors', () =>
          router.ask('{ accountConnectors { id } }', 'demo-acme', headers),
        );
        expect(made.body.data?.['accountConnectors']).toHaveLength(7);
        expect(received.map((request) => request.headers)).toMatchObject([
          { 'x-cyclr-account': 'demo-acme', 'x-router-secret': routerSecret },
        ]);
        const sent = received.flatMap((request) => Object.keys(request.headers));
        expect(sent.filter((header) => /roles|authorization|cookie/.test(header))).toEqual([]);
      });

      test('the other subgraph gets neither the secret nor the account', async () => {
        const { received } = await during('customers', () =>
          router.ask('{ customers(first: 1) { accountConnector { name } } }', 'demo-acme', {
            'x-router-secret': 'made up',
          }),
        );
        expect(received.length).toBeGreaterThan(0);
        const sent = received.flatMap((request) => Object.keys(request.headers));
        expect(sent.filter((header) => /secret|cyclr|authorization/.test(header))).toEqual([]);
      });

      test('another account sees its own account connectors, also at the same moment', async () => {
        const query = '{ accountConnectors { id } globex: customer(id: "globex") { accountConnector { name } } }';
        const answers = await Promise.all(
          Array.from({ length: 10 }, async (_, index) =>
            router.ask(query, index % 2 === 0 ? 'demo-acme' : 'demo-globex'),
          ),
        );
        const seen = answers.map(({ body }) => ({
          ids: (body.data?.['accountConnectors'] as { id: string }[]).map(({ id }) => id),
          globex: body.data?.['globex'],
        }));
        const acme = {
          ids: ['1873', '1874', '1875', '1876', '1877', '1878', '1879'],
          globex: { accountConnector: null },
        };
        const globex = { ids: ['2873', '2874'], globex: { accountConnector: { name: 'Globex CRM' } } };
        expect(seen).toEqual(answers.map((_, index) => (index % 2 === 0 ? acme : globex)));
      });
    });
  });
});
