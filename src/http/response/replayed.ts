import type { Rule } from '../rule.ts';

/** Marks the fields of an answer whose writes were not sent again: `extensions.idempotency`. */
export function replayed(): Rule {
  return {
    name: 'replayed',
    onExecuted: (_exchange, { replays }) => (replays.length === 0 ? undefined : { idempotency: replays }),
  };
}
