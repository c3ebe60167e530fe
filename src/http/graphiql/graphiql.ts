import type { Answer, Rule } from '../rule.ts';
import { examples } from './examples.ts';

/**
 * Shows GraphiQL to browsers that open the graph's address, where it may be explored. The page comes from this package's
 * own files and loads nothing from another host.
 */
export async function graphiql(isShown: boolean): Promise<Rule> {
  const name = 'graphiql';
  if (!isShown) return { name };
  // 9 MB of page, loaded only where it is shown.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  let page: Answer | undefined;
  return {
    name,
    onRequest({ method, request: { headers } }) {
      if (method !== 'GET' || headers.get('accept')?.includes('text/html') !== true) return undefined;
      return (page ??= {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: renderGraphiQL({ title: 'Connectors', defaultTabs: tabs(), shouldPersistHeaders: false }),
      });
    },
  };
}

function tabs() {
  return examples.map(({ query, variables, headers }) => ({
    query,
    ...(variables && { variables: JSON.stringify(variables, null, 2) }),
    ...(headers && { headers: JSON.stringify(headers, null, 2) }),
  }));
}
