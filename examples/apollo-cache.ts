import { InMemoryCache, type InMemoryCacheConfig } from '@apollo/client';

/**
 * A normalised cache that knows accounts and connectors by their id, and an account connector by its account and its id.
 * All else stays inside of what it was read with: an id of a record is a third-party app's own, and may mean two things.
 */
export function createCache(config: Pick<InMemoryCacheConfig, 'typePolicies'> = {}): InMemoryCache {
  return new InMemoryCache({
    ...config,
    dataIdFromObject({ __typename, id, accountId }) {
      if (typeof id !== 'string') return undefined;
      if (__typename === 'Account' || __typename === 'Connector') return `${__typename}:${id}`;
      const isKnown = __typename === 'AccountConnector' && typeof accountId === 'string';
      return isKnown ? `AccountConnector:${accountId}:${id}` : undefined;
    },
  });
}
