import { type ASTVisitor, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createGraphQLError } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';
import { originOf, rewritten } from '../graphql/errors.ts';
import type { ErrorStep } from './answer-errors.ts';

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

/** Tells no names of the schema in "did you mean", wherever GraphQL says it: of documents, and of variables. */
export const discreetErrors: ErrorStep = (errors) =>
  errors.map((error) => {
    const silent = error.message.replace(/ Did you mean .*\?$/s, '');
    const isOurs = originOf(error) instanceof GatewayError;
    return isOurs || silent === error.message ? error : rewritten(error, silent, error.extensions);
  });
