import { GatewayError } from '../../errors.ts';
import { limits as defaults, type Limits } from '../../limits.ts';
import type { CyclrRequest, Layer } from '../send.ts';
import { recentlyUsed } from '../../recently-used.ts';

export interface PausedOptions {
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'pauseMs'>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** Pauses that are remembered at the same time. */
const mostPauses = 10_000;

interface Pause {
  readonly until: number;
  readonly error: GatewayError;
}

/**
 * Holds requests back for as long as they would be refused for their rate: those of one account connector after its
 * application has said when to come back, those of one account after Cyclr has. All others go on.
 *
 * @throws GatewayError `RATE_LIMITED` for a request that is held back
 */
export function paused({ limits = defaults, now = Date.now }: PausedOptions = {}): Layer {
  const pauses = recentlyUsed<string, Pause>(mostPauses);

  function assertOpen(key: string): void {
    const pause = pauses.get(key);
    if (pause === undefined) return;
    const leftMs = pause.until - now();
    if (leftMs <= 0) pauses.delete(key);
    else throw heldBack(pause.error, Math.ceil(leftMs / 1000));
  }

  return (next) => async (request) => {
    const { account, accountConnector } = keysOf(request);
    assertOpen(account);
    if (accountConnector !== undefined) assertOpen(accountConnector);
    try {
      return await next(request);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'RATE_LIMITED' && error.unsent === undefined) {
        const { retryAfterSeconds: seconds = 0, details } = error;
        const key = details['by'] === 'Cyclr' ? account : (accountConnector ?? account);
        if (seconds > 0) pauses.set(key, { until: now() + Math.min(seconds * 1000, limits.pauseMs), error });
      }
      throw error;
    }
  };
}

function keysOf({ account, about: { accountConnectorId } }: CyclrRequest): {
  readonly account: string;
  readonly accountConnector: string | undefined;
} {
  return {
    account: JSON.stringify([account]),
    accountConnector: accountConnectorId === undefined ? undefined : JSON.stringify([account, accountConnectorId]),
  };
}

function heldBack({ details }: GatewayError, retryAfterSeconds: number): GatewayError {
  const whose = details['by'] === 'Cyclr' ? 'Cyclr limits its rate' : 'The third-party app limits its rate';
  return new GatewayError(
    'RATE_LIMITED',
    `${whose}, so the gateway does not send this call yet. Try again in ${retryAfterSeconds} s.`,
    { details: { by: details['by'] }, retryAfterSeconds, unsent: 'HELD_BACK' },
  );
}
