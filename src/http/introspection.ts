import { type ASTVisitor, type GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createGraphQLError } from 'graphql-yoga';
import { rewritten } from '../graphql/errors.ts';

/** Refuses introspection, a subgraph's too, and tells no names of the schema in "did you mean". */
export function useDisableIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      addValidationRule(NoServiceSdlRule);
      return ({ valid, result, setResult }) => {
        if (valid) return;
        setResult(
          (result as readonly GraphQLError[]).map((error) => {
            const silent = error.message.replace(/ Did you mean .*\?$/s, '');
            return silent === error.message ? error : rewritten(error, silent, error.extensions);
          }),
        );
      };
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
