import { type ASTVisitor, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createGraphQLError } from 'graphql-yoga';
import { GatewayError } from '../../errors.ts';
import { originOf, rewritten } from '../response/errors.ts';
import type { ErrorStep } from '../response/answer-errors.ts';

/** Refuses introspection, a subgraph's too. */
export function useDisableIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      addValidationRule(NoServiceSdlRule);
    },
  };
}

/** What `_service` answers is the schema. */
function NoServiceSdlRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value !== '_service') return;
      const message =
        'GraphQL introspection is off, and _service is introspection: print the schema with `cyclr-gateway print --subgraph`.';
      context.reportError(createGraphQLError(message, { nodes: [node] }));
    },
  };
}

const hint = ' Did you mean ';

/** Tells no names of the schema in "did you mean", wherever GraphQL says it: of documents, and of variables. */
export const discreetErrors: ErrorStep = (errors) =>
  errors.map((error) => {
    const { message } = error;
    // It stands at the end. What stands before it can be a caller's own, and as long as a request.
    const at = message.endsWith('?') ? message.lastIndexOf(hint) : -1;
    if (at === -1 || originOf(error) instanceof GatewayError) return error;
    return rewritten(error, message.slice(0, at), error.extensions);
  });
