import type { Operation } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/**
 * Refuses an operation without a document; the others of its batch are executed. A request in which no operation has one
 * is refused as a whole, whatever the media type of its answer.
 */
export function documentRequired(): Rule {
  return {
    name: 'documentRequired',
    onRead(exchange) {
      const empty = exchange.operations.filter((one) => exchange.refusalOf(one) === undefined && isEmpty(one));
      if (empty.length === 0) return;
      const error = refusal(400, 'BAD_REQUEST', 'The request has no document. Send one in "query", as a string.');
      if (empty.length === exchange.operations.length) throw error;
      for (const operation of empty) exchange.refuse(operation, error);
    },
  };
}

function isEmpty({ query }: Operation): boolean {
  return typeof query !== 'string' || query.trim() === '';
}
