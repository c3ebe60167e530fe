import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What is executed in place of a query that asks the same several times. */
export interface MergedQuery {
  readonly document: DocumentNode;
  /** How often one value stands in the whole answer at most. */
  readonly mostCopies: number;
  /** Makes the data of the query as it was asked of the data of {@link document}. */
  expand(data: unknown): unknown;
}

/** The keys of an object of the answer, in the order of the query. */
type Keys = readonly KeyOf[];

interface KeyOf {
  readonly key: string;
  /** The key of the field that was executed for it: the first that asks the same. */
  readonly from: string;
  /** Of the objects under it; undefined where nothing under it was merged. */
  readonly below: Keys | undefined;
}

interface MergedSet {
  readonly set: SelectionSetNode;
  /** Undefined where nothing in it was merged. */
  readonly keys: Keys | undefined;
  readonly copies: number;
}

/**
 * Merges fields of a query that are the same but for their aliases, so that each is resolved once, however often it is
 * asked: fields of a query only read, so they have the same value. Undefined where there are none, and for a mutation.
 *
 * Fields are merged where they stand beside nothing but other fields: what a fragment selects may belong to any of them.
 */
export function mergeSameFields(document: DocumentNode, operation: OperationDefinitionNode): MergedQuery | undefined {
  const known = merged.get(operation);
  if (known !== undefined) return known ?? undefined;
  const made = operation.operation === OperationTypeNode.QUERY ? merge(document, operation) : undefined;
  merged.set(operation, made ?? null);
  return made;
}

/** Null for a query of which nothing can be merged. An operation is of one document. */
const merged = new WeakMap<OperationDefinitionNode, MergedQuery | null>();

function merge(document: DocumentNode, operation: OperationDefinitionNode): MergedQuery | undefined {
  const { set, keys, copies } = mergeSet(operation.selectionSet);
  if (keys === undefined) return undefined;
  const definitions = document.definitions.map((one) =>
    one === operation ? { ...operation, selectionSet: set } : one,
  );
  return {
    document: { ...document, definitions },
    mostCopies: copies,
    expand: (data) => expanded(data, keys),
  };
}

function mergeSet(set: SelectionSetNode): MergedSet {
  const fields = plainFields(set.selections);
  if (fields === undefined) return { set, keys: undefined, copies: 1 };
  const groups = new Map<
    string,
    { readonly from: string; readonly node: FieldNode; below: MergedSet | undefined; count: number }
  >();
  const keys = fields.map((field): KeyOf => {
    const { alias: _alias, ...asked } = field;
    const text = print(asked);
    const known = groups.get(text);
    if (known !== undefined) {
      known.count += 1;
      return { key: keyOf(field), from: known.from, below: known.below?.keys };
    }
    const below = field.selectionSet && mergeSet(field.selectionSet);
    const node = below === undefined ? field : { ...field, selectionSet: below.set };
    groups.set(text, { from: keyOf(field), node, below, count: 1 });
    return { key: keyOf(field), from: keyOf(field), below: below?.keys };
  });
  const all = [...groups.values()];
  const isMerged = all.length < fields.length || keys.some(({ below }) => below !== undefined);
  return {
    set: isMerged ? { ...set, selections: all.map(({ node }) => node) } : set,
    keys: isMerged ? keys : undefined,
    copies: Math.max(1, ...all.map(({ count, below }) => count * (below?.copies ?? 1))),
  };
}

/** The selections, where they are all fields and each has a key of its own. */
function plainFields(selections: readonly SelectionNode[]): readonly FieldNode[] | undefined {
  const fields = selections.filter((one) => one.kind === Kind.FIELD);
  const isPlain = fields.length === selections.length && new Set(fields.map(keyOf)).size === fields.length;
  return isPlain ? fields : undefined;
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function expanded(data: unknown, keys: Keys): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((one) => expanded(one, keys));
  const given = data as Readonly<Record<string, unknown>>;
  const object = Object.create(null) as Record<string, unknown>;
  for (const { key, from, below } of keys) {
    // A field that was left out by its directive is left out under every alias.
    if (!Object.hasOwn(given, from)) continue;
    if (key !== from) object[key] = object[from];
    else object[key] = below === undefined ? given[from] : expanded(given[from], below);
  }
  return object;
}
