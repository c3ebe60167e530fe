import { type DocumentNode, parse } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { hasTooManyTokens, measure } from '../graphql/document-size.ts';
import { limits } from '../limits.ts';
import { refusal } from './refusal.ts';

/**
 * Counts the writes of an HTTP request over all of its operations before the first of them runs: one that has too many
 * is refused whole, and sends none.
 */
export function useWorkLimits(): Plugin {
  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult }) {
        const operations = Array.isArray(requestParserResult) ? requestParserResult : [requestParserResult];
        const found = operations.reduce((sum, operation) => sum + mutationFieldsOf(operation), 0);
        if (found <= limits.mutationFields) return;
        const message = `The request has ${found} fields of mutations, and may have ${limits.mutationFields}. None was sent.`;
        throw refusal(400, 'LIMIT_EXCEEDED', message, { limit: limits.mutationFields, found });
      },
    }),
  };
}

function mutationFieldsOf(operation: GraphQLParams | undefined): number {
  const query: unknown = operation?.query;
  // A query has none, and most requests are queries.
  if (typeof query !== 'string' || !query.includes('mutation')) return 0;
  let document: DocumentNode;
  try {
    if (hasTooManyTokens(query)) return 0;
    document = parse(query);
  } catch {
    // It will be refused where it is parsed for good.
    return 0;
  }
  return measure(document).mutationFields;
}
