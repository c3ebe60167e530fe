import { failureOf } from '../failure.ts';
import type { Layer } from '../send.ts';

/** Lets only answers of success through; every other one is thrown as what it means. */
export function accepted(): Layer {
  return (next) => async (request) => {
    const response = await next(request);
    if (response.status >= 200 && response.status < 300) return response;
    throw failureOf(request, response);
  };
}
