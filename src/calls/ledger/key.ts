import { createHash } from 'node:crypto';
import type { Caller } from '../../auth/caller.ts';
import type { AccountId } from '../../ids.ts';
import { canonicalJson } from '../../json.ts';
import { limits } from '../../limits.ts';
import type { CallInput } from '../plan.ts';
import type { EntryId } from './entry.ts';

/** A call with an idempotency key. */
export interface KeyedCall {
  readonly key: string;
  /** The same for the same call, as it was stated, and for no other. */
  readonly digest: string;
  readonly call: Pick<CallInput, 'accountConnectorId' | 'method'>;
}

const idempotencyKey = new RegExp(`^[\\x21-\\x7e]{1,${limits.idempotencyKeyCharacters}}$`);

/** What an idempotency key is, for messages. */
export const idempotencyKeyForm: string = `1 to ${limits.idempotencyKeyCharacters} visible ASCII characters without spaces, such as a UUID`;

export function isIdempotencyKey(text: string): boolean {
  return idempotencyKey.test(text);
}

/**
 * The digest is of the call as it was stated, in names and not in numbers: a new release has other numbers, and a retry
 * must still be the same call. What is taken of the answer is no part of it.
 */
export function toKeyedCall(key: string, call: CallInput): KeyedCall {
  const { accountConnectorId, method, parameters, fields, mergeFields, body, connector } = call;
  const hasBody = body !== undefined;
  const stated = [
    accountConnectorId,
    method,
    parameters,
    fields,
    mergeFields,
    hasBody,
    body ?? null,
    connector ?? null,
  ];
  return { key, digest: digestOf(stated), call: { accountConnectorId, method } };
}

/** Where the keys of one caller are kept. The same key of another caller, or for another account, is another key. */
export function entryIdsOf(account: AccountId, { subject, isRouter }: Pick<Caller, 'subject' | 'isRouter'>) {
  const hash = digestOf(account);
  return (key: string): EntryId => ({ account: hash, entry: digestOf([isRouter, subject, key]) });
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}
