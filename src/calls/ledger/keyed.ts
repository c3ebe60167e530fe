import type { Answer } from '../../cyclr/answer.ts';
import { type Effect, GatewayError } from '../../errors.ts';
import type { Limits } from '../../limits.ts';
import type { PlannedCall } from '../plan.ts';
import { createResponse } from '../response.ts';
import type { EndedCall, SendCall } from '../send.ts';
import type { Completions } from './completions.ts';
import { type Ending, type EntryId, isKept } from './entry.ts';
import { answerNotKept, inProgress, keyReused, ledgerAway, ledgerFull, neverAnswered, tooLate } from './failures.ts';
import { keepAnswer, keepFailure, toAnswer, toFailure } from './kept.ts';
import type { KeyedCall } from './key.ts';
import type { Begun, Ledger, Remembered, Reservation } from './ledger.ts';

/** What came of a call, and whether it came before: `replayed` is the outcome of a write that was not sent again. */
export interface Sent {
  readonly answer: Answer;
  readonly replayed: Ending['outcome'] | undefined;
}

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
  readonly limits: Pick<Limits, 'ledgerAnswerBytes'>;
  /** Told of every call that was not sent: answered from the ledger, or refused by it. */
  readonly onUnsent: (call: EndedCall) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** How long after its request's deadline a write may still be told to have ended, in milliseconds. */
const leaseMarginMs = 5000;

export function createKeyedCalls(options: KeyedCallsOptions): KeyedCalls {
  const { ledger, completions, idOf, endsAt, limits, onUnsent, now = Date.now } = options;

  function begin({ known }: PlannedCall, { key, digest, call: stated }: KeyedCall): Promise<Begun> {
    const call = { ...stated, isKnown: known !== undefined };
    const leaseMs = Math.max(0, endsAt - now()) + leaseMarginMs;
    const onLost = (reservation: Pick<Reservation, 'end'>) => void completions.end(reservation, notSent);
    return ledger.begin(idOf(key), { digest, leaseMs, call, onLost });
  }

  async function sendOnce(planned: PlannedCall, reservation: Reservation): Promise<Answer> {
    let isMarked = false;
    const commit = async () => {
      const isOwn = await reservation.commit().catch((cause: unknown) => {
        throw ledgerAway(cause);
      });
      if (!isOwn) throw inProgress();
      // A process that stood still has lost its time.
      if (now() >= endsAt) throw tooLate();
      isMarked = true;
    };
    try {
      const answer = await options.send(planned, commit);
      await completions.end(reservation, endingOfAnswer(answer, planned, limits.ledgerAnswerBytes));
      return answer;
    } catch (error) {
      await completions.end(reservation, endingOfFailure(error, isMarked && planned.kind === 'WRITE'));
      throw error;
    }
  }

  /** What was remembered of the call, as if it had been sent now. */
  function replay(planned: PlannedCall, remembered: Remembered): Sent {
    const startedAt = performance.now();
    const ended = (error?: GatewayError) =>
      onUnsent({ call: planned, error, ms: performance.now() - startedAt, isReplayed: true });
    const given = givenAgain(remembered);
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
      const begun = await begin(planned, keyed).catch((cause: unknown) => {
        throw refused(ledgerAway(cause));
      });
      switch (begun.kind) {
        case 'RESERVED':
          return { answer: await sendOnce(planned, begun.reservation), replayed: undefined };
        case 'REUSED':
          throw refused(keyReused());
        case 'FULL':
          throw refused(ledgerFull());
        case 'FOUND':
          if (begun.remembered.outcome === 'IN_PROGRESS') throw refused(inProgress());
          return replay(planned, begun.remembered);
      }
    },

    async withOutcome(failure, { key, digest }) {
      if (!(failure instanceof GatewayError)) return failure;
      const found = await ledger.find(idOf(key)).catch(() => undefined);
      return found?.entry.digest === digest ? failure.withEffect(effects[found.outcome]) : failure;
    },
  };
}

const notSent: Ending = { outcome: 'NOT_APPLIED', isFree: true };

const effects: Readonly<Record<Remembered['outcome'], Effect>> = {
  NOT_APPLIED: 'NONE',
  REFUSED: 'REFUSED',
  UNCERTAIN: 'UNKNOWN',
  APPLIED: 'DONE',
  IN_PROGRESS: 'RUNNING',
};

function givenAgain({ entry: { ending }, outcome }: Remembered): Sent | GatewayError {
  if (outcome === 'IN_PROGRESS') return inProgress();
  if (ending?.answer !== undefined && isKept(ending.answer)) {
    return { answer: toAnswer(ending.answer), replayed: outcome };
  }
  const failure = ending?.failure;
  const told = failure === undefined ? undefined : toFailure(failure, effects[outcome]);
  if (outcome === 'UNCERTAIN') return isReplayed(told?.saying(notSentAgain, {}) ?? neverAnswered());
  return isReplayed(told ?? answerNotKept(ending?.answer));
}

const notSentAgain = 'It may have been applied, so it is not sent again by its key.';

function isReplayed(error: GatewayError): GatewayError {
  return error.with({ replayed: true });
}

/** An answer of success may tell a refusal, or be one that nobody can read. */
function endingOfAnswer(answer: Answer, planned: PlannedCall, mostBytes: number): Ending {
  const kept = keepAnswer(answer, mostBytes);
  const failure = failureIn(answer, planned);
  if (failure === undefined) return { outcome: 'APPLIED', isFree: false, answer: kept };
  return { ...endingOfFailure(failure, planned.kind === 'WRITE'), answer: kept };
}

function failureIn(answer: Answer, planned: PlannedCall): unknown {
  const response = createResponse({
    answer,
    planned,
    cut: { select: undefined, at: undefined },
    count: () => undefined,
    // What cannot be read was answered all the same.
    toFailure: (error) => error.onTheWay(),
  });
  try {
    response.read(() => undefined);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** `mayHaveEffect`: the request may have left, and may change something. */
function endingOfFailure(error: unknown, mayHaveEffect: boolean): Ending {
  const failure = error instanceof GatewayError ? error : undefined;
  const effect = mayHaveEffect ? (failure?.effect ?? 'UNKNOWN') : 'NONE';
  const kept = failure && { failure: keepFailure(failure) };
  // One whose reservation was lost did not leave either.
  if (effect === 'NONE' || effect === 'RUNNING') return { outcome: 'NOT_APPLIED', isFree: true, ...kept };
  if (effect === 'REFUSED') return { outcome: 'REFUSED', isFree: failure?.ofWrite().retriable === true, ...kept };
  return { outcome: 'UNCERTAIN', isFree: false, ...kept };
}
