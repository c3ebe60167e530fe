import { createHash } from 'node:crypto';
import { Answer } from '../../cyclr/answer.ts';
import { type Effect, GatewayError } from '../../errors.ts';
import { type DroppedAnswer, type Ending, isKept, type KeptAnswer, type KeptFailure } from './entry.ts';

/** Headers that an answer is read by. */
const neededHeaders = ['content-type', 'content-disposition', 'location'];

/** What of an answer is kept: all that reading it needs, or what tells it apart where it has more than `most` bytes. */
export function keepAnswer({ status, headers, bytes }: Answer, most: number): KeptAnswer | DroppedAnswer {
  const kept = {
    status,
    headers: Object.fromEntries(neededHeaders.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    body: bytes,
  };
  return bytes.length > most ? dropAnswer(kept) : kept;
}

export function toAnswer({ status, headers, body }: KeptAnswer): Answer {
  return new Answer(status, headers, body);
}

function dropAnswer({ status, body }: KeptAnswer): DroppedAnswer {
  return { status, size: body.length, digest: createHash('sha256').update(body).digest('base64url') };
}

/** The ending with the digest of its answer in place of the answer, and without what a failure told beside its message. */
export function withoutAnswer({ answer, failure, ...ending }: Ending): Ending {
  return {
    ...ending,
    ...(answer !== undefined && { answer: isKept(answer) ? dropAnswer(answer) : answer }),
    ...(failure !== undefined && { failure: { ...failure, details: {} } }),
  };
}

export function keepFailure({ code, message, details, retriable, retryAfterSeconds }: GatewayError): KeptFailure {
  return { code, message, details, retriable, retryAfterSeconds };
}

export function toFailure(failure: KeptFailure, effect: Effect): GatewayError {
  const { code, message, details, retriable, retryAfterSeconds } = failure;
  return new GatewayError(code, message, { details, retriable, retryAfterSeconds, effect });
}
