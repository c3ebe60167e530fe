import type { Layer } from '../send.ts';

/**
 * Has what must be remembered of a request written down before the request leaves: see `commit` of a `CyclrRequest`. The
 * layers outside of it wait, for a token or a turn; those inside of it only send.
 *
 * @throws what `commit` rejects with; the request is then not sent
 */
export function committed(): Layer {
  return (next) => async (request) => {
    await request.commit?.();
    return next(request);
  };
}
