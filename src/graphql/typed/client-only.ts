import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';

/** Fields with one of these are read from the client's own cache, or from elsewhere. */
const ofTheClient = new Set(['client', 'rest']);

/** These say something to the client alone. */
const forTheClient = new Set(
  'client rest export connection nonreactive unmask type populate _optional _required _relayPagination _simplePagination'.split(
    ' ',
  ),
);

export interface SentDocument {
  /** Undefined where nothing is left to send. */
  readonly document: DocumentNode | undefined;
  /** Whether fields were left out, so that variables may be left over. */
  readonly isCut: boolean;
}

/**
 * A document as its client sends it: without the fields that the client answers itself, without what is empty then, and
 * without the directives that are for it alone.
 */
export function toSent(document: DocumentNode): SentDocument {
  let isCut = false;
  const gone = new Set<string>();
  const isEmpty = (set: SelectionSetNode | undefined) => set !== undefined && set.selections.length === 0;
  const cut = () => {
    isCut = true;
    return null;
  };
  const strip = (from: DocumentNode): DocumentNode =>
    visit(from, {
      Directive: (node) => (forTheClient.has(node.name.value) ? null : undefined),
      Field: {
        enter: ({ directives = [] }) =>
          directives.some(({ name }) => ofTheClient.has(name.value)) ? cut() : undefined,
        leave: ({ selectionSet }) => (isEmpty(selectionSet) ? cut() : undefined),
      },
      InlineFragment: { leave: ({ selectionSet }) => (isEmpty(selectionSet) ? cut() : undefined) },
      FragmentSpread: ({ name }) => (gone.has(name.value) ? cut() : undefined),
      FragmentDefinition: {
        leave: ({ name, selectionSet }) => {
          if (!isEmpty(selectionSet)) return undefined;
          gone.add(name.value);
          return cut();
        },
      },
      OperationDefinition: { leave: ({ selectionSet }) => (isEmpty(selectionSet) ? cut() : undefined) },
    });

  let sent = strip(document);
  // A fragment that is empty now leaves its spreads behind, which may empty another.
  for (let before = -1; before < gone.size;) {
    before = gone.size;
    sent = strip(sent);
  }
  const hasAny = sent.definitions.some(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
  );
  return { document: hasAny ? sent : undefined, isCut };
}
