import type { Tokens } from '../token.ts';
import type { Layer } from '../send.ts';

/** Adds the account and its token. A 401 forgets the token and tries once more with a new one. */
export function authorised(tokens: Tokens): Layer {
  return (next) => async (request) => {
    const { account, signal } = request;
    const send = async () => {
      const token = await tokens.of(account, signal);
      const headers = {
        ...request.headers,
        authorization: `Bearer ${token.value.reveal()}`,
        'x-cyclr-account': account,
      };
      return { token, response: await next({ ...request, headers }) };
    };

    const { token, response } = await send();
    if (response.status !== 401) return response;
    // A 401 is refused before anything is done, so a write may be sent again too.
    tokens.forget(account, token);
    return (await send()).response;
  };
}
