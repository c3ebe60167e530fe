import type { DocumentNode } from 'graphql';
import { limits as defaults, type Limits } from '../../limits.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { measure } from './size.ts';

/**
 * Limits the mutation fields of a request over all of its operations, before the first of them runs: a request with too
 * many sends nothing.
 */
export function workLimits(
  documents: Pick<ParsedDocuments, 'parse'>,
  limits: Pick<Limits, 'mutationFields'> = defaults,
): Rule {
  function mutationFieldsIn(text: unknown): number {
    // Most requests are queries, which need not be parsed for this.
    if (typeof text !== 'string' || !text.includes('mutation')) return 0;
    let document: DocumentNode;
    try {
      document = documents.parse(text);
    } catch {
      // The operation is refused with the same error where it is parsed for execution.
      return 0;
    }
    return measure(document).mutationFields;
  }

  return {
    name: 'workLimits',
    onRead(exchange) {
      for (const { query } of exchange.operations) exchange.mutationFields += mutationFieldsIn(query);
      const found = exchange.mutationFields;
      const limit = limits.mutationFields;
      if (found <= limit) return;
      const message = `The request has ${found} mutation fields; the limit is ${limit}. Nothing was sent.`;
      throw refusal(400, 'LIMIT_EXCEEDED', message, { limit, found });
    },
  };
}
