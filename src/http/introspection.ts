import { type GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createGraphQLError } from 'graphql-yoga';

/** Refuses introspection, and tells no names of the schema in "did you mean". */
export function useDisableIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ valid, result, setResult }) => {
        if (valid) return;
        setResult(
          (result as readonly GraphQLError[]).map((error) => {
            const { message, nodes, extensions } = error;
            const silent = message.replace(/ Did you mean .*\?$/s, '');
            return silent === message ? error : createGraphQLError(silent, { ...(nodes && { nodes }), extensions });
          }),
        );
      };
    },
  };
}
