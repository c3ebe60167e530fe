import type { Layer } from '../send.ts';

/**
 * Counts every request in the budget of its HTTP request, and the answers of third-party apps. Several tries of one
 * request count once.
 *
 * @throws GatewayError where the budget is used up; the request is then not sent
 */
export function budgeted(): Layer {
  return (next) => async (request) => {
    const { budget, reachesApp } = request;
    budget?.take();
    const answer = await next(request);
    // What Cyclr itself answers is decoded and gone.
    if (reachesApp) budget?.hold(answer.size);
    return answer;
  };
}
