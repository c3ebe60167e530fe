import type { CallResponse } from '../../calls/response.ts';
import type { Json } from '../../json.ts';

/** Which response a record came in. A record that is no object cannot be remembered. */
const responses = new WeakMap<object, CallResponse>();

/** Remembers the response of a record, or of each in a list. */
export function rememberResponse(given: readonly Json[] | Json, response: CallResponse): void {
  for (const record of Array.isArray(given) ? (given as readonly Json[]) : [given]) {
    if (typeof record === 'object' && record !== null) responses.set(record, response);
  }
}

/** The response that a record came in; null for an object that is a part of a record. */
export function responseOf(record: Json): CallResponse | null {
  return typeof record === 'object' && record !== null ? (responses.get(record) ?? null) : null;
}
