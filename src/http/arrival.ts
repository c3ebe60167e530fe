import type { CombinedRule } from './combined.ts';
import type { Exchange } from './exchange.ts';
import type { Answer } from './rule.ts';

/** The moments of an exchange before its operations are executed. */
export interface Arrivals {
  /** See `onRequest` of a rule. */
  onRequest(exchange: Exchange): Answer | Promise<Answer> | undefined;
  /** Has the operations read, and the rules look at them: see `read` and `onRead` of a rule. */
  read(exchange: Exchange): Promise<void>;
}

/**
 * Has each moment happen once for an exchange, however many servers see it: one that hands an exchange on to another has
 * counted it already, and has read its body. The other gets what the first got, a refusal too.
 */
export function createArrivals(rule: Pick<CombinedRule, 'onRequest' | 'read' | 'onRead'>): Arrivals {
  async function read(exchange: Exchange): Promise<void> {
    const asked = await rule.read(exchange);
    if (asked === undefined) throw new Error('No rule reads a request of this kind.');
    exchange.isBatch = Array.isArray(asked);
    exchange.operations = (exchange.isBatch ? asked : [asked]) as Exchange['operations'];
    await rule.onRead(exchange);
  }

  return {
    onRequest(exchange) {
      const arrival = (exchange.arrival ??= {});
      if (arrival.asked === undefined) {
        try {
          arrival.asked = { answer: rule.onRequest(exchange) };
        } catch (thrown) {
          arrival.asked = { thrown };
        }
      }
      if ('thrown' in arrival.asked) throw arrival.asked.thrown;
      return arrival.asked.answer as Answer | Promise<Answer> | undefined;
    },
    read(exchange) {
      const arrival = (exchange.arrival ??= {});
      return (arrival.read ??= read(exchange));
    },
  };
}
