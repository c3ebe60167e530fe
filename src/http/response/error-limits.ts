import type { GraphQLError } from 'graphql';
import { GatewayError, type Problem } from '../../errors.ts';
import { createGraphQLError } from '../../graphql-error.ts';
import { limits as defaults, type Limits } from '../../limits.ts';
import type { AnswerErrors, Errors, Rule } from '../rule.ts';
import { originOf, rewritten } from './errors.ts';

/**
 * Limits the errors of an answer, and what they quote of the request. Where errors of fields are left out, a last error
 * says so, because a null without an error would look like an answer.
 */
export function errorLimits(limits: ErrorLimits = defaults): Rule {
  return { name: 'errorLimits', onErrors: (errors, _exchange, answer) => limited(errors, answer, limits) };
}

type ErrorLimits = Pick<Limits, 'errors' | 'fieldErrors' | 'errorCharacters'>;

function limited(errors: Errors, answer: AnswerErrors, limits: ErrorLimits): Errors {
  const ofFields = errors.filter(({ path }) => path !== undefined);
  const ofRequest = errors.filter(({ path }) => path === undefined).slice(0, limits.errors);
  const before = answer.failedFields;
  const found = before + ofFields.length;
  answer.failedFields = found;
  const kept = [...ofRequest, ...ofFields.slice(0, Math.max(0, limits.fieldErrors - before))].map((error) =>
    shortened(error, limits.errorCharacters),
  );
  return found > limits.fieldErrors && ofFields.length > 0 ? [...kept, leftOut(found, limits.fieldErrors)] : kept;
}

function leftOut(found: number, limit: number): GraphQLError {
  const message = `${found} fields of the answer failed; ${found - limit} of their errors are left out. Ask for less at a time.`;
  return createGraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', limit, found } });
}

/** Our messages are short. GraphQL's quote the document, and the paths of problems hold keys that were sent. */
function shortened(error: GraphQLError, most: number): GraphQLError {
  const message = originOf(error) instanceof GatewayError ? error.message : cut(error.message, most);
  const problems = error.extensions['problems'];
  if (!Array.isArray(problems)) return message === error.message ? error : rewritten(error, message, error.extensions);
  return rewritten(error, message, {
    ...error.extensions,
    problems: problems.map((problem: Problem) => withShortPath(problem, most)),
  });
}

function withShortPath(problem: Problem, most: number): Problem {
  return { ...problem, path: problem.path.map((key) => (typeof key === 'string' ? cut(key, most) : key)) };
}

/** Keeps the beginning, and the end, where GraphQL says what was expected. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most / 2).toWellFormed()} … ${text.slice(3 - most / 2).toWellFormed()}`;
}
