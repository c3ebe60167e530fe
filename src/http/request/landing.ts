import { asksForPage } from '../graphiql/graphiql.ts';
import { refusal } from '../refusal.ts';
import type { Answer, Rule } from '../rule.ts';

/** Relative, so that it is right below the path of a proxy too. */
const toGraph: Answer = { status: 302, headers: { location: 'graphql', 'content-length': '0' } };

/** At `/`, a browser is led to GraphiQL where it is shown; anybody else is told what this is. */
export function landing(isExplorable: boolean): Rule {
  return {
    name: 'landing',
    onRequest({ method, request: { headers }, url: { pathname } }) {
      if (pathname !== '/') return undefined;
      if (isExplorable && method === 'GET' && asksForPage(headers)) return toGraph;
      const message =
        'This is a GraphQL gateway for connectors. The graph is at /graphql, and is asked by POST of JSON. Health is at /health and /ready.';
      throw refusal(404, 'BAD_REQUEST', message);
    },
  };
}
