import type { Rule } from './rule.ts';

/** A list of rules as one rule, which has every moment. */
export type CombinedRule = Required<Omit<Rule, 'name'>>;

/** Combines rules: at each moment they are called in the order of the list. What servers call. */
export function combined(rules: readonly Rule[]): CombinedRule {
  const onRequest = at(rules, 'onRequest');
  const read = at(rules, 'read');
  const onRead = at(rules, 'onRead');
  const onDocument = at(rules, 'onDocument');
  const onExecute = at(rules, 'onExecute');
  const onExecuted = at(rules, 'onExecuted');
  const onErrors = at(rules, 'onErrors');
  const onResponse = at(rules, 'onResponse');
  const onEnd = at(rules, 'onEnd');

  return {
    onRequest(exchange) {
      for (const rule of onRequest) {
        const answer = rule.onRequest(exchange);
        if (answer !== undefined) return answer;
      }
      return undefined;
    },
    read(exchange) {
      for (const rule of read) {
        const asked = rule.read(exchange);
        if (asked !== undefined) return asked;
      }
      return undefined;
    },
    async onRead(exchange) {
      for (const rule of onRead) {
        const pending = rule.onRead(exchange);
        if (pending instanceof Promise) await pending;
      }
    },
    onDocument(document) {
      for (const rule of onDocument) rule.onDocument(document);
    },
    validationRules: rules.flatMap((rule) => rule.validationRules ?? []),
    onExecute(exchange, document, operation) {
      for (const rule of onExecute) rule.onExecute(exchange, document, operation);
    },
    onExecuted(exchange, context) {
      const added = onExecuted.map((rule) => rule.onExecuted(exchange, context) ?? {});
      return added.some((one) => Object.keys(one).length > 0) ? Object.assign({}, ...added) : undefined;
    },
    onErrors: (errors, exchange, answer) =>
      onErrors.reduce((some, rule) => rule.onErrors(some, exchange, answer), errors),
    onResponse(exchange, headers) {
      for (const rule of onResponse) rule.onResponse(exchange, headers);
    },
    onEnd(exchange) {
      for (const rule of onEnd) rule.onEnd(exchange);
    },
  };
}

/** The rules that have something to do at a moment. */
function at<Moment extends keyof Rule>(rules: readonly Rule[], moment: Moment) {
  return rules.filter((rule): rule is Rule & Required<Pick<Rule, Moment>> => rule[moment] !== undefined);
}
