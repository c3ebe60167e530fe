import { InMemoryCache, type InMemoryCacheConfig } from '@apollo/client';

/**
 * A normalised cache that knows accounts and connectors by their id, and an account connector by its account and its id.
 * All else stays inside of what it was read with: an id of a record is a third-party app's own, and may mean two things.
 * What has no id is merged with what was read of the same place before; Apollo Client would replace it, and two queries
 * of one place would ask again and again.
 */
export function createCache({ typePolicies }: Pick<InMemoryCacheConfig, 'typePolicies'> = {}): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      // One line for each typed connector that the page reads.
      LedgerBooksConnector: { merge: true },
      MailChimpConnector: { merge: true },
      NorthwindCrmConnector: { merge: true },
      ConnectorResponse: { merge: true },
      ...typePolicies,
    },
    dataIdFromObject({ __typename, id, accountId }) {
      if (typeof id !== 'string') return undefined;
      if (__typename === 'Account' || __typename === 'Connector') return `${__typename}:${id}`;
      const isKnown = __typename === 'AccountConnector' && typeof accountId === 'string';
      return isKnown ? `AccountConnector:${accountId}:${id}` : undefined;
    },
  });
}
