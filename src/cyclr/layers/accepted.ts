import { failureOf } from '../failure.ts';
import type { Layer } from '../send.ts';

/** Lets answers of success through; throws what every other one means. */
export function accepted(): Layer {
  return (next) => async (request) => {
    const answer = await next(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw failureOf(request, answer);
  };
}
