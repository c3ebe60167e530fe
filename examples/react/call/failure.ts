import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { isObject } from '../json.ts';
import type { Problem } from '../form/problem.ts';

export type Kind = 'READ' | 'WRITE';

/** A failure as the page tells it: what docs/errors.md of the gateway promises of `extensions`. */
const outcomes = ['NOT_APPLIED', 'REFUSED', 'UNCERTAIN'] as const;

/** What became of a failed write. */
export type Outcome = (typeof outcomes)[number];

export interface Failure {
  /** A code of the gateway's, or NETWORK where it did not answer. */
  readonly code: string;
  readonly message: string;
  readonly retriable: boolean;
  readonly requestId: string | undefined;
  /** Of a failed write. */
  readonly outcome: Outcome | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly accountConnectorId: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads whatever Apollo Client throws. */
export function failureOf(error: unknown, kind: Kind): Failure {
  const [first] = CombinedGraphQLErrors.is(error) ? error.errors : [];
  if (first === undefined) return unanswered(error, kind);
  const { extensions = {}, message } = first;
  const outcome = extensions['outcome'];
  return {
    code: textOf(extensions['code']) ?? 'UNKNOWN',
    message,
    retriable: extensions['retriable'] === true,
    requestId: textOf(extensions['requestId']),
    outcome: outcomes.find((one) => one === outcome),
    retryAfterSeconds: numberOf(extensions['retryAfterSeconds']),
    accountConnectorId: textOf(extensions['accountConnectorId']),
    problems: problemsOf(extensions['problems']),
  };
}

/** What never came back may have been done all the same. */
function unanswered(error: unknown, kind: Kind): Failure {
  return {
    code: ServerError.is(error) ? `HTTP_${error.statusCode}` : 'NETWORK',
    message: ServerError.is(error)
      ? 'Something between this page and the gateway answered in its place.'
      : 'The gateway did not answer. Is it running, and does it allow this page’s origin?',
    retriable: true,
    requestId: ServerError.is(error) ? (error.response.headers.get('x-request-id') ?? undefined) : undefined,
    outcome: kind === 'WRITE' ? 'UNCERTAIN' : undefined,
    retryAfterSeconds: undefined,
    accountConnectorId: undefined,
    problems: [],
  };
}

function problemsOf(value: unknown): readonly Problem[] {
  return Array.isArray(value) ? value.filter((one): one is Problem => isObject(one) && Array.isArray(one['path'])) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
