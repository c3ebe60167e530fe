import type { ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import { rewritten, toGraphQLError } from './errors.ts';

/** One step of errors on their way to the caller. `answer` is the same for all parts of one operation's answer. */
export type ErrorStep = (errors: readonly GraphQLError[], request: Request, answer: object) => readonly GraphQLError[];

/** A part of a stream: what was deferred comes in `incremental`, or has failed in `completed`, with errors of its own. */
interface Part extends ExecutionResult {
  readonly incremental?: readonly ExecutionResult[];
  readonly completed?: readonly Pick<ExecutionResult, 'errors'>[];
}

/** Takes the errors of every answer through the steps: of one operation, of each of a batch, of each part of a stream. */
export function useAnswerErrors(steps: readonly ErrorStep[]): Plugin {
  return {
    onResultProcess({ request, result, setResult }) {
      const throughAs =
        (answer: object): Through =>
        (errors) =>
          steps.reduce((some, step) => step(some, request, answer), errors);

      if (isAsyncIterable(result)) {
        setResult(mapAsyncIterator(result, (part) => ofPart(part as Part, throughAs(result))) as never);
      } else if (Array.isArray(result)) {
        setResult(result.map((one: ExecutionResult) => of(one, throughAs(one))));
      } else setResult(of(result as ExecutionResult, throughAs(result)) as never);
    },
  };
}

type Through = (errors: readonly GraphQLError[]) => readonly GraphQLError[];

function of<Result extends Pick<ExecutionResult, 'errors'>>(result: Result, through: Through): Result {
  return result.errors === undefined ? result : { ...result, errors: through(result.errors) };
}

function ofPart(part: Part, through: Through): Part {
  const { incremental, completed } = part;
  // Yoga masks what comes first and not what was deferred.
  const masked: Through = (errors) => through(errors.map(toGraphQLError)).map(withoutNotes);
  return {
    ...of(part, (errors) => through(errors).map(withoutNotes)),
    ...(incremental && { incremental: incremental.map((one) => of(one, masked)) }),
    ...(completed && { completed: completed.map((one) => of(one, masked)) }),
  };
}

/** Our own notes are not sent: a stream has its status before its errors. */
function withoutNotes(error: GraphQLError): GraphQLError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions;
  return rewritten(error, error.message, extensions);
}
