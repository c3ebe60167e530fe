import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { wwwAuthenticate } from '../../auth/challenge.ts';
import { type ErrorCode, GatewayError } from '../../errors.ts';
import { createGraphQLError } from '../../graphql-error.ts';

/**
 * Converts what was thrown to a GraphQL error: a `GatewayError` keeps its code, GraphQL's own errors pass, all others are
 * masked. The original stays with the error as `originalError`, which is logged and never sent.
 */
export function toGraphQLError(error: unknown): GraphQLError {
  const at = error instanceof GraphQLError ? error : undefined;
  const origin = originOf(error);
  if (origin instanceof GatewayError) return passed(origin, at);
  if (origin instanceof GraphQLError) return at ?? origin;
  return createGraphQLError('Something went wrong in the gateway. Its log has the reason, under the request id.', {
    ...placeOf(at),
    originalError: origin instanceof Error ? origin : new Error(typeof origin),
    extensions: { code: 'INTERNAL_SERVER_ERROR', unexpected: true },
  });
}

/** What was thrown first, however often GraphQL has wrapped it. */
export function originOf(error: unknown): unknown {
  let origin = error;
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError;
  return origin;
}

/**
 * The error at its place, with another message and other extensions.
 *
 * A copy, because Yoga keeps the errors of a document it has validated for the next request.
 */
export function rewritten(
  error: GraphQLError,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): GraphQLError {
  return createGraphQLError(message, {
    ...placeOf(error),
    ...(error.originalError && { originalError: error.originalError }),
    extensions,
  });
}

/** Completes an error for the answer: every error has a code, `retriable` and the request's id. */
export function completed(error: GraphQLError, requestId: string): GraphQLError {
  // Errors without a code are of variables that do not fit their types.
  return rewritten(error, error.message, {
    code: 'BAD_USER_INPUT',
    retriable: false,
    ...error.extensions,
    requestId,
  });
}

function passed(origin: GatewayError, at: GraphQLError | undefined): GraphQLError {
  const { code, message, details, retriable } = origin;
  return createGraphQLError(message, {
    ...placeOf(at),
    originalError: origin,
    extensions: { ...details, code, retriable, ...httpOf(origin, at) },
  });
}

const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  LIMIT_EXCEEDED: 400,
  UPSTREAM_UNAVAILABLE: 503,
};

/** A failed field leaves the status at 200. Where nothing was executed for the caller, the status says so too. */
function httpOf(
  error: GatewayError,
  at: GraphQLError | undefined,
): { http?: { status: number; headers: Record<string, string> } } {
  const status = statuses[error.code];
  if (at?.path !== undefined || status === undefined) return {};
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': wwwAuthenticate(error) } : {};
  return { http: { status, headers } };
}

function placeOf(error: GraphQLError | undefined): GraphQLErrorOptions {
  if (error === undefined) return {};
  const { nodes, source, positions, path } = error;
  return {
    ...(nodes && { nodes }),
    ...(source && { source }),
    ...(positions && { positions }),
    ...(path && { path }),
  };
}
