import type { Answer } from '../../cyclr/answer.ts';
import { GatewayError } from '../../errors.ts';
import type { PlannedCall } from '../plan.ts';
import { createResponse } from '../response.ts';
import type { Ending } from './entry.ts';
import { keepAnswer, keepFailure } from './kept.ts';

/**
 * How a write ended that was answered with success. Such an answer may tell a refusal, or be one that nobody can read.
 *
 * @param mostBytes of the answer that are kept
 */
export function endingOfAnswer(answer: Answer, planned: PlannedCall, mostBytes: number): Ending {
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
    // What can be given as bytes is no failure.
    if (response.recordBytes() === undefined) response.read(() => undefined);
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * How a call ended that failed.
 *
 * @param mayHaveEffect the request may have left, and may change something
 */
export function endingOfFailure(error: unknown, mayHaveEffect: boolean): Ending {
  const failure = error instanceof GatewayError ? error : undefined;
  const effect = mayHaveEffect ? (failure?.effect ?? 'UNKNOWN') : 'NONE';
  const kept = failure && { failure: keepFailure(failure) };
  // One whose reservation was lost did not leave either.
  if (effect === 'NONE' || effect === 'RUNNING') return { outcome: 'NOT_APPLIED', isFree: true, ...kept };
  if (effect === 'REFUSED') return { outcome: 'REFUSED', isFree: failure?.ofWrite().retriable === true, ...kept };
  return { outcome: 'UNCERTAIN', isFree: false, ...kept };
}
