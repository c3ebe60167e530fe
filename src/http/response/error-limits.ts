import type { GraphQLError } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';
import { GatewayError, type Problem } from '../../errors.ts';
import { originOf, rewritten } from './errors.ts';
import { limits } from '../../limits.ts';
import type { ErrorStep } from './answer-errors.ts';

/**
 * So many errors in an answer and no more, and no long echo of what a caller sent. Of fields there may be many more, and
 * where some are left out, a last one says so: nobody must take a null without an error for an answer.
 */
export function createErrorLimits(): ErrorStep {
  /** How many fields of an answer have failed so far: it can have several parts. */
  const failed = new WeakMap<object, number>();

  return (errors, _request, answer) => {
    const ofFields = errors.filter(({ path }) => path !== undefined);
    const ofRequest = errors.filter(({ path }) => path === undefined).slice(0, limits.errors);
    const before = failed.get(answer) ?? 0;
    const found = before + ofFields.length;
    failed.set(answer, found);
    const kept = [...ofRequest, ...ofFields.slice(0, Math.max(0, limits.fieldErrors - before))].map(shortened);
    return found > limits.fieldErrors && ofFields.length > 0 ? [...kept, leftOut(found)] : kept;
  };
}

function leftOut(found: number): GraphQLError {
  const limit = limits.fieldErrors;
  const message = `${found} fields of the answer failed, and the errors of ${found - limit} are left out. Ask for less at a time.`;
  return createGraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', limit, found } });
}

/** Our messages are short already; GraphQL's own quote the document, and the paths of problems hold the keys that were sent. */
function shortened(error: GraphQLError): GraphQLError {
  const message = originOf(error) instanceof GatewayError ? error.message : cut(error.message);
  const problems = error.extensions['problems'];
  if (!Array.isArray(problems)) return message === error.message ? error : rewritten(error, message, error.extensions);
  return rewritten(error, message, { ...error.extensions, problems: problems.map(withShortPath) });
}

function withShortPath(problem: Problem): Problem {
  return { ...problem, path: problem.path.map((key) => (typeof key === 'string' ? cut(key) : key)) };
}

/** The beginning and the end, where GraphQL says what was expected. */
function cut(text: string): string {
  const most = limits.errorCharacters;
  if (text.length <= most) return text;
  return `${text.slice(0, most / 2).toWellFormed()} … ${text.slice(3 - most / 2).toWellFormed()}`;
}
