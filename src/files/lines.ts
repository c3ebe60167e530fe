import type { MemberNode, ObjectNode, ValueNode } from '@humanwhocodes/momoa';

/** The line, from 1, of what is at a path; of the nearest thing around it, where there is nothing. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/** Finds lines in a tree. An object is indexed when a path goes through it, so that many look-ups stay fast. */
export function indexLines(root: ValueNode): LineOf {
  const indexes = new Map<ObjectNode, ReadonlyMap<PropertyKey, MemberNode>>();
  const membersOf = (node: ObjectNode) => {
    const known = indexes.get(node) ?? new Map(node.members.map((member) => [keyOf(member), member]));
    indexes.set(node, known);
    return known;
  };

  return (path) => {
    let { line } = root.loc.start;
    let node = root;
    for (const key of path) {
      const next =
        node.type === 'Object'
          ? membersOf(node).get(key)
          : node.type === 'Array'
            ? node.elements[Number(key)]
            : undefined;
      if (next === undefined) return line;
      ({ line } = next.loc.start);
      node = next.value;
    }
    return line;
  };
}

export function keyOf({ name }: MemberNode): string {
  return name.type === 'String' ? name.value : name.name;
}
