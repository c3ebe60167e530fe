import type { DocumentNode } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { measure } from './size.ts';
import { limits } from '../../limits.ts';
import { refusal } from '../refusal.ts';

/**
 * Counts the writes of an HTTP request over all of its operations before the first of them runs: one that has too many
 * is refused whole, and sends none. `parse` answers undefined for a text that will be refused where it is parsed for good.
 */
export function useWorkLimits(parse: (text: string) => DocumentNode | undefined): Plugin {
  function mutationFieldsOf(operation: GraphQLParams | undefined): number {
    const text: unknown = operation?.query;
    // A query has none, and most requests are queries.
    if (typeof text !== 'string' || !text.includes('mutation')) return 0;
    const document = parse(text);
    return document === undefined ? 0 : measure(document).mutationFields;
  }

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
