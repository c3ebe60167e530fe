import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';
import type { LimitName, Limits } from '../../limits.ts';

/** How large a document is, with each fragment counted wherever it is spread. */
export type DocumentSize = Readonly<
  Record<
    'depth' | 'introspectionDepth' | 'aliases' | 'rootFields' | 'directives' | 'deferred' | 'mutationFields',
    number
  >
>;

/** A limit that a document is over. */
export interface Excess {
  readonly name: LimitName;
  readonly limit: number;
  /** Undefined where nobody counted to the end. */
  readonly found: number | undefined;
}

/** The first limit that a text is over before it is parsed. Reads no further than that; throws GraphQL's syntax error. */
export function lexicalExcessOf(
  text: string,
  limits: Pick<Limits, 'documentTokens' | 'documentCharacters' | 'nameCharacters'>,
): Excess | undefined {
  const { length } = text;
  const most = limits.documentCharacters;
  if (length > most) return { name: 'documentCharacters', limit: most, found: length };
  const lexer = new Lexer(new Source(text));
  let longestName = 0;
  for (let count = 0; count <= limits.documentTokens; count++) {
    const { kind, start, end } = lexer.advance();
    if (kind === TokenKind.NAME) longestName = Math.max(longestName, end - start);
    if (kind !== TokenKind.EOF) continue;
    const limit = limits.nameCharacters;
    return longestName > limit ? { name: 'nameCharacters', limit, found: longestName } : undefined;
  }
  return { name: 'documentTokens', limit: limits.documentTokens, found: undefined };
}

/** The first limit that the document is over. */
export function excessOf(document: DocumentNode, limits: Limits): Excess | undefined {
  const size = measure(document);
  const over = (['depth', 'introspectionDepth', 'aliases', 'rootFields', 'directives', 'deferred'] as const).find(
    (name) => size[name] > limits[name],
  );
  return over && { name: over, limit: limits[over], found: size[over] };
}

const known = new WeakMap<DocumentNode, DocumentSize>();

/** Once for a document, however many ask; linear in it: a fragment is measured once, however often it is spread. */
export function measure(document: DocumentNode): DocumentSize {
  const found = known.get(document) ?? measureAnew(document);
  known.set(document, found);
  return found;
}

function measureAnew(document: DocumentNode): DocumentSize {
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  let directives = 0;
  for (const definition of document.definitions) {
    directives = Math.max(directives, 'directives' in definition ? (definition.directives?.length ?? 0) : 0);
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      operations.push(definition);
      for (const variable of definition.variableDefinitions ?? []) {
        directives = Math.max(directives, variable.directives?.length ?? 0);
      }
    }
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  const measured = new Map<string, Inner>();
  const open = new Set<string>();

  function ofFragment(name: string): Inner {
    const found = measured.get(name);
    if (found !== undefined) return found;
    const fragment = fragments.get(name);
    // A fragment that spreads itself is refused by validation; here it only must not be followed for ever.
    if (fragment === undefined || open.has(name)) return nothing;
    open.add(name);
    const inner = ofSelections(fragment.selectionSet);
    open.delete(name);
    measured.set(name, inner);
    return inner;
  }

  function ofSelections({ selections }: SelectionSetNode): Inner {
    let [depth, introspectionDepth, aliases, fields, calls, deferred] = [0, 0, 0, 0, 0, 0];
    for (const selection of selections) {
      directives = Math.max(directives, selection.directives?.length ?? 0);
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet === undefined ? nothing : ofSelections(selection.selectionSet);
        const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
        depth = Math.max(depth, introspects ? 1 : inner.depth + 1);
        introspectionDepth = Math.max(introspectionDepth, introspects ? inner.depth + 1 : inner.introspectionDepth);
        aliases += inner.aliases + (selection.alias === undefined ? 0 : 1);
        deferred += inner.deferred;
        fields += 1;
        calls += selection.name.value === '__typename' ? 0 : 1;
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(selection.selectionSet)
            : ofFragment(selection.name.value);
        depth = Math.max(depth, inner.depth);
        introspectionDepth = Math.max(introspectionDepth, inner.introspectionDepth);
        aliases += inner.aliases;
        fields += inner.fields;
        calls += inner.calls;
        deferred += inner.deferred + (isDeferred(selection) ? 1 : 0);
      }
    }
    return { depth, introspectionDepth, aliases, fields, calls, deferred };
  }

  const sizes = operations.map((operation) => ({ operation, ...ofSelections(operation.selectionSet) }));
  const most = (of: (one: Inner) => number) => Math.max(0, ...sizes.map(of));
  return {
    depth: most(({ depth }) => depth),
    introspectionDepth: most((one) => one.introspectionDepth),
    aliases: most(({ aliases }) => aliases),
    rootFields: most(({ fields }) => fields),
    deferred: most((one) => one.deferred),
    directives,
    mutationFields: Math.max(
      0,
      ...sizes.filter(({ operation }) => operation.operation === OperationTypeNode.MUTATION).map(({ calls }) => calls),
    ),
  };
}

interface Inner {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  /** At the top of the selections. */
  readonly fields: number;
  /** Of those, all but `__typename`, which clients with a normalised cache ask for at the top too. */
  readonly calls: number;
  readonly deferred: number;
}

const nothing: Inner = { depth: 0, introspectionDepth: 0, aliases: 0, fields: 0, calls: 0, deferred: 0 };

function isDeferred({ directives }: FragmentSpreadNode | InlineFragmentNode): boolean {
  const defer = directives?.find(({ name }) => name.value === 'defer');
  const condition = defer?.arguments?.find(({ name }) => name.value === 'if')?.value;
  return defer !== undefined && !(condition?.kind === Kind.BOOLEAN && !condition.value);
}
