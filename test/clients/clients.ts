import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { CombinedError } from '@urql/core';
import { createApolloClient } from '../../examples/apollo-client.ts';
import { createUrqlClient } from '../../examples/urql.ts';

export interface Outcome<Data> {
  readonly data: Data | undefined;
  /** Of the errors, as the client hands them to its caller. */
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
}

export interface ClientOptions {
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly persisted?: boolean;
}

type Variables = Record<string, unknown>;

/** What the examples promise, whichever client it is. */
export interface AnyClient {
  query<Data, Given extends Variables>(
    document: TypedDocumentNode<Data, Given>,
    variables: Given,
  ): Promise<Outcome<Data>>;
  mutate<Data, Given extends Variables>(
    document: TypedDocumentNode<Data, Given>,
    variables: Given,
  ): Promise<Outcome<Data>>;
  /** Tells of every answer, whole or not; what it returns ends the interest. */
  watch<Data, Given extends Variables>(
    document: TypedDocumentNode<Data, Given>,
    variables: Given,
    onData: (data: unknown) => void,
  ): () => void;
}

export function createApollo(options: ClientOptions): AnyClient {
  const client = createApolloClient(options);
  return {
    query: (query, variables) => outcomeOf(client.query({ query, variables } as never)),
    mutate: (mutation, variables) => outcomeOf(client.mutate({ mutation, variables } as never)),
    watch(query, variables, onData) {
      const watched = client.watchQuery({ query, variables }).subscribe({
        next: ({ data }: { data?: unknown }) => data !== undefined && onData(data),
        error: () => {},
      });
      return () => watched.unsubscribe();
    },
  };
}

export function createUrql(options: ClientOptions): AnyClient {
  const client = createUrqlClient(options);
  return {
    query: async (query, variables) => urqlOutcome(await client.query(query, variables).toPromise()),
    mutate: async (mutation, variables) => urqlOutcome(await client.mutation(mutation, variables).toPromise()),
    watch(query, variables, onData) {
      const watched = client.query(query, variables).subscribe(({ data }) => data !== undefined && onData(data));
      return () => watched.unsubscribe();
    },
  };
}

async function outcomeOf<Data>(asked: Promise<{ readonly data?: unknown }>): Promise<Outcome<Data>> {
  try {
    const { data } = await asked;
    return { data: data as Data, codes: [], messages: [] };
  } catch (error) {
    if (!CombinedGraphQLErrors.is(error)) throw error;
    const { errors } = error;
    return {
      data: undefined,
      codes: errors.map(({ extensions }) => extensions?.['code']),
      messages: errors.map(({ message }) => message),
    };
  }
}

function urqlOutcome<Data>({ data, error }: { data?: Data; error?: CombinedError }): Outcome<Data> {
  if (error?.networkError) throw error;
  const errors = error?.graphQLErrors ?? [];
  return {
    data,
    codes: errors.map(({ extensions }) => extensions['code']),
    messages: errors.map(({ message }) => message),
  };
}
