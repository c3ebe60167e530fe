import type { AnswerHeaders } from '../../cyclr/answer.ts';
import type { ErrorCode } from '../../errors.ts';
import type { Doubt, Look } from '../reconcile/look.ts';

/** Where an entry is kept: hashes, so that no account, caller or key can be read from a ledger. */
export interface EntryId {
  /** Of the account. Its entries are limited together. */
  readonly account: string;
  /** Of who calls and the key. */
  readonly entry: string;
}

/** What is remembered of one keyed write. Times are milliseconds of the store's clock. */
export interface Entry {
  /** Of the call as it was stated. The same key with another digest is another call. */
  readonly digest: string;
  /** Of this try. Where a key may be used again, the next try has an owner of its own, and the earlier one is out. */
  readonly owner: string;
  /** Reserved and not sent; about to be sent, or sent; ended. */
  readonly state: 'RESERVED' | 'SENT' | 'ENDED';
  /** The owner works on it until then at most. */
  readonly leaseEndsAt: number;
  /** When the entry is forgotten. */
  readonly expiresAt: number;
  readonly call: KeptCall;
  /** How it is looked for where it may have been applied; undefined: it is not. */
  readonly look?: Look | undefined;
  /** Digests of the keys of the records that matched before it was sent; undefined where that is not known. */
  readonly before?: readonly string[] | undefined;
  readonly sentAt?: number | undefined;
  /** An earlier send of the same key, of which a read has found nothing. */
  readonly earlier?: Doubt | undefined;
  /** There when it has ended. */
  readonly ending?: Ending | undefined;
  readonly endedAt?: number | undefined;
}

/** What an answer is read by when only its key is known. */
export interface KeptCall {
  readonly accountConnectorId: string;
  /** As it was stated. */
  readonly method: string;
  /** Whether the method was looked up in its listing. */
  readonly isKnown: boolean;
}

/** What became of a write. */
export interface Ending {
  readonly outcome: 'APPLIED' | 'REFUSED' | 'NOT_APPLIED' | 'UNCERTAIN';
  /** The same call may be sent again with the same key: it certainly did nothing. */
  readonly isFree: boolean;
  readonly answer?: KeptAnswer | DroppedAnswer | undefined;
  readonly failure?: KeptFailure | undefined;
  /** How it is known, as a sentence, where a read has found it out. */
  readonly evidence?: string | undefined;
}

/** The app's answer, with the headers that reading it needs. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** An answer that was too large to keep. */
export interface DroppedAnswer {
  readonly status: number;
  /** In bytes. */
  readonly size: number;
  readonly digest: string;
}

/** What a `GatewayError` tells its caller. */
export interface KeptFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

export function isKept(answer: KeptAnswer | DroppedAnswer): answer is KeptAnswer {
  return 'body' in answer;
}

/** What of an ending can be left out, in bytes, roughly: without it there is room for the rest in any case. */
export function sizeOf({ answer, failure }: Ending): number {
  const body = answer !== undefined && isKept(answer) ? answer.body.length : 0;
  const hasDetails = failure !== undefined && Object.keys(failure.details).length > 0;
  return body + (hasDetails ? JSON.stringify(failure.details).length : 0);
}
