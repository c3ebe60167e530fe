import type { Layer } from '../send.ts';

/** Takes every request from the budget of the HTTP request it is made for; tries of one request count once. */
export function budgeted(): Layer {
  return (next) => async (request) => {
    request.budget?.take();
    return next(request);
  };
}
