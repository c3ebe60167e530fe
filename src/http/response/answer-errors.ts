import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Errors } from '../rule.ts';
import { rewritten, toGraphQLError } from './errors.ts';

/** A part of a stream: what was deferred stands in `incremental`, or has failed in `completed`, with errors of its own. */
export interface AnswerPart extends ExecutionResult {
  readonly incremental?: readonly ExecutionResult[];
  readonly completed?: readonly Pick<ExecutionResult, 'errors'>[];
}

type Rewrite = (errors: Errors) => Errors;

/** The result with its errors rewritten; the same result where it has none. */
export function withErrors<Result extends Pick<ExecutionResult, 'errors'>>(result: Result, rewrite: Rewrite): Result {
  return result.errors === undefined ? result : { ...result, errors: rewrite(result.errors) };
}

/** The part with all of its errors rewritten, those of what was deferred too. */
export function partWithErrors(part: AnswerPart, rewrite: Rewrite): AnswerPart {
  const { incremental, completed } = part;
  // Yoga masks the errors of the first part only.
  const masked: Rewrite = (errors) => rewrite(errors.map(toGraphQLError)).map(withoutNotes);
  return {
    ...withErrors(part, (errors) => rewrite(errors).map(withoutNotes)),
    ...(incremental && { incremental: incremental.map((one) => withErrors(one, masked)) }),
    ...(completed && { completed: completed.map((one) => withErrors(one, masked)) }),
  };
}

/** Our own notes are not sent: a stream has its status before its errors. */
export function withoutNotes(error: GraphQLError): GraphQLError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions;
  return rewritten(error, error.message, extensions);
}
