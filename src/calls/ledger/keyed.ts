import type { Answer } from '../../cyclr/answer.ts';
import { GatewayError } from '../../errors.ts';
import type { Limits } from '../../limits.ts';
import type { PlannedCall } from '../plan.ts';
import { within } from '../../waiting.ts';
import { keysOf } from '../reconcile/findings.ts';
import { type Look, toLook } from '../reconcile/look.ts';
import type { Resolver } from '../reconcile/resolver.ts';
import type { EndedCall, SendCall } from '../send.ts';
import type { Completions } from './completions.ts';
import type { Ending, EntryId } from './entry.ts';
import { endingOfAnswer, endingOfFailure } from './ending.ts';
import { inProgress, keyReused, ledgerAway, ledgerFull, tooLate } from './failures.ts';
import type { KeyedCall } from './key.ts';
import type { Begun, Ledger, Reservation } from './ledger.ts';
import { effects, givenAgain, type Sent } from './replay.ts';

/** Sends calls with idempotency keys: each once for its key, over retries, replicas, crashes and lost answers. */
export interface KeyedCalls {
  /**
   * @throws GatewayError `IDEMPOTENCY_KEY_REUSED`, `IN_PROGRESS`, `UPSTREAM_UNAVAILABLE` where the ledger is away or full,
   * what the call fails with, and what it failed with before
   */
  send(planned: PlannedCall, keyed: KeyedCall): Promise<Sent>;
  /** A failure before the ledger was asked, with what the same call with the same key has done already. */
  withOutcome(failure: unknown, keyed: KeyedCall): Promise<unknown>;
}

