import type { FairQueue } from '../fair-queue.ts';
import type { Layer } from '../send.ts';

/** Has each try wait for its turn, and keeps the turn until its answer is read. @throws what {@link FairQueue.take} does */
export function queued(queue: Pick<FairQueue, 'take'>): Layer {
  return (next) => async (request) => {
    const { account, about, signal, endsAt } = request;
    const turn = await queue.take({ account, accountConnector: about.accountConnectorId ?? '', signal, endsAt });
    try {
      return await next(request);
    } finally {
      turn.end();
    }
  };
}
