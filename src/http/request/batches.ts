import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/** A refused batch of up to this many times the limit is answered with one error for each of its operations. */
const patience = 10;

/**
 * Limits the operations of one request. A batch that is refused as a whole is answered with the error for each of its
 * operations, because a client that sent a list cannot read an answer that is one object.
 */
export function batches(limit: number): Rule {
  return {
    name: 'batches',
    onRead(exchange) {
      if (!exchange.isBatch) return;
      const found = exchange.operations.length;
      if (found === 0) throw refusal(400, 'BAD_REQUEST', 'The batch has no operations. Send at least one.');
      if (found <= limit * patience) exchange.expectedAnswers = found;
      if (found <= limit) return;
      const message = `The request has ${found} operations; the limit is ${limit}. Send smaller batches.`;
      throw refusal(413, 'LIMIT_EXCEEDED', message, { limit, found });
    },
  };
}
