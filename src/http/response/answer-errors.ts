import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Errors } from '../rule.ts';
import { rewritten, toGraphQLError } from './errors.ts';

/** A part of a stream. What was deferred stands in `incremental`, with errors of its own. */
export interface AnswerPart extends ExecutionResult {
  readonly incremental?: readonly ExecutionResult[];
}

type Rewrite = (errors: Errors) => Errors;

/** The result with its errors rewritten; the same result where it has none. */
export function withErrors<Result extends ExecutionResult>(result: Result, rewrite: Rewrite): Result {
  return result.errors === undefined ? result : { ...result, errors: rewrite(result.errors) };
}

/** The part with all of its errors rewritten, those of what was deferred too. */
export function partWithErrors(part: AnswerPart, rewrite: Rewrite): AnswerPart {
  if (part.incremental === undefined) return withErrors(part, rewrite);
  // Yoga masks the errors of the first part only, and sends our own notes with the others.
  const masked: Rewrite = (errors) => rewrite(errors.map(toGraphQLError)).map(withoutNotes);
  return { ...withErrors(part, rewrite), incremental: part.incremental.map((one) => withErrors(one, masked)) };
}

function withoutNotes(error: GraphQLError): GraphQLError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions;
  return rewritten(error, error.message, extensions);
}
