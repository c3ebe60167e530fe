import { type GraphQLError, type GraphQLSchema, type DocumentNode, getOperationAST, getVariableValues } from 'graphql';
import { createDeferredFinder, type Deferred, type Path } from './deferred.ts';

/** `v0.1`: a part says by its path where it belongs. `v0.2`: what is pending is told first, and has an id. */
export type IncrementalFormat = 'v0.1' | 'v0.2';

/** A part in the format v0.1, as the executor makes it. */
export interface PathPart {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly incremental?: readonly PathResult[];
  readonly hasNext?: boolean;
}

interface PathResult {
  readonly data?: unknown;
  readonly path?: Path;
  readonly label?: string;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A part in the format v0.2. */
export interface PendingPart {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly pending?: readonly { readonly id: string; readonly path: Path; readonly label?: string }[];
  readonly incremental?: readonly {
    readonly id: string;
    readonly data: unknown;
    readonly errors?: readonly GraphQLError[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly GraphQLError[] }[];
  readonly hasNext?: boolean;
}

/** What was executed: it says what can be pending. */
export interface DeferringOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Translates the parts of one answer, in their order, from v0.1 to v0.2.
 *
 * What is pending is found in the document and in the data that is there already. What cannot be found there (on an
 * abstract type without `__typename`) is told with its own data.
 *
 * @see https://specs.apollo.dev/incremental/v0.2/
 */
export function createPendingFormat(operation: DeferringOperation): (part: PathPart) => PendingPart {
  const pending = createPending();
  const find = createDeferredFinder({ ...operation, variables: coerced(operation) });
  const root = rootOf(operation);

  function initial({ hasNext, incremental: _none, ...part }: PathPart): PendingPart {
    const found = root === undefined ? [] : find(part.data, root);
    return { ...part, pending: found.map(pending.add), hasNext: hasNext ?? false };
  }

  function subsequent({ incremental: results = [], hasNext = false, ...rest }: PathPart): PendingPart {
    const announced: NonNullable<PendingPart['pending']>[number][] = [];
    const incremental: NonNullable<PendingPart['incremental']>[number][] = [];
    const completed: NonNullable<PendingPart['completed']>[number][] = [];
    for (const { data, path = [], label, errors, extensions } of results) {
      let one = pending.take(path, label);
      if (one === undefined) {
        announced.push(pending.add({ path, label, place: undefined }));
        one = pending.take(path, label);
      }
      if (one === undefined) continue;
      const { id, place } = one;
      if (data === null || data === undefined) {
        completed.push({ id, ...(errors && { errors }) });
        continue;
      }
      if (place !== undefined) announced.push(...find(data, place).map(pending.add));
      incremental.push({ id, data, ...(errors && { errors }), ...(extensions && { extensions }) });
      completed.push({ id });
    }
    if (!hasNext) completed.push(...pending.rest());
    return {
      ...rest,
      ...(announced.length > 0 && { pending: announced }),
      ...(incremental.length > 0 && { incremental }),
      ...(completed.length > 0 && { completed }),
      hasNext,
    };
  }

  let isFirst = true;
  return (part) => {
    const translated = isFirst ? initial(part) : subsequent(part);
    isFirst = false;
    return translated;
  };
}

interface Pending {
  readonly id: string;
  readonly place: Deferred['place'];
}

/** What was told and has not come. Parts with one path and no label are told apart by their order alone. */
function createPending() {
  const byKey = new Map<string, Pending[]>();
  const keyOf = (path: Path, label: string | undefined) => JSON.stringify([path, label ?? null]);
  let count = 0;

  return {
    add({ path, label, place }: Deferred) {
      const id = String(count++);
      const key = keyOf(path, label);
      byKey.set(key, [...(byKey.get(key) ?? []), { id, place }]);
      return { id, path, ...(label !== undefined && { label }) };
    },
    take(path: Path, label: string | undefined): Pending | undefined {
      return byKey.get(keyOf(path, label))?.shift();
    },
    rest(): readonly { readonly id: string }[] {
      return [...byKey.values()].flat().map(({ id }) => ({ id }));
    },
  };
}

function coerced({ schema, document, operationName, variables }: DeferringOperation) {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables).coerced ?? {};
}

function rootOf({ schema, document, operationName }: DeferringOperation): Deferred['place'] {
  const operation = getOperationAST(document, operationName);
  const type = operation && schema.getRootType(operation.operation);
  return operation && type ? { type, selectionSets: [operation.selectionSet], path: [] } : undefined;
}
