import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  LoneAnonymousOperationRule,
  NoUnusedFragmentsRule,
  parse,
  Source,
  specifiedRules,
  TypeInfo,
  UniqueOperationNamesRule,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export interface OperationDocument {
  readonly file: string;
  readonly text: string;
}

/** A place of an operation document that a graph has no answer for. */
export interface Break {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What of `documents` holds for the graph of `before` and would not for that of `after`: fields and arguments that are
 * gone, and fields of another type. What does not even hold before is told too.
 *
 * Fragments may stand in another document than the operations that use them.
 */
export function findBreaks(
  documents: readonly OperationDocument[],
  before: GraphQLSchema,
  after: GraphQLSchema,
): readonly Break[] {
  const breaks: Break[] = [];
  const parsed = documents.flatMap(({ file, text }) => {
    try {
      return [{ file, document: parse(new Source(text, file)) }];
    } catch (error) {
      if (error instanceof GraphQLError) breaks.push(toBreak(file, error, error.message));
      return [];
    }
  });
  const fragments = new Map(parsed.flatMap(({ document }) => fragmentsOf(document)));

  for (const { file, document } of parsed) {
    const whole = withFragments(document, fragments);
    const own = (errors: readonly GraphQLError[]) => errors.filter(({ source }) => source?.name === file);
    const now = own(validate(before, whole, rules)).map((error) => toBreak(file, error, `${error.message} (already)`));
    const then = own(validate(after, whole, rules)).map((error) => toBreak(file, error, error.message));
    breaks.push(...now, ...then.filter((one) => !now.some((other) => isSamePlace(one, other))));
    breaks.push(...retyped(file, document, before, after));
  }
  return breaks.toSorted((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}

/** A file may hold several operations, and fragments for others. */
const rules = specifiedRules.filter(
  (rule) => rule !== NoUnusedFragmentsRule && rule !== LoneAnonymousOperationRule && rule !== UniqueOperationNamesRule,
);

function fragmentsOf(document: DocumentNode): readonly [string, FragmentDefinitionNode][] {
  return document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
    one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
  );
}

function withFragments(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): DocumentNode {
  const found = new Map(fragmentsOf(document));
  const others: FragmentDefinitionNode[] = [];
  const search = (node: DocumentNode | FragmentDefinitionNode) =>
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (fragment === undefined || found.has(value)) return;
        found.set(value, fragment);
        others.push(fragment);
        search(fragment);
      },
    });
  search(document);
  return { ...document, definitions: [...document.definitions, ...others] };
}

/** Fields that are still there, but answer something else. */
function retyped(file: string, document: DocumentNode, before: GraphQLSchema, after: GraphQLSchema): readonly Break[] {
  const breaks: Break[] = [];
  const info = new TypeInfo(before);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const owner = info.getParentType();
        const was = info.getFieldDef();
        const then = owner && after.getType(owner.name);
        const is = was && isObjectType(then) ? then.getFields()[was.name] : undefined;
        if (!owner || !was || !is || String(is.type) === String(was.type)) return;
        const message = `Field "${was.name}" of type "${owner.name}" is ${String(was.type)} now and would be ${String(is.type)}.`;
        breaks.push(toBreak(file, new GraphQLError(message, { nodes: node }), message));
      },
    }),
  );
  return breaks;
}

function toBreak(file: string, { locations }: GraphQLError, message: string): Break {
  const { line, column } = locations?.[0] ?? { line: 1, column: 1 };
  return { file, line, column, message };
}

function isSamePlace(one: Break, other: Break): boolean {
  return one.line === other.line && one.column === other.column;
}
