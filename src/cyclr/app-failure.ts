import { type Effect, GatewayError, type Problem } from '../errors.ts';
import type { Json } from '../json.ts';
import { type ErrorBody, readErrorBody } from '../third-party/error-body.ts';
import { saysRateLimited } from '../third-party/rate-limit.ts';
import { saysDeadToken } from '../third-party/reconnect.ts';
import { waitSeconds } from '../third-party/wait-seconds.ts';
import type { AnswerHeaders } from './answer.ts';

/** A third-party app's own answer that is not a success, as it came or as Cyclr retells it. */
export interface AppAnswer {
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  readonly headers: AnswerHeaders;
}

/**
 * What the third-party app's own refusal means.
 *
 * A 4xx is a refusal: nothing was done but what the app says. After any other status it may have been done.
 */
export function appFailure({ status, text, contentType, headers }: AppAnswer): GatewayError {
  const said = readErrorBody(text, contentType);
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  const told = { status, ...toldOf(said), effect: isRefusal && said.message !== '' ? 'REFUSED' : 'UNKNOWN' } as const;
  if (status === 401 || saysDeadToken(status, said)) return notAuthenticated({ ...told, effect: 'REFUSED' });
  const retryAfterSeconds = waitSeconds(headers, bodyOf(text), Date.now());
  const isRate = status === 429 || saysRateLimited(status, said, headers);
  if (isRate) return rateLimited('third-party app', retryAfterSeconds, { ...told, effect: 'REFUSED' });
  return thirdPartyError({ ...told, retryAfterSeconds: status >= 500 ? retryAfterSeconds : undefined });
}

/** What an error tells of the app's own words. */
export interface Told {
  /** For people: all that the app says, on one line, cut to a readable length. */
  readonly message: string;
  /** Where the app names fields, in its own names. */
  readonly problems?: readonly FieldProblem[];
  readonly effect: Effect;
}

/** A problem of a field of the app's own. Which argument it was given in is not known, so that its path is empty. */
interface FieldProblem extends Problem {
  readonly field: string | null;
}

export function toldOf({ message, problems }: ErrorBody): Omit<Told, 'effect'> {
  if (problems.length === 0) return { message };
  return { message, problems: problems.map((problem) => ({ ...problem, path: [], suggestions: [] })) };
}

export interface Refusal extends Told {
  readonly status: number;
  readonly retryAfterSeconds?: number | undefined;
  /** Whether it may be Cyclr's, or that of a proxy before either. @default false */
  readonly isUnclear?: boolean;
}

export function thirdPartyError(refusal: Refusal): GatewayError {
  const { status, effect, retryAfterSeconds, isUnclear: _, ...told } = refusal;
  return new GatewayError('THIRD_PARTY_ERROR', sentenceOf(refusal), {
    details: { status, ...told },
    retriable: status >= 500,
    retryAfterSeconds,
    effect,
  });
}

function sentenceOf({ status, message, isUnclear = false }: Refusal): string {
  if (isUnclear) {
    return `The call was refused with status ${status} and without a reason, by the third-party app or by something before it.`;
  }
  const reason = message === '' ? '.' : `: ${message}`;
  if (status < 300) return `The third-party app answered with a failure${reason}`;
  return `The third-party app refused the call with status ${status}${reason}`;
}

/** `isUnclear`: the answer may be Cyclr's own, about the gateway's token. */
export function notAuthenticated({
  effect,
  message,
  isUnclear = false,
}: Pick<Told, 'effect'> & { readonly message?: string; readonly isUnclear?: boolean }): GatewayError {
  return new GatewayError(
    'CONNECTOR_NOT_AUTHENTICATED',
    'The third-party app does not accept the credentials of this account connector. Its user must reconnect it.',
    { ...(message !== undefined && message !== '' && { details: { message } }), effect, mayBeGateway: isUnclear },
  );
}

export function rateLimited(
  by: 'Cyclr' | 'third-party app',
  retryAfterSeconds: number | undefined,
  { effect = 'NONE', message }: Partial<Told>,
): GatewayError {
  const subject = by === 'Cyclr' ? 'Cyclr' : 'The third-party app';
  const advice = retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} s.`;
  return new GatewayError('RATE_LIMITED', `${subject} is limiting its rate.${advice}`, {
    details: { by, ...(message !== undefined && message !== '' && { message }) },
    retryAfterSeconds,
    effect,
  });
}

function bodyOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
