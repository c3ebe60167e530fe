import { InMemoryCache, type InMemoryCacheConfig } from '@apollo/client';

/** Types whose `id` names them everywhere. An id of a record is a third-party app's own, and may mean two things. */
const entities = new Set(['Account', 'AccountConnector', 'Connector']);

/** A normalised cache in which everything else stays inside of what it was read with. */
export function createCache(config: Pick<InMemoryCacheConfig, 'typePolicies'> = {}): InMemoryCache {
  return new InMemoryCache({
    ...config,
    dataIdFromObject: ({ __typename, id }) =>
      typeof id === 'string' && entities.has(__typename ?? '') ? `${__typename}:${id}` : undefined,
  });
}
