import type { ExecutionResult, GraphQLError } from 'graphql';
import { createGraphQLError, type Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';
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

/** Ours are short already; GraphQL's own quote the document. */
function shortened(error: GraphQLError): GraphQLError {
  if (error.message.length <= limits.errorCharacters || originOf(error) instanceof GatewayError) return error;
  const message = `${error.message.slice(0, limits.errorCharacters).toWellFormed()}…`;
  const { nodes, source, positions, path, originalError, extensions } = error;
  return createGraphQLError(message, {
    ...(nodes && { nodes }),
    ...(source && { source }),
    ...(positions && { positions }),
    ...(path && { path }),
    ...(originalError && { originalError }),
    extensions,
  });
}
