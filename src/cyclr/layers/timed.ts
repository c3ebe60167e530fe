import { GatewayError } from '../../errors.ts';
import type { Layer } from '../send.ts';

export interface TimedOptions {
  /** One try of a request that says nothing else, in milliseconds. */
  readonly timeoutMs: number;
  /** @default Date.now */
  readonly now?: () => number;
}

/**
 * Limits the time of each try, within that of its request. The caller's signal still ends it.
 *
 * @throws GatewayError `TIMEOUT`
 */
export function timed({ timeoutMs, now = Date.now }: TimedOptions): Layer {
  return (next) => async (request) => {
    const { signal, rules, endsAt } = request;
    const leftMs = Math.max(0, Math.min(rules.timeoutMs ?? timeoutMs, endsAt - now()));
    const controller = new AbortController();
    const cancel = () => controller.abort(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(() => controller.abort(timedOut(leftMs)), leftMs);
    try {
      return await next({ ...request, signal: controller.signal });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
  };
}

function timedOut(ms: number): GatewayError {
  return new GatewayError('TIMEOUT', `Cyclr did not answer within ${Math.round(ms)} ms.`);
}
