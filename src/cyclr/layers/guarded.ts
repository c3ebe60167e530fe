import type { Breakers } from '../breakers.ts';
import type { Layer } from '../send.ts';

/**
 * Holds requests back while what they go to does not answer: Cyclr, or the third-party app of their account connector.
 *
 * @throws GatewayError `UPSTREAM_UNAVAILABLE` for a request that is held back
 */
export function guarded(breakers: Pick<Breakers, 'run'>): Layer {
  return (next) => (request) => breakers.run(request, () => next(request));
}
