import { createGraphQLError } from 'graphql-yoga';
import type { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors.ts';

/** A request that is refused as a whole: a GraphQL error with the status of its answer. */
export function refusal(
  status: number,
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  return createGraphQLError(message, { extensions: { ...details, code, http: { status, headers } } });
}
