import type { Answer } from '../../cyclr/answer.ts';
import type { Effect, GatewayError } from '../../errors.ts';
import { type Ending, isKept } from './entry.ts';
import { answerNotKept, neverAnswered } from './failures.ts';
import { toAnswer, toFailure } from './kept.ts';
import type { Remembered } from './remembered.ts';

/** What came of a call, and whether it came before: `replayed` is the outcome of a write that was not sent again. */
export interface Sent {
  readonly answer: Answer;
  readonly replayed: Ending['outcome'] | undefined;
}

/** What a write has done, as an error tells it. */
export const effects: Readonly<Record<Remembered['outcome'], Effect>> = {
  NOT_APPLIED: 'NONE',
  REFUSED: 'REFUSED',
  UNCERTAIN: 'UNKNOWN',
  APPLIED: 'DONE',
  IN_PROGRESS: 'RUNNING',
};

/**
 * What a call is answered that is not sent again: the answer it had, or the failure.
 *
 * @param againAfterSeconds when an uncertain write is worth looking for again; undefined: it is not
 */
export function givenAgain(
  ending: Ending | undefined,
  outcome: Ending['outcome'],
  againAfterSeconds: number | undefined,
): Sent | GatewayError {
  if (ending?.answer !== undefined && isKept(ending.answer)) {
    return { answer: toAnswer(ending.answer), replayed: outcome };
  }
  const failure = ending?.failure;
  const told = failure === undefined ? undefined : toFailure(failure, effects[outcome]);
  if (outcome === 'UNCERTAIN') {
    const uncertain = isReplayed(told?.saying(notSentAgain, {}) ?? neverAnswered());
    return againAfterSeconds === undefined ? uncertain : uncertain.lookedFor(againAfterSeconds);
  }
  return isReplayed(told ?? answerNotKept(ending?.answer));
}

const notSentAgain = 'It may have been applied, so it is not sent again by its key.';

function isReplayed(error: GatewayError): GatewayError {
  return error.with({ replayed: true });
}
