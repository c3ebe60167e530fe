import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  Kind,
  LoneAnonymousOperationRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  specifiedRules,
  TypeInfo,
  UniqueOperationNamesRule,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { toSent } from './client-only.ts';
import type { FoundDocument, FoundDocuments } from './documents.ts';
import { variableBreaks } from './variables.ts';

/** A place of an operation document that a graph has no answer for. */
export interface Break {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What of documents holds for the graph of `before` and would not for that of `after`: fields and arguments that are
 * gone, fields of another type, and what variables hold. What does not even hold before is told too. Documents are
 * judged as their clients send them.
 *
 * Fragments may stand in another document than the operations that use them.
 */
export function findBreaks(
  { documents, faults }: FoundDocuments,
  before: GraphQLSchema,
  after: GraphQLSchema,
): readonly Break[] {
  const sent = documents.flatMap((found) => {
    const { document, isCut } = toSent(found.document);
    return document === undefined ? [] : [{ ...found, document, isCut }];
  });
  const fragments = new Map(sent.flatMap(({ document }) => fragmentsOf(document)));
  const breaks = sent.flatMap((found) => breaksOf(found, fragments, before, after));
  return [...faults, ...breaks].toSorted((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function breaksOf(
  found: FoundDocument & { readonly isCut: boolean },
  fragments: Fragments,
  before: GraphQLSchema,
  after: GraphQLSchema,
): readonly Break[] {
  const { document, isCut, source } = found;
  const whole = withFragments(document, fragments);
  const rules = isCut ? cutRules : wholeRules;
  const own = (errors: readonly GraphQLError[]) => errors.filter((error) => error.source === source);
  const now = own(validate(before, whole, rules)).map((error) => toBreak(found, error, `${error.message} (already)`));
  const then = own(validate(after, whole, rules)).map((error) => toBreak(found, error, error.message));
  return [
    ...now,
    ...then.filter((one) => !now.some((other) => isSamePlace(one, other))),
    ...retyped(found, before, after),
    ...throughVariables(found, before, after),
  ];
}

/** A file may hold several operations, and fragments for others. */
const wholeRules = specifiedRules.filter(
  (rule) => rule !== NoUnusedFragmentsRule && rule !== LoneAnonymousOperationRule && rule !== UniqueOperationNamesRule,
);

/** A client leaves out the variables that only its own fields used. */
const cutRules = wholeRules.filter((rule) => rule !== NoUnusedVariablesRule);

function fragmentsOf(document: DocumentNode): readonly [string, FragmentDefinitionNode][] {
  return document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
    one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
  );
}

function withFragments(document: DocumentNode, fragments: Fragments): DocumentNode {
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
function retyped(found: FoundDocument, before: GraphQLSchema, after: GraphQLSchema): readonly Break[] {
  const breaks: Break[] = [];
  const info = new TypeInfo(before);
  visit(
    found.document,
    visitWithTypeInfo(info, {
      Field(node) {
        const owner = info.getParentType();
        const was = info.getFieldDef();
        const then = owner && after.getType(owner.name);
        const is = was && isObjectType(then) ? then.getFields()[was.name] : undefined;
        if (!owner || !was || !is || shapeOf(was.type) === shapeOf(is.type)) return;
        const message = `Field "${was.name}" of type "${owner.name}" is ${String(was.type)} now and would be ${String(is.type)}.`;
        breaks.push(toBreak(found, new GraphQLError(message, { nodes: node }), message));
      },
    }),
  );
  return breaks;
}

/** An object may have another name: fragments on it are judged by themselves. */
function shapeOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isLeafType(named) ? String(type) : String(type).replace(named.name, '{}');
}

function throughVariables(found: FoundDocument, before: GraphQLSchema, after: GraphQLSchema): readonly Break[] {
  return found.document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (definition.variableDefinitions ?? []).flatMap((node) =>
          variableBreaks(node, before, after).map((message) =>
            toBreak(found, new GraphQLError(message, { nodes: node }), message),
          ),
        )
      : [],
  );
}

function toBreak({ file, placeOf }: FoundDocument, { locations }: GraphQLError, message: string): Break {
  return { file, message, ...placeOf(locations?.[0] ?? { line: 1, column: 1 }) };
}

function isSamePlace(one: Break, other: Break): boolean {
  return one.line === other.line && one.column === other.column;
}
