import { type ASTVisitor, OperationTypeNode, type ValidationContext } from 'graphql';
import { createGraphQLError } from '../../graphql-error.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/** Refuses a subscription, because the schema has none, and a mutation by a method that must not change anything. */
export function operationTypes(): Rule {
  return {
    name: 'operationTypes',
    validationRules: [NoUnknownOperationTypeRule],
    onExecute({ isReadOnly, method }, _document, operation) {
      if (operation?.operation !== OperationTypeNode.MUTATION || !isReadOnly) return;
      throw refusal(405, 'BAD_REQUEST', `${method} is for queries. Send a mutation by POST.`, {}, { allow: 'POST' });
    },
  };
}

/** GraphQL itself finds out only when it executes. */
function NoUnknownOperationTypeRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) !== undefined) return;
      const message = `The schema has no ${node.operation} type. Ask by a query, and again for newer data.`;
      context.reportError(createGraphQLError(message, { nodes: [node] }));
    },
  };
}