export interface KeyedCallsOptions {
  readonly ledger: Ledger;
  readonly completions: Pick<Completions, 'end'>;
  readonly idOf: (key: string) => EntryId;
  readonly send: SendCall;
  /** When the request must have ended, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly resolver: Resolver;
  readonly limits: Pick<Limits, 'ledgerAnswerBytes'>;
  /** Told of every call that was not sent: answered from the ledger, or refused by it. */
  readonly onUnsent: (call: EndedCall) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** How long after its request's deadline a write may still be told to have ended, in milliseconds. */
const leaseMarginMs = 5000;
/** How long after that deadline the ledger is still waited for, in milliseconds: it knows what an earlier try has done. */
const lateAnswerMs = 100;

export function createKeyedCalls(options: KeyedCallsOptions): KeyedCalls {
  const { ledger, completions, idOf, resolver, endsAt, limits, onUnsent, now = Date.now } = options;

  /** What the ledger answers in the time of the request; undefined where it takes longer, and goes on. */
  function inTime<Value>(asked: Promise<Value>): Promise<Value | undefined> {
    return within(Math.max(0, endsAt + lateAnswerMs - now()), asked);
  }

  /** The same, where nothing may be sent without its answer. @throws GatewayError where it cannot be reached */
  async function needed<Value>(asked: Promise<Value>): Promise<Value> {
    const answer = await inTime(asked).catch((cause: unknown) => {
      throw ledgerAway(cause);
    });
    if (answer === undefined) throw tooLate();
    return answer;
  }

  function begin({ known }: PlannedCall, keyed: KeyedCall, look: Look | undefined): Promise<Begun> {
    const { key, digest, call: stated } = keyed;
    const call = { ...stated, isKnown: known !== undefined };
    const leaseMs = Math.max(0, endsAt - now()) + leaseMarginMs;
    const onLost = (reservation: Pick<Reservation, 'end'>) => void completions.end(reservation, notSent);
    const begun = ledger.begin(idOf(key), { digest, leaseMs, call, look, onLost });
    return needed(begun).catch((error: unknown) => {
      // Where it is reserved all the same, nobody else would end it.
      begun.then((late) => late.kind === 'RESERVED' && onLost(late.reservation)).catch(() => undefined);
      throw error;
    });
  }

  async function sendOnce(
    planned: PlannedCall,
    reservation: Reservation,
    look: Look | undefined,
    before: readonly string[] | undefined,
  ): Promise<Answer> {
    let isMarked = false;
    const commit = async () => {
      if (!(await needed(reservation.commit(before)))) throw inProgress();
      // A process that stood still has lost its time.
      if (now() >= endsAt) throw tooLate();
      isMarked = true;
    };
    try {
      const answer = await options.send(planned, commit);
      await inTime(completions.end(reservation, endingOfAnswer(answer, planned, limits.ledgerAnswerBytes)));
      return answer;
    } catch (error) {
      const ending = endingOfFailure(error, isMarked && planned.kind === 'WRITE');
      await inTime(completions.end(reservation, ending));
      const isLookedFor = look !== undefined && ending.outcome === 'UNCERTAIN' && error instanceof GatewayError;
      throw isLookedFor ? error.lookedFor(look.afterSeconds) : error;
    }
  }

  /** Looks for what is there before, where a rule says how, and sends the call. */
  async function sendReserved(
    planned: PlannedCall,
    { reservation, earlier }: Extract<Begun, { readonly kind: 'RESERVED' }>,
    look: Look | undefined,
  ): Promise<Sent> {
    const found = look && (await resolver.before(planned, look));
    const late = look && earlier && found && resolver.endingOfEarlier(planned, look, earlier, found);
    if (late !== undefined) {
      await inTime(completions.end(reservation, late));
      return replay(planned, late, late.outcome);
    }
    const answer = await sendOnce(planned, reservation, look, found && keysOf(found));
    return { answer, replayed: undefined };
  }

  /** What was remembered of the call, as if it had been sent now. */
  function replay(
    planned: PlannedCall,
    ending: Ending | undefined,
    outcome: Ending['outcome'],
    againAfterSeconds?: number,
  ): Sent {
    const startedAt = performance.now();
    const ended = (error?: GatewayError) =>
      onUnsent({ call: planned, error, ms: performance.now() - startedAt, isReplayed: true });
    const given = givenAgain(ending, outcome, againAfterSeconds);
    if (given instanceof GatewayError) {
      ended(given);
      throw given;
    }
    ended();
    return given;
  }

  return {
    async send(planned, keyed) {
      const startedAt = performance.now();
      const refused = (error: GatewayError): GatewayError => {
        onUnsent({ call: planned, error, ms: performance.now() - startedAt });
        return error;
      };
      const beginOrRefuse = (look: Look | undefined) =>
        begin(planned, keyed, look).catch((error: unknown) => {
          throw error instanceof GatewayError ? refused(error) : error;
        });
      const look = toLook(planned);
      let begun = await beginOrRefuse(look);
      let againAfterSeconds: number | undefined;
      if (begun.kind === 'FOUND') {
        const resolved = await resolver.resolve(begun.remembered, planned);
        ({ againAfterSeconds } = resolved);
        begun = { ...begun, remembered: resolved.remembered };
        // A read has found out that the key is free.
        if (resolved.remembered.outcome === 'NOT_APPLIED') begun = await beginOrRefuse(look);
      }
      switch (begun.kind) {
        case 'RESERVED':
          return sendReserved(planned, begun, look);
        case 'REUSED':
          throw refused(keyReused());
        case 'FULL':
          throw refused(ledgerFull());
        case 'FOUND': {
          const { outcome, entry } = begun.remembered;
          if (outcome === 'IN_PROGRESS') throw refused(inProgress());
          return replay(planned, entry.ending, outcome, againAfterSeconds);
        }
      }
    },

    async withOutcome(failure, { key, digest }) {
      if (!(failure instanceof GatewayError)) return failure;
      const found = await inTime(ledger.find(idOf(key))).catch(() => undefined);
      return found?.entry.digest === digest ? failure.withEffect(effects[found.outcome]) : failure;
    },
  };
}

const notSent: Ending = { outcome: 'NOT_APPLIED', isFree: true };
