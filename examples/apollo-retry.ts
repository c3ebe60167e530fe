import { ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { OperationTypeNode } from 'graphql';
import { catchError, map, of } from 'rxjs';
import { hasSingleField } from './single-write.ts';

const tries = 3;
/** People wait longer only if they choose to. */
const longestWaitSeconds = 2;

/**
 * Tries again where the gateway says that it is worth it: `retriable`, which a write is only where it was certainly not
 * applied. A network that fails says nothing about what became of a call, and is not tried again.
 */
export function createRetryLink(): ApolloLink {
  const retrying = new RetryLink({
    attempts: (attempt, operation, error) =>
      attempt < tries && CombinedGraphQLErrors.is(error) && isWorthIt(operation, error.errors),
    delay: (attempt, _operation, error) => Math.max(waitOf(error) * 1000, Math.random() * 200 * 2 ** attempt),
  });
  return ApolloLink.from([answering, retrying, failing]);
}

/**
 * `RetryLink` knows failures only: an answer with errors is made one. The answer of a write must have nothing else, and
 * one that comes in parts too.
 */
const failing = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      const isWholeRead = operation.operationType === OperationTypeNode.QUERY && !('hasNext' in result);
      if ('errors' in result && result.errors && (isWholeRead || !hasData(result.data))) {
        throw new CombinedGraphQLErrors(result);
      }
      return result;
    }),
  ),
);

/** After the last try, what the answer has beside its errors is data again. */
const answering = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    catchError((error: unknown) => {
      if (!CombinedGraphQLErrors.is(error)) throw error;
      return of({ data: error.data ?? null, errors: error.errors });
    }),
  ),
);

type Failures = CombinedGraphQLErrors['errors'];

function isWorthIt({ operationType, query }: ApolloLink.Operation, failures: Failures): boolean {
  const isWrite = operationType === OperationTypeNode.MUTATION;
  if (isWrite && !hasSingleField(query)) return false;
  return failures.every(
    ({ extensions = {} }) =>
      extensions['retriable'] === true &&
      (!isWrite || extensions['outcome'] !== 'UNCERTAIN') &&
      secondsOf(extensions) <= longestWaitSeconds,
  );
}

function waitOf(error: unknown): number {
  return CombinedGraphQLErrors.is(error)
    ? Math.max(...error.errors.map(({ extensions }) => secondsOf(extensions ?? {})))
    : 0;
}

function secondsOf(extensions: Record<string, unknown>): number {
  const seconds = extensions['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds : 0;
}

/** A failed field that may be null leaves `{ "__typename": "Query", "accountConnector": null }`. */
function hasData(data: unknown): boolean {
  return Object.entries(data ?? {}).some(([name, value]) => name !== '__typename' && value !== null);
}
