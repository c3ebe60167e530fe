import { type DocumentNode, getOperationAST, Kind, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { exactVariables } from './exact-variables.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Gives variables to the executor with every digit and under any name. */
export function useVariables(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { schema, document, operationName } = args;
      const operation = getOperationAST(document, operationName);
      const definitions = operation?.variableDefinitions ?? [];
      if (definitions.length === 0) return;
      const given = (args.variableValues ?? {}) as Variables;
      const result = exactVariables(schema, definitions, given);
      if (result.errors !== undefined) {
        setResultAndStopExecution({ errors: [...result.errors] });
        return;
      }
      const renamed = withPlainNames(document, result.variables);
      args.variableValues = renamed.variables;
      args.document = renamed.document;
    },
  };
}

/** The one name that cannot be set on an object by assignment, which is how the executor keeps variables. */
const setter = '__proto__';

/** Another name for `$__proto__`, which the executor would take for one that was not given. */
export function withPlainNames(
  document: DocumentNode,
  variables: Variables,
): { readonly document: DocumentNode; readonly variables: Variables } {
  const names = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void names.add(variable.name.value) });
  if (!names.has(setter)) return { document, variables };
  let plain = `${setter}_`;
  while (names.has(plain)) plain += '_';
  return {
    document: visit(document, {
      Variable: (node) =>
        node.name.value === setter ? { ...node, name: { kind: Kind.NAME, value: plain } } : undefined,
    }),
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name === setter ? plain : name, value]),
    ),
  };
}
