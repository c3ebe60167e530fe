import { GatewayError } from '../../errors.ts';
import { type DroppedAnswer, isKept, type KeptAnswer } from './entry.ts';

/** Seconds until a write that is on its way is worth asking for again: most have ended by then. */
const pollSeconds = 1;

/** It says nothing of Cyclr or of the app that a request was held back here. */
const unsent = 'HELD_BACK';

/** The store of the ledger cannot be used: what could be done twice is not done. */
export function ledgerAway(cause: unknown): GatewayError {
  const message =
    'The ledger of writes with idempotency keys cannot be reached, so nothing was sent. Try again in a moment, with the same key.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { cause, unsent });
}

/** The same, where nothing was to be sent. */
export function ledgerUnreadable(cause: unknown): GatewayError {
  const message = 'The ledger of writes with idempotency keys cannot be reached. Ask again in a moment.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { cause });
}

export function ledgerFull(): GatewayError {
  const message =
    'The ledger of writes with idempotency keys is full, so nothing was sent. Try again later; the operator can raise LEDGER_ENTRIES and LEDGER_ACCOUNT_ENTRIES.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message);
}

export function keyReused(): GatewayError {
  const message =
    'This idempotency key belongs to another call, so nothing was sent. Use a new key for every write, and the same key only to repeat the same call.';
  return new GatewayError('IDEMPOTENCY_KEY_REUSED', message);
}

export function inProgress(): GatewayError {
  const message = `The write with this idempotency key is in progress. Ask again in ${pollSeconds} s, with the same key.`;
  return new GatewayError('IN_PROGRESS', message, { effect: 'RUNNING', retryAfterSeconds: pollSeconds, unsent });
}

/** The request has ended before the call could be sent. */
export function tooLate(): GatewayError {
  const message = 'The call waited too long to be sent, so nothing was sent. Try again, with the same key.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { unsent });
}

/** Its gateway ended, or its end could not be remembered. */
export function neverAnswered(): GatewayError {
  const message =
    'This write was sent, and its answer was lost. It may have been applied, so it is not sent again: look in the third-party app.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { effect: 'UNKNOWN', retriable: false });
}

export function answerNotKept(answer: KeptAnswer | DroppedAnswer | undefined): GatewayError {
  const size = answer === undefined || isKept(answer) ? undefined : answer.size;
  const found = size === undefined ? '' : ` of ${size} bytes`;
  const message = `This write was applied, and is not sent again. Its answer${found} was not kept: read in the third-party app what it made.`;
  return new GatewayError('LIMIT_EXCEEDED', message, {
    effect: 'DONE',
    retriable: false,
    ...(size !== undefined && { details: { found: size } }),
  });
}
