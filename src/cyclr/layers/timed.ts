import { GatewayError } from '../../errors.ts';
import type { Layer } from '../send.ts';

/** Gives each try its own time, without losing the caller's own signal. */
export function timed(timeoutMs: number): Layer {
  return (next) => async (request) => {
    const controller = new AbortController();
    const giveUp = () => controller.abort(request.signal.reason);
    if (request.signal.aborted) giveUp();
    request.signal.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(
      () => controller.abort(new GatewayError('TIMEOUT', `Cyclr did not answer within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    try {
      return await next({ ...request, signal: controller.signal });
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', giveUp);
    }
  };
}
