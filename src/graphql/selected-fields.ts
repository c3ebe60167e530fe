import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The selections of fields named `name`, one level below `nodes`, which are of type `typeName`, through fragments. */
export function selectedFields(
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  typeName: string,
  name: string,
  nodes: readonly FieldNode[] = info.fieldNodes,
): readonly FieldNode[] {
  const within = (set: SelectionSetNode | undefined): readonly FieldNode[] =>
    (set?.selections ?? []).flatMap((selection): readonly FieldNode[] => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name ? [selection] : [];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      return condition === undefined || condition === typeName ? within(fragment?.selectionSet) : [];
    });
  return nodes.flatMap((node) => within(node.selectionSet));
}

/** The names of all fields that are selected below the field that is resolved, through fragments of any type. */
export function selectedNames({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): Set<string> {
  const names = new Set<string>();
  const add = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else add((selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection)?.selectionSet);
    }
  };
  for (const node of fieldNodes) add(node.selectionSet);
  return names;
}
