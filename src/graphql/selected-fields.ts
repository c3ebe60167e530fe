import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The selections of a field named `name`, one level below the field that is resolved, through fragments. */
export function selectedFields(info: GraphQLResolveInfo, typeName: string, name: string): readonly FieldNode[] {
  const within = (set: SelectionSetNode | undefined): readonly FieldNode[] =>
    (set?.selections ?? []).flatMap((selection): readonly FieldNode[] => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name ? [selection] : [];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      return condition === undefined || condition === typeName ? within(fragment?.selectionSet) : [];
    });
  return info.fieldNodes.flatMap((node) => within(node.selectionSet));
}
