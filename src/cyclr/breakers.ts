import type { GatewayError } from '../errors.ts';
import type { AccountConnectorId, AccountId } from '../ids.ts';
import type { Limits } from '../limits.ts';
import type { Answer } from './answer.ts';
import {
  type Breaker,
  type BreakerState,
  createBreaker,
  failureOf,
  type Outcome,
  settled,
  valueOf,
} from './breaker.ts';
import type { CyclrRequest } from './send.ts';
import { recentlyUsed } from '../recently-used.ts';

/** What a breaker is of: Cyclr as a whole, or one account connector; without one, an account's requests to Cyclr itself. */
export interface BreakerSubject {
  readonly account?: AccountId;
  readonly accountConnectorId?: AccountConnectorId | undefined;
}

export interface BreakerStates {
  readonly cyclr: BreakerState;
  /** Account connectors whose calls are held back. */
  readonly accountConnectors: number;
}

export interface BreakersOptions {
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'breakerFailures' | 'breakerOpenMs'> | undefined;
  /** Told whenever a breaker changes, with what is refused with while it is open. */
  readonly onChange?: BreakerListener | undefined;
}

export type BreakerListener = (subject: BreakerSubject, state: BreakerState, refusal: GatewayError) => void;

export interface Breakers {
  /** Sends a request, or holds it back. @throws GatewayError `UPSTREAM_UNAVAILABLE` for one that is held back */
  run(request: CyclrRequest, send: () => Promise<Answer>): Promise<Answer>;
  states(): BreakerStates;
}

/** Account connectors in trouble that are remembered at the same time. */
const mostInTrouble = 10_000;

/**
 * One breaker for Cyclr, and one for each account connector that is in trouble.
 *
 * What one account connector, or one account, can cause alone never opens the breaker of Cyclr: it counts connections
 * that cannot be made, and failures of Cyclr's own endpoints that alternate between accounts.
 */
export function createBreakers({ limits, onChange = () => {} }: BreakersOptions = {}): Breakers {
  const inTrouble = recentlyUsed<string, Breaker<Answer>>(mostInTrouble);
  /** Failures that count against Cyclr. */
  const ofCyclr = new WeakSet<Outcome<Answer>>();
  let lastFailing: AccountId | undefined;
  const cyclr = createBreaker<Answer>({
    trouble: 'Cyclr cannot be reached',
    isFailure: (outcome) => ofCyclr.has(outcome),
    limits,
    onChange: (state, refusal) => onChange({}, state, refusal),
  });

  function createOwn(subject: BreakerSubject): Breaker<Answer> {
    const { accountConnectorId: id } = subject;
    return createBreaker({
      trouble:
        id === undefined
          ? 'Cyclr does not answer for this account'
          : `The third-party app of the account connector ${id} does not answer`,
      isFailure: isFailing,
      limits,
      onChange: (state, refusal) => onChange(subject, state, refusal),
    });
  }

  async function throughOwn(
    { account, about, reachesApp, isBackground }: CyclrRequest,
    send: () => Promise<Outcome<Answer>>,
  ): Promise<Outcome<Answer>> {
    const key = JSON.stringify([account, about.accountConnectorId ?? null, reachesApp]);
    // Of an application, or of Cyclr's own endpoints.
    const accountConnectorId = reachesApp ? about.accountConnectorId : undefined;
    const known = inTrouble.get(key);
    const outcome = await (known === undefined ? send() : known.run(send, isBackground !== true));
    if (!isFailing(outcome)) {
      if (known?.state === 'CLOSED') inTrouble.delete(key);
    } else if (known === undefined) {
      const breaker = inTrouble.get(key) ?? createOwn({ account, accountConnectorId });
      inTrouble.set(key, breaker);
      // Several that were sent together fail together; further ones tell an open breaker nothing.
      if (breaker.state === 'CLOSED') await breaker.run(async () => outcome);
    }
    return outcome;
  }

  function countsAgainstCyclr({ account, reachesApp }: CyclrRequest, outcome: Outcome<Answer>): boolean {
    const error = failureOf(outcome);
    if (error?.unsent !== undefined) return error.unsent === 'NOT_CONNECTED';
    if (reachesApp || error === undefined || !isAway(error) || account === lastFailing) return false;
    lastFailing = account;
    return true;
  }

  return {
    async run(request, send) {
      const outcome = await cyclr.run(async () => {
        const own = await throughOwn(request, () => settled(send()));
        if (countsAgainstCyclr(request, own)) ofCyclr.add(own);
        return own;
      }, request.isBackground !== true);
      return valueOf(outcome);
    },
    states: () => ({
      cyclr: cyclr.state,
      accountConnectors: [...inTrouble.values()].filter(({ state }) => state !== 'CLOSED').length,
    }),
  };
}

/** Says of an account connector that its application, or the way to it, is away. One that answers 500 is there. */
function isFailing(outcome: Outcome<Answer>): boolean {
  const error = failureOf(outcome);
  if (error === undefined || error.unsent !== undefined) return false;
  return isAway(error) || (error.code === 'THIRD_PARTY_ERROR' && awayStatuses.has(error.details['status']));
}

const awayStatuses: ReadonlySet<unknown> = new Set([502, 503, 504]);

function isAway({ code }: GatewayError): boolean {
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'TIMEOUT';
}
