import {
  getNamedType,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';

/**
 * What the values of a variable could hold in the graph of `before` and cannot in that of `after`, or must hold there:
 * a document that passes a whole input through a variable does not show it.
 */
export function variableBreaks(
  { variable, type }: VariableDefinitionNode,
  before: GraphQLSchema,
  after: GraphQLSchema,
): readonly string[] {
  const seen = new Set<string>();
  return changesOf(namedIn(type), `$${variable.name.value}`);

  function changesOf(name: string, path: string): readonly string[] {
    const [was, is] = [before.getType(name), after.getType(name)];
    if (seen.has(name) || was === undefined || is === undefined) return [];
    seen.add(name);
    if (isEnumType(was) && isEnumType(is)) {
      const left = new Set(is.getValues().map((value) => value.name));
      const gone = was.getValues().filter((value) => !left.has(value.name));
      return gone.map((value) => `"${path}" can be ${value.name} of the enum "${name}" now, and that would be gone.`);
    }
    if (!isInputObjectType(was) || !isInputObjectType(is)) return [];
    const [old, next] = [was.getFields(), is.getFields()];
    return [
      ...Object.values(old).flatMap((field) => fieldChanges(field, next[field.name], `${path}.${field.name}`, name)),
      ...Object.values(next)
        .filter((field) => old[field.name] === undefined && isRequiredInputField(field))
        .map(
          (field) => `"${path}.${field.name}" of type "${String(field.type)}" would be new and required in "${name}".`,
        ),
    ];
  }

  function fieldChanges(
    was: GraphQLInputField,
    is: GraphQLInputField | undefined,
    path: string,
    owner: string,
  ): readonly string[] {
    if (is === undefined) return [`"${path}" would be gone from "${owner}".`];
    const [now, then] = [String(was.type), String(is.type)];
    if (now !== then && !(isNonNullType(was.type) && String(was.type.ofType) === then)) {
      return [`"${path}" of "${owner}" is ${now} now and would be ${then}.`];
    }
    return changesOf(getNamedType(was.type).name, path);
  }
}

function namedIn(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedIn(type.type);
}
