import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { exactVariables } from './exact-variables.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What the executor is given in place of what was sent, so that it sees variables with every digit and under any name. */
export type PreparedVariables =
  | { readonly errors: readonly GraphQLError[] }
  | { readonly errors?: undefined; readonly document: DocumentNode; readonly variables: Variables };

/** Undefined where the operation has no variables. */
export function prepareVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined,
  given: Variables,
): PreparedVariables | undefined {
  const definitions = operation?.variableDefinitions ?? [];
  if (definitions.length === 0) return undefined;
  const exact = exactVariables(schema, definitions, given);
  return exact.errors === undefined ? withPlainNames(document, exact.variables) : { errors: exact.errors };
}

/** The one name that cannot be set on an object by assignment, which is how the executor keeps variables. */
const setter = '__proto__';

/** Another name for `$__proto__`, which the executor would take for one that was not given. */
export function withPlainNames(
  document: DocumentNode,
  variables: Variables,
): { readonly document: DocumentNode; readonly variables: Variables } {
  const names = namesIn(document);
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

/** The variables that a document defines, found once. */
function namesIn(document: DocumentNode): ReadonlySet<string> {
  const known = namesOf.get(document);
  if (known !== undefined) return known;
  const names = new Set(
    document.definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION
        ? (one.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    ),
  );
  namesOf.set(document, names);
  return names;
}

const namesOf = new WeakMap<DocumentNode, ReadonlySet<string>>();
