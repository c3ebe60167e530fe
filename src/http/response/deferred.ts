import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getDirectiveValues,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Path = readonly (string | number)[];

/** A fragment with `@defer` at one place of an answer. */
export interface Deferred {
  readonly path: Path;
  readonly label: string | undefined;
  /** Undefined where it is not known which fragment it is. */
  readonly place: Place | undefined;
}

/** What is selected of an object of the answer. */
export interface Place {
  readonly type: GraphQLNamedType;
  readonly selectionSets: readonly SelectionSetNode[];
  readonly path: Path;
}

export interface FinderOptions {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** As GraphQL coerced them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Finds the deferred fragments of data that has been answered. Those within a deferred fragment come with its data. */
export function createDeferredFinder({ schema, document, variables }: FinderOptions) {
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const defer = schema.getDirective('defer');

  return function find(data: unknown, place: Place): readonly Deferred[] {
    if (Array.isArray(data)) {
      return data.flatMap((item, index) => find(item, { ...place, path: [...place.path, index] }));
    }
    if (typeof data !== 'object' || data === null) return [];
    const object = data as Readonly<Record<string, unknown>>;
    const type = runtimeTypeOf(object, place);
    if (type === undefined) return [];
    const selected = collect(type, place);
    const below = [...selected.fields].flatMap(([key, nodes]) => {
      const field = type.getFields()[nodes[0]?.name.value ?? ''];
      const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (field === undefined || selectionSets.length === 0 || !Object.hasOwn(object, key)) return [];
      return find(object[key], { type: getNamedType(field.type), selectionSets, path: [...place.path, key] });
    });
    return [...selected.deferred, ...below];
  };

  /** An object of an abstract type says what it is only where `__typename` was asked for. */
  function runtimeTypeOf(data: Readonly<Record<string, unknown>>, { type, selectionSets }: Place) {
    if (isObjectType(type)) return type;
    const named = selectionSets
      .flatMap(({ selections }) => selections)
      .find((node): node is FieldNode => node.kind === Kind.FIELD && node.name.value === '__typename');
    const name = named && data[named.alias?.value ?? named.name.value];
    const found = typeof name === 'string' ? schema.getType(name) : undefined;
    return isObjectType(found) ? found : undefined;
  }

  function collect(type: GraphQLObjectType, { selectionSets, path }: Place) {
    const fields = new Map<string, FieldNode[]>();
    const deferred: Deferred[] = [];
    const visit = ({ selections }: SelectionSetNode): void => {
      for (const node of selections) {
        if (!isIncluded(node)) continue;
        if (node.kind === Kind.FIELD) {
          const key = node.alias?.value ?? node.name.value;
          fields.set(key, [...(fields.get(key) ?? []), node]);
          continue;
        }
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        if (fragment === undefined || !applies(type, fragment.typeCondition?.name.value)) continue;
        const { selectionSet } = fragment;
        const put = deferOf(node);
        if (put === undefined) visit(selectionSet);
        else deferred.push({ path, label: put.label, place: { type, selectionSets: [selectionSet], path } });
      }
    };
    selectionSets.forEach(visit);
    return { fields, deferred };
  }

  function isIncluded(node: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    return skip?.['if'] !== true && include?.['if'] !== false;
  }

  function applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    const wanted = condition === undefined ? type : schema.getType(condition);
    return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
  }

  function deferOf(node: FragmentSpreadNode | InlineFragmentNode): { readonly label: string | undefined } | undefined {
    const has = node.directives?.some(({ name }: DirectiveNode) => name.value === 'defer') ?? false;
    if (!has || !defer) return undefined;
    const values = getDirectiveValues(defer, node, variables);
    const label = values?.['label'];
    return values?.['if'] === false ? undefined : { label: typeof label === 'string' ? label : undefined };
  }
}
