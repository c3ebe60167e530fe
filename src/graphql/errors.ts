import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';
import { wwwAuthenticate } from '../auth/challenge.ts';
import { GatewayError } from '../errors.ts';

/** Told of every error that is masked, and of what stands behind one that is not. */
export type OnError = (error: unknown) => void;

/** The border between our errors and GraphQL's: ours pass with their code, GraphQL's own pass, all others are masked. */
export function createErrorBorder(onError: OnError): (error: unknown) => Error {
  return (error) => {
    const graphQLError = error instanceof GraphQLError ? error : undefined;
    const origin = originOf(error);
    if (origin instanceof GatewayError) {
      if (origin.cause !== undefined) onError(origin);
      return passed(origin, graphQLError);
    }
    if (origin instanceof GraphQLError) return graphQLError ?? origin;
    onError(origin);
    return createGraphQLError('Something went wrong in the gateway. It is logged under the request id.', {
      ...placeOf(graphQLError),
      extensions: { code: 'INTERNAL_SERVER_ERROR', unexpected: true },
    });
  };
}

/**
 * Completes an error for the answer: every one has a code, `retriable` and the request's id.
 *
 * A copy, because Yoga keeps the errors of a document it has validated for the next request.
 */
export function completed(error: GraphQLError, requestId: string): GraphQLError {
  return createGraphQLError(error.message, {
    ...placeOf(error),
    ...(error.originalError && { originalError: error.originalError }),
    // Without a code: variables that do not fit their types.
    extensions: { code: 'BAD_USER_INPUT', retriable: false, ...error.extensions, requestId },
  });
}

function passed(origin: GatewayError, at: GraphQLError | undefined): GraphQLError {
  const { code, message, details, retriable } = origin;
  return createGraphQLError(message, {
    ...placeOf(at),
    extensions: { ...details, code, retriable, ...httpOf(origin) },
  });
}

/** A failed field leaves the answer at 200; who is not let in at all is told so by the status too. */
function httpOf(error: GatewayError): { http?: { status: number; headers: Record<string, string> } } {
  if (error.code !== 'UNAUTHENTICATED') return {};
  return { http: { status: 401, headers: { 'www-authenticate': wwwAuthenticate(error) } } };
}

function originOf(error: unknown): unknown {
  let origin = error;
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError;
  return origin;
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
