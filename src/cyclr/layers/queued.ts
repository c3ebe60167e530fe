import type { FairQueue } from '../fair-queue.ts';
import type { CyclrRequest, Layer } from '../send.ts';

/** Has each try wait for its turn, and keeps the turn until its answer is read. @throws what {@link FairQueue.take} does */
export function queued(queue: Pick<FairQueue, 'take'>): Layer {
  return (next) => async (request) => {
    const { account, signal, endsAt } = request;
    const turn = await queue.take({ account, accountConnector: laneOf(request), signal, endsAt });
    try {
      return await next(request);
    } finally {
      turn.end();
    }
  };
}

/** What Cyclr itself is asked about an account connector has turns of its own: its application may hang. */
function laneOf({ about: { accountConnectorId }, reachesApp }: CyclrRequest): string {
  if (accountConnectorId === undefined) return '';
  return reachesApp ? accountConnectorId : `${accountConnectorId}, at Cyclr`;
}
