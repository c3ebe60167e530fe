import { type DocumentNode, Kind } from 'graphql';

/**
 * Whether a document has one field at its top and no more, so that an outcome speaks for all of it: of several writes,
 * those before the one that failed may have been applied. What a fragment brings is not counted but refused.
 */
export function hasSingleField({ definitions }: DocumentNode): boolean {
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const selections = operation?.selectionSet.selections ?? [];
  const calls = selections.filter((one) => one.kind !== Kind.FIELD || one.name.value !== '__typename');
  return calls.length === 1 && calls[0]?.kind === Kind.FIELD;
}
