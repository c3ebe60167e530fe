import type { Layer } from '../send.ts';

/**
 * Counts every request in the budget of its HTTP request. Several tries of one request count once.
 *
 * @throws GatewayError `LIMIT_EXCEEDED` where the budget is used up; the request is then not sent
 */
export function budgeted(): Layer {
  return (next) => async (request) => {
    request.budget?.take();
    return next(request);
  };
}
