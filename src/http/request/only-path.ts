import type { Plugin } from 'graphql-yoga';

/** The graph is at one path and nowhere else: Yoga by itself answers at every URL that ends like it. */
export function useOnlyPath(path: string): Plugin {
  return {
    onRequest({ url, endResponse, fetchAPI }) {
      if (url.pathname === path || url.pathname === `${path}/`) return;
      endResponse(new fetchAPI.Response(null, { status: 404 }));
    },
  };
}
