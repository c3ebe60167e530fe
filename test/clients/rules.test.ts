import { gql } from '@apollo/client';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createCache } from '../../examples/apollo-cache.ts';
import { hasSingleField } from '../../examples/single-write.ts';

test.each([
  ['one field', 'mutation { a }', true],
  ['with what a cache adds', 'mutation { __typename a }', true],
  ['behind a fragment of its own', 'fragment F on A { id } mutation { a { ...F } }', true],
  ['two fields', 'mutation { a b }', false],
  ['one field, twice', 'mutation { a c: a }', false],
  ['a fragment, which may have several', 'mutation { ...F } fragment F on Mutation { a b }', false],
  ['a fragment beside a field', 'fragment F on Mutation { b } mutation { a ...F }', false],
  ['a fragment in place', 'mutation { ... on Mutation { a b } }', false],
])('%s: may be sent again as a whole, %j: %s', (_what, document, expected) => {
  expect(hasSingleField(parse(document))).toBe(expected);
});

describe('the cache', () => {
  const query = gql`
    {
      accounts {
        id
        accountConnectors {
          accountId
          id
          name
          stores {
            id
            name
          }
        }
      }
    }
  `;
  const connectorOf = (accountId: string) => ({
    __typename: 'AccountConnector',
    accountId,
    id: '1',
    name: `CRM of ${accountId}`,
    stores: [{ __typename: 'Store', id: 'store_001', name: `Shop of ${accountId}` }],
  });

  test('mixes nothing of two accounts whose account connectors and records have the same ids', () => {
    const accounts = ['acme', 'globex'].map((id) => ({
      __typename: 'Account',
      id,
      accountConnectors: [connectorOf(id)],
    }));
    const cache = createCache();
    cache.writeQuery({ query, data: { accounts } });
    expect(cache.readQuery({ query })).toEqual({ accounts });
    expect(Object.keys(cache.extract()).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Account:acme',
      'Account:globex',
      'AccountConnector:acme:1',
      'AccountConnector:globex:1',
      'ROOT_QUERY',
    ]);
  });
});
