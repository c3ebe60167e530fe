import type { GraphQLResolveInfo } from 'graphql';
import type { CallResponse } from '../../calls/response.ts';
import type { Json } from '../../json.ts';
import { selectedNames } from '../selected-fields.ts';

/** What the field of a record that has its whole response may be called: the first that no field of the record has. */
export const responseNames = ['response', 'callResponse', 'wholeResponse', 'responseOfCall'] as const;

/** Whether the whole response of records may be asked for. */
export function isResponseAsked(info: GraphQLResolveInfo): boolean {
  const names = selectedNames(info);
  return responseNames.some((name) => names.has(name));
}

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
