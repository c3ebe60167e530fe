import type { GraphQLError } from 'graphql';
import { GatewayError, type Problem } from '../../errors.ts';
import { createGraphQLError } from '../../graphql-error.ts';
import { limits } from '../../limits.ts';
import type { AnswerErrors, Errors, Rule } from '../rule.ts';
import { originOf, rewritten } from './errors.ts';

/**
 * Limits the errors of an answer, and what they quote of the request. Where errors of fields are left out, a last error
 * says so, because a null without an error would look like an answer.
 */
export function errorLimits(): Rule {
  return { name: 'errorLimits', onErrors: (errors, _exchange, answer) => limited(errors, answer) };
}

function limited(errors: Errors, answer: AnswerErrors): Errors {
  const ofFields = errors.filter(({ path }) => path !== undefined);
  const ofRequest = errors.filter(({ path }) => path === undefined).slice(0, limits.errors);
  const before = answer.failedFields;
  const found = before + ofFields.length;
  answer.failedFields = found;
  const kept = [...ofRequest, ...ofFields.slice(0, Math.max(0, limits.fieldErrors - before))].map(shortened);
  return found > limits.fieldErrors && ofFields.length > 0 ? [...kept, leftOut(found)] : kept;
}

function leftOut(found: number): GraphQLError {
  const limit = limits.fieldErrors;
  const message = `${found} fields of the answer failed; ${found - limit} of their errors are left out. Ask for less at a time.`;
  return createGraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', limit, found } });
}

/** Our messages are short. GraphQL's quote the document, and the paths of problems hold keys that were sent. */
function shortened(error: GraphQLError): GraphQLError {
  const message = originOf(error) instanceof GatewayError ? error.message : cut(error.message);
  const problems = error.extensions['problems'];
  if (!Array.isArray(problems)) return message === error.message ? error : rewritten(error, message, error.extensions);
  return rewritten(error, message, { ...error.extensions, problems: problems.map(withShortPath) });
}

function withShortPath(problem: Problem): Problem {
  return { ...problem, path: problem.path.map((key) => (typeof key === 'string' ? cut(key) : key)) };
}

/** Keeps the beginning, and the end, where GraphQL says what was expected. */
function cut(text: string): string {
  const most = limits.errorCharacters;
  if (text.length <= most) return text;
  return `${text.slice(0, most / 2).toWellFormed()} … ${text.slice(3 - most / 2).toWellFormed()}`;
}
