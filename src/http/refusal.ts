import type { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors.ts';
import { createGraphQLError } from '../graphql-error.ts';

/** Refuses a request as a whole, or one of its operations: a GraphQL error with the HTTP status of the answer. */
export function refusal(
  status: number,
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  return createGraphQLError(message, { extensions: { ...details, code, http: { status, headers } } });
}
