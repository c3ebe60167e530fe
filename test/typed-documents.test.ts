import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { describe, expect, expectTypeOf } from 'vitest';
import type { Gateway } from '../src/gateway.ts';
import { graphql } from './generated/gql.ts';
import { post, test } from './fixtures.ts';

/** Documents whose answers and variables are typed by `npm run generate`, from the schema that is served. */
const stores = graphql(/* GraphQL */ `
  query Stores($id: ID!, $count: Decimal) {
    accountConnector(id: $id) {
      name
      mailChimp {
        listStores(count: $count) {
          id
          name
          isSyncing
          json
        }
      }
    }
  }
`);

const addCustomer = graphql(/* GraphQL */ `
  mutation AddCustomer($id: ID!, $input: MailChimpAddCustomerInput!) {
    mailChimpAddCustomer(accountConnectorId: $id, input: $input) {
      id
      emailAddress
      address {
        city
      }
    }
  }
`);

async function ask<Data, Variables>(
  gateway: Gateway,
  document: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
): Promise<Data> {
  const { body } = await post(gateway, { query: print(document), variables });
  expect(body.errors).toBeUndefined();
  return body.data as Data;
}

describe('typed documents', () => {
  test('a read, with its types', async ({ gateway }) => {
    const { accountConnector } = await ask(gateway, stores, { id: '1874', count: 1 });
    const [store] = accountConnector?.mailChimp?.listStores ?? [];
    expect(store).toMatchObject({ id: 'store_001', name: "Freddie's Merchandise", isSyncing: false });
    expectTypeOf(store?.name).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(store?.isSyncing).toEqualTypeOf<boolean | null | undefined>();
  });

  test('another application has no such field', async ({ gateway }) => {
    const { accountConnector } = await ask(gateway, stores, { id: '1873' });
    expect(accountConnector).toEqual({ name: 'Sales CRM', mailChimp: null });
  });

  test('a write, with its input', async ({ gateway }) => {
    const input = {
      storeId: 'store_001',
      id: 'cust_9',
      emailAddress: 'nine@example.com',
      optInStatus: true,
      address: { city: 'Hull' },
    };
    const { mailChimpAddCustomer: customer } = await ask(gateway, addCustomer, { id: '1874', input });
    expect(customer).toEqual({ id: 'cust_9', emailAddress: 'nine@example.com', address: { city: 'Hull' } });
  });

  test('what does not fit does not compile', () => {
    // @ts-expect-error -- the input has no such field
    void ((gateway: Gateway) => ask(gateway, addCustomer, { id: '1874', input: { storeId: 's', mail: 'x' } }));
    // @ts-expect-error -- an id is needed
    void ((gateway: Gateway) => ask(gateway, stores, { count: 1 }));
    expect(print(stores)).toContain('listStores');
  });
});
