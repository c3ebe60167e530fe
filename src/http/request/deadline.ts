import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/** Milliseconds within which the caller wants its answer. */
export const deadlineHeader = 'x-deadline-ms';

/** Gives a request its deadline: that of the gateway, or a shorter one that the caller asks for. */
export function deadline(mostMs: number): Rule {
  return {
    name: 'deadline',
    onRequest(exchange) {
      exchange.deadlineMs = mostMs;
      const given = exchange.request.headers.get(deadlineHeader);
      if (given === null) return undefined;
      if (!/^[1-9]\d{0,8}$/.test(given)) {
        throw refusal(400, 'BAD_REQUEST', 'X-Deadline-Ms must be a whole number of milliseconds, at least 1.');
      }
      exchange.deadlineMs = Math.min(mostMs, Number(given));
      return undefined;
    },
  };
}
