import type { ExecutionResult, GraphQLError } from 'graphql';
import { createGraphQLError, type Plugin } from 'graphql-yoga';
import { GatewayError, type Problem } from '../errors.ts';
import { originOf } from '../graphql/errors.ts';
import { limits } from '../limits.ts';

/** So many errors in an answer and no more, and no long echo of what a caller sent. */
export function useErrorLimits(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (Array.isArray(result)) setResult(result.map((one) => limited(one as ExecutionResult)));
      else if ('errors' in result) setResult(limited(result));
    },
  };
}

function limited(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined
    ? result
    : { ...result, errors: result.errors.slice(0, limits.errors).map(shortened) };
}

/** Our messages are short already; GraphQL's own quote the document, and the paths of problems hold the keys that were sent. */
function shortened(error: GraphQLError): GraphQLError {
  const { nodes, source, positions, path, originalError, extensions } = error;
  const message = originOf(error) instanceof GatewayError ? error.message : cut(error.message);
  const problems = extensions['problems'];
  if (message === error.message && !Array.isArray(problems)) return error;
  return createGraphQLError(message, {
    ...(nodes && { nodes }),
    ...(source && { source }),
    ...(positions && { positions }),
    ...(path && { path }),
    ...(originalError && { originalError }),
    extensions: Array.isArray(problems) ? { ...extensions, problems: problems.map(withShortPath) } : extensions,
  });
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
