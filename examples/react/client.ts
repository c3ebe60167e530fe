import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { createCache } from '../apollo-cache.ts';
import { createRetryLink } from '../apollo-retry.ts';
import { fetchExactly } from './json.ts';

export interface ClientOptions {
  /** The gateway's URL, `/graphql` included. */
  readonly gateway: string;
  /** Whom it acts for. */
  readonly account: string;
}

/** A client of one account: another account gets another client, and so can find nothing of this one in its cache. */
export function createClient({ gateway, account }: ClientOptions): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([
      createRetryLink(),
      new HttpLink({ uri: gateway, fetch: fetchExactly, headers: { 'x-cyclr-account': account } }),
    ]),
    // What two queries ask of a method is one method.
    cache: createCache({ typePolicies: { AccountConnector: { fields: { method: { merge: true } } } } }),
  });
}
