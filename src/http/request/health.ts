import type { Plugin } from 'graphql-yoga';

/** Whether the gateway should be sent requests now; a promise that rejects says no. */
export type Ready = () => Promise<void>;

/** `/health`: the process lives. `/ready`: it can do its work, or 503 and the code of what is in its way. */
export function useHealth(ready: Ready): Plugin {
  return {
    async onRequest({ url, request, endResponse, fetchAPI }) {
      if (url.pathname !== '/health' && url.pathname !== '/ready') return;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        endResponse(new fetchAPI.Response(null, { status: 405, headers: { allow: 'GET, HEAD' } }));
        return;
      }
      const problem = url.pathname === '/ready' ? await ready().then(() => undefined, codeOf) : undefined;
      const body = problem === undefined ? { status: 'ok' } : { status: 'unavailable', code: problem };
      endResponse(fetchAPI.Response.json(body, { status: problem === undefined ? 200 : 503 }));
    },
  };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
