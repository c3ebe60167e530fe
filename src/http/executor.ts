import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { GatewayError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import type { Budget } from './budget.ts';
import type { CombinedRule } from './combined.ts';
import { type MergedQuery, mergeSameFields } from './documents/same-fields.ts';
import { prepareVariables } from './documents/variables.ts';
import type { Exchange } from './exchange.ts';
import { rewritten, toGraphQLError } from './response/errors.ts';
import type { OperationContext } from './rule.ts';

/** A valid document, the one of its operations that is asked for, and what that is given. */
export interface ExecutedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What resolvers are given. */
  readonly context: OperationContext;
}

/** Executes an operation that is answered in one piece. Errors are as GraphQL has them: see {@link toGraphQLError}. */
export type Executor = (exchange: Exchange, executed: ExecutedOperation) => Promise<ExecutionResult> | ExecutionResult;

/**
 * Makes what executes operations, for every server alike. An operation that nobody waits for any more ends at once, with
 * the reason; its fields end by the signals of their calls.
 */
export function createExecutor(schema: GraphQLSchema, rule: Pick<CombinedRule, 'onExecuted'>): Executor {
  return (exchange, { document, operation, operationName, variables, context }) => {
    const prepared = prepareVariables(schema, document, operation, variables);
    if (prepared?.errors !== undefined) return { errors: [...prepared.errors] };
    const signal =
      operation.operation === OperationTypeNode.MUTATION ? exchange.request.signal : exchange.budget.queries;
    if (signal.aborted) throw reasonOf(signal);
    const run = (asked: DocumentNode) => {
      const executed = execute({
        schema,
        document: asked,
        operationName,
        variableValues: prepared?.variables ?? variables,
        contextValue: context,
      });
      const put = (one: ExecutionResult) => withPlainLists(one, context.plainLists.splice(0));
      return executed instanceof Promise ? executed.then(put) : put(executed);
    };
    const whole = prepared?.document ?? document;
    // A batch counts its operations together, so none of them can be taken back.
    const merged = exchange.isBatch || whole !== document ? undefined : mergeSameFields(document, operation);
    const result =
      merged === undefined
        ? run(whole)
        : runMerged(merged, () => run(whole), run, { budget: exchange.budget, failures: context.failures });
    const finish = (one: ExecutionResult) =>
      finished(withFailures(one, context.failures), rule.onExecuted(exchange, context));
    if (!(result instanceof Promise)) return finish(result);
    return new Promise((resolve, reject) => {
      const leave = () => reject(reasonOf(signal));
      signal.addEventListener('abort', leave, { once: true });
      result.then(finish).then(resolve, reject);
    });
  };
}

/** Puts lists in that were read beside GraphQL. Where an error has taken what is around one, it is gone with it. */
function withPlainLists(result: ExecutionResult, lists: Readonly<OperationContext['plainLists']>): ExecutionResult {
  for (const { path, list } of lists) {
    const last = path.at(-1);
    const around = path.slice(0, -1).reduce<unknown>((value, key) => memberOf(value, key), result.data);
    if (last !== undefined && typeof around === 'object' && around !== null)
      (around as Record<string | number, unknown>)[last] = list;
  }
  return result;
}

function memberOf(value: unknown, key: string | number): unknown {
  return (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[key];
}

/** Adds failures of fields that answered all the same. */
export function withFailures(result: ExecutionResult, failures: OperationContext['failures']): ExecutionResult {
  if (failures.length === 0) return result;
  const errors = failures.map(({ error, path }) => locatedError(error, undefined, path));
  return { ...result, errors: [...(result.errors ?? []), ...errors] };
}

type Result = ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes a query that asks the same several times as if it asked once. Where a field fails, or the answer could be too
 * large with every copy counted, it is executed as it was asked: what was read is read already.
 */
async function runMerged(
  { document, mostCopies, expand }: MergedQuery,
  runWhole: () => Result,
  run: (document: DocumentNode) => Result,
  { budget, failures }: { readonly budget: Budget; readonly failures: OperationContext['failures'] },
): Promise<ExecutionResult> {
  const before = budget.counted;
  const result = await run(document);
  if (result.errors === undefined && failures.length === 0 && budget.countCopies(before, mostCopies)) {
    return { ...result, data: expand(result.data) as NonNullable<ExecutionResult['data']> };
  }
  budget.counted = before;
  failures.length = 0;
  return runWhole();
}

/** A caller who has left is told nothing; the reason of an `AbortSignal` would be taken for a bug. */
function reasonOf({ reason }: Signal): GatewayError {
  return reason instanceof GatewayError
    ? reason
    : new GatewayError('CLIENT_CLOSED', 'The caller closed the connection.');
}

function finished(
  { errors, ...result }: ExecutionResult,
  added: Readonly<Record<string, unknown>> | undefined,
): ExecutionResult {
  return {
    ...(errors && {
      errors: errors.map(toGraphQLError).map((error) => ('data' in result ? error : asBadRequest(error))),
    }),
    ...result,
    ...(added && { extensions: { ...result.extensions, ...added } }),
  };
}

/** Nothing was executed: the operation is not there, or its variables do not fit. */
function asBadRequest(error: ReturnType<typeof toGraphQLError>) {
  return rewritten(error, error.message, { ...error.extensions, http: { status: 400 } });
}
