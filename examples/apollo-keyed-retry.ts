import { ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { OperationTypeNode } from 'graphql';
import { map } from 'rxjs';
import { hasSingleField } from './single-write.ts';

const tries = 4;
/** A page asks again later by itself, or by `writeOutcome`. */
const longestWaitSeconds = 5;

/**
 * Gives every write a key and sends it again with the same key: also when the network failed, because the gateway sends
 * a write once for its key. A job that goes on after a crash sets `context.idempotencyKey` itself, and keeps it.
 */
export function createKeyedRetryLink(): ApolloLink {
  const retrying = new RetryLink({
    attempts: (attempt, operation, error) =>
      attempt < tries && isKeyed(operation) && isWorthIt(error) && secondsOf(error) <= longestWaitSeconds,
    delay: (attempt, _operation, error) => Math.max(secondsOf(error) * 1000, Math.random() * 200 * 2 ** attempt),
  });
  return ApolloLink.from([giveKey, retrying, failing]);
}

const giveKey = new ApolloLink((operation, forward) => {
  // The header is for one write; several take the argument `idempotencyKey` each.
  if (operation.operationType === OperationTypeNode.MUTATION && hasSingleField(operation.query)) {
    const { headers = {}, idempotencyKey = crypto.randomUUID() } = operation.getContext();
    operation.setContext({ headers: { ...headers, 'idempotency-key': `"${idempotencyKey as string}"` } });
  }
  return forward(operation);
});

/** `RetryLink` knows failures only: an answer with errors is made one. */
const failing = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      if (isKeyed(operation) && 'errors' in result && result.errors) throw new CombinedGraphQLErrors(result);
      return result;
    }),
  ),
);

function isKeyed(operation: ApolloLink.Operation): boolean {
  const { headers = {} } = operation.getContext() as { readonly headers?: Record<string, string> };
  return 'idempotency-key' in headers;
}

/** The gateway says of an answer whether trying again can help. An answer that never came says nothing. */
function isWorthIt(error: unknown): boolean {
  if (CombinedGraphQLErrors.is(error))
    return error.errors.every(({ extensions }) => extensions?.['retriable'] === true);
  return !ServerError.is(error) || error.statusCode >= 500;
}

function secondsOf(error: unknown): number {
  if (!CombinedGraphQLErrors.is(error)) return 0;
  const waits = error.errors.map(({ extensions }) => Number(extensions?.['retryAfterSeconds'] ?? 0));
  return Math.max(0, ...waits);
}
