import { type FieldNode, type GraphQLResolveInfo, isObjectType, Kind, type SelectionSetNode } from 'graphql';
import { formatLocation, type Location, parseLocation, type Step } from '../../connectors/location.ts';

/** What a field of a typed connector knows of where it stands in the body of an answer. */
export interface PlaceExtensions {
  /** Of a call: the list that has the records, or `.` for the body. */
  readonly root?: string;
  /** Of a field of a record: the path from its object to its value. */
  readonly steps?: Location;
}

/** The path from an object to the value of one of its fields. */
export function stepsTo(key: string | undefined, lists: number): Location {
  if (key === undefined) return [];
  const inner = Array.from({ length: Math.max(0, lists - 1) }, (): Step => ({ key: '', many: true }));
  return [{ key, many: lists > 0 }, ...inner];
}

/**
 * Where a value stands in the body of its answer, such as `QueryResponse.[Invoice].DocNumber`. Methods share types, so
 * only the path of the operation to the field tells it.
 */
export function locationOf(info: GraphQLResolveInfo): string {
  let location: Location = [];
  let sets: readonly SelectionSetNode[] = [info.operation.selectionSet];
  for (const { key, typename } of stepsOf(info.path)) {
    const type = info.schema.getType(typename);
    const fields = isObjectType(type) ? type.getFields() : {};
    const nodes = sets
      .flatMap((set) => fieldsIn(set, key, info))
      .filter(({ name }) => Object.hasOwn(fields, name.value));
    const { root, steps = [] } = (fields[nodes[0]?.name.value ?? '']?.extensions ?? {}) as PlaceExtensions;
    location = root === undefined ? [...location, ...steps] : parseLocation(root);
    sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return formatLocation(location);
}

interface PathStep {
  readonly key: string;
  readonly typename: string;
}

/** Without the places in lists. */
function stepsOf({ prev, key, typename }: GraphQLResolveInfo['path']): readonly PathStep[] {
  const before = prev === undefined ? [] : stepsOf(prev);
  return typeof key === 'string' && typename !== undefined ? [...before, { key, typename }] : before;
}

function fieldsIn({ selections }: SelectionSetNode, key: string, info: GraphQLResolveInfo): readonly FieldNode[] {
  return selections.flatMap((selection): readonly FieldNode[] => {
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === key ? [selection] : [];
    const { selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : (info.fragments[selection.name.value] ?? {});
    return selectionSet === undefined ? [] : fieldsIn(selectionSet, key, info);
  });
}
