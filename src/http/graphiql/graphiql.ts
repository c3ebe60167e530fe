import type { Answer, Rule } from '../rule.ts';
import { examples } from './examples.ts';

/**
 * Shows GraphiQL to browsers that open the graph's address, where it may be explored. The page comes from this package's
 * own files and loads nothing from another host.
 */
export function graphiql(isShown: boolean): Rule {
  const name = 'graphiql';
  if (!isShown) return { name };
  let page: Promise<Answer> | undefined;
  return {
    name,
    onRequest({ method, request: { headers } }) {
      if (method !== 'GET' || headers.get('accept')?.includes('text/html') !== true) return undefined;
      return (page ??= renderPage());
    },
  };
}

/** Loads the page when the first browser asks: its 9 MB cost a second of CPU, which no start should wait for. */
async function renderPage(): Promise<Answer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: renderGraphiQL({ title: 'Connectors', defaultTabs: tabs(), shouldPersistHeaders: false }),
  };
}

function tabs() {
  return examples.map(({ query, variables, headers }) => ({
    query,
    ...(variables && { variables: JSON.stringify(variables, null, 2) }),
    ...(headers && { headers: JSON.stringify(headers, null, 2) }),
  }));
}
