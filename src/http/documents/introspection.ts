import { type ASTVisitor, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import { GatewayError } from '../../errors.ts';
import { createGraphQLError } from '../../graphql-error.ts';
import { originOf, rewritten } from '../response/errors.ts';
import type { Errors, Rule } from '../rule.ts';

/**
 * Lets callers explore the schema, or refuses introspection (a subgraph's too) and leaves the names of the schema out of
 * error messages.
 */
export function introspection(isAllowed: boolean): Rule {
  const name = 'introspection';
  if (isAllowed) return { name };
  return {
    name,
    validationRules: [NoSchemaIntrospectionCustomRule, NoServiceSdlRule],
    onErrors: (errors) => (errors.some(hasSuggestion) ? withoutSuggestions(errors) : errors),
  };
}

/** Refuses `_service`, whose answer is the schema. */
function NoServiceSdlRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value !== '_service') return;
      const message =
        'GraphQL introspection is off, and _service with it. Print the schema with `cyclr-gateway print --subgraph`.';
      context.reportError(createGraphQLError(message, { nodes: [node] }));
    },
  };
}

const hint = ' Did you mean ';

/** GraphQL's own hint stands at the end. What stands before it can be a caller's text, as long as a request. */
function hasSuggestion({ message }: { readonly message: string }): boolean {
  return message.endsWith('?') && message.includes(hint);
}

function withoutSuggestions(errors: Errors): Errors {
  return errors.map((error) => {
    const { message } = error;
    if (!hasSuggestion(error) || originOf(error) instanceof GatewayError) return error;
    return rewritten(error, message.slice(0, message.lastIndexOf(hint)), error.extensions);
  });
}
