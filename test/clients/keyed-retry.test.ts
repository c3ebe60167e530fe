import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { describe, expect } from 'vitest';
import { createKeyedRetryLink } from '../../examples/apollo-keyed-retry.ts';
import { callsTo, crm } from '../fixtures.ts';
import { test as base } from '../http/served.ts';

const write = gql`
  mutation {
    callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "A" })
  }
`;

const test = base.extend<{ clientOf: (fetch: typeof globalThis.fetch) => ApolloClient }>({
  clientOf: async ({ port }, use) =>
    use((fetch) => {
      const link = ApolloLink.from([
        createKeyedRetryLink(),
        new HttpLink({ uri: `http://127.0.0.1:${port}/graphql`, fetch }),
      ]);
      return new ApolloClient({ link, cache: new InMemoryCache() });
    }),
});

/** A network that loses the first answers. */
function losing(answers: number): { readonly fetch: typeof globalThis.fetch; readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    fetch: async (...args) => {
      const response = await fetch(...args);
      asked += 1;
      if (asked > answers) return response;
      await response.text();
      throw new TypeError('fetch failed');
    },
  };
}

describe('the link for writes with keys', () => {
  test('sends a write again whose answer was lost, and it is done once', async ({ clientOf, sandbox }) => {
    const network = losing(2);
    const { data } = await clientOf(network.fetch).mutate({ mutation: write });
    expect(data).toMatchObject({ callConnectorMethod: [{ LastName: 'A' }] });
    expect(network.asked()).toBe(3);
    expect(callsTo(sandbox).filter((call) => call.includes(crm.createContact))).toHaveLength(1);
  });

  test('gives two writes two keys, unless they are told one', async ({ clientOf, sandbox }) => {
    const client = clientOf(fetch);
    for (const context of [{}, {}, { idempotencyKey: 'mine' }, { idempotencyKey: 'mine' }]) {
      await client.mutate({ mutation: write, context });
    }
    expect(callsTo(sandbox).filter((call) => call.includes(crm.createContact))).toHaveLength(3);
  });

  test('does not send again what may have been applied', async ({ clientOf, sandbox }) => {
    sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, applied: true });
    const network = losing(0);
    await expect(clientOf(network.fetch).mutate({ mutation: write })).rejects.toMatchObject({
      errors: [{ extensions: { outcome: 'UNCERTAIN' } }],
    });
    expect(network.asked()).toBe(1);
  });
});
