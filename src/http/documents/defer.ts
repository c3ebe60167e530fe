import { type ASTVisitor, Kind, type ValidationContext } from 'graphql';
import { createGraphQLError } from '../../graphql-error.ts';
import { refusal } from '../refusal.ts';
import { noParts } from '../request/accept.ts';
import type { Rule } from '../rule.ts';
import { measure } from './size.ts';

/**
 * Allows `@defer` to callers who accept an answer in parts. Within a batch it is refused, because the parts of several
 * operations would be lost in one answer. There is no `@stream`, which makes a part of every record.
 */
export function defer(): Rule {
  return {
    name: 'defer',
    validationRules: [DeferLabelRule, NoDeferredWriteRule],
    onExecute({ isBatch, parts }, document) {
      if (measure(document).deferred === 0) return;
      if (isBatch) {
        throw refusal(400, 'BAD_USER_INPUT', 'A document with @defer cannot be part of a batch. Send it by itself.');
      }
      if (parts === undefined) throw noParts();
    },
  };
}

/** A label is a literal of its own, so that a client can tell the parts apart. */
function DeferLabelRule(context: ValidationContext): ASTVisitor {
  const labels = new Set<string>();
  return {
    Directive(node) {
      const label =
        node.name.value === 'defer' ? node.arguments?.find(({ name }) => name.value === 'label') : undefined;
      if (label === undefined) return;
      const { value } = label;
      if (value.kind !== Kind.STRING || labels.has(value.value)) {
        const message = 'The label of @defer must be a string that no other @defer has, and not a variable.';
        context.reportError(createGraphQLError(message, { nodes: [node] }));
      } else labels.add(value.value);
    },
  };
}

/** Mutation fields run one after the other, so none can be deferred. */
function NoDeferredWriteRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (node.name.value !== 'defer' || context.getParentType() !== context.getSchema().getMutationType()) return;
      context.reportError(createGraphQLError('A mutation cannot be deferred.', { nodes: [node] }));
    },
  };
}
