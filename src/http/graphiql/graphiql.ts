import type { GraphiQLOptions } from 'graphql-yoga';

/** GraphiQL, from this package's own files: the page asks no other host for anything. */
export async function createGraphiQL(examples: readonly Example[]): Promise<{
  readonly graphiql: GraphiQLOptions;
  readonly renderGraphiQL: (options?: GraphiQLOptions) => string;
}> {
  // 9 MB of page, loaded only where it is shown.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return {
    renderGraphiQL,
    graphiql: {
      title: 'Connectors',
      defaultTabs: examples.map(({ query, variables, headers }) => ({
        query,
        ...(variables && { variables: JSON.stringify(variables, null, 2) }),
        ...(headers && { headers: JSON.stringify(headers, null, 2) }),
      })),
      shouldPersistHeaders: false,
    },
  };
}

/** A tab of GraphiQL that works as it stands. */
export interface Example {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}
