import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { sizeOf } from '../../spans/pieces.ts';
import type { Arrivals } from '../arrival.ts';
import type { CombinedRule } from '../combined.ts';
import type { PreparedDocuments } from '../documents/prepared-documents.ts';
import type { Exchange, MediaType, Operation } from '../exchange.ts';
import type { ExecutedOperation, Executor } from '../executor.ts';
import { toGraphQLError } from '../response/errors.ts';
import { AnswerHeaderMap } from '../response/header-map.ts';
import { type WrittenAnswer, writeAnswer } from '../response/written.ts';
import type { AnswerErrors, OperationContext } from '../rule.ts';

export interface EntryOptions {
  readonly schema: GraphQLSchema;
  readonly rule: CombinedRule;
  readonly arrivals: Arrivals;
  readonly documents: PreparedDocuments;
  readonly executor: Executor;
  /** Makes what resolvers are given, once for a request. */
  readonly createContext: (exchange: Exchange) => OperationContext;
}

/** An answer with all of its headers. */
export interface EnteredAnswer extends Pick<WrittenAnswer, 'status' | 'pieces'> {
  readonly headers: AnswerHeaderMap;
}

/**
 * Answers the usual request by a short way: a POST of one operation whose document is valid, answered in one piece.
 * Undefined for any other, which is then for the server behind: it goes on where this one has stopped, so that no moment
 * of the rules happens twice.
 */
export type Entry = (exchange: Exchange) => Promise<EnteredAnswer | undefined>;

export function createEntry({ rule, arrivals, documents, executor, createContext }: EntryOptions): Entry {
  async function usual(exchange: Exchange): Promise<Omit<ExecutedOperation, 'context'> | undefined> {
    try {
      if (arrivals.onRequest(exchange) !== undefined) return undefined;
      await arrivals.read(exchange);
    } catch {
      // Refused: the server behind is told the same, and answers it.
      return undefined;
    }
    const [operation] = exchange.operations;
    if (exchange.isBatch || operation === undefined || exchange.refusalOf(operation) !== undefined) return undefined;
    return isUsual(operation) ? documents.find(operation.query, operation) : undefined;
  }

  async function execute(exchange: Exchange, asked: Omit<ExecutedOperation, 'context'>): Promise<ExecutionResult> {
    try {
      exchange.splices = true;
      const context = (exchange.context ??= createContext(exchange)) as OperationContext;
      rule.onExecute(exchange, asked.document, asked.operation);
      return await executor(exchange, { ...asked, context });
    } catch (error) {
      return { errors: [toGraphQLError(error)] };
    }
  }

  function write(exchange: Exchange, result: ExecutionResult, mediaType: MediaType): EnteredAnswer {
    const { errors } = result;
    const answer: AnswerErrors = { failedFields: 0 };
    const told = errors === undefined ? result : { ...result, errors: rule.onErrors(errors, exchange, answer) };
    const { status, headers: own, pieces } = writeAnswer(told, mediaType);
    const headers = new AnswerHeaderMap(own);
    headers.set('content-length', String(sizeOf(pieces)));
    exchange.status = status;
    rule.onResponse(exchange, headers);
    exchange.end();
    rule.onEnd(exchange);
    return { status, headers, pieces };
  }

  return async (exchange) => {
    const asked = await usual(exchange);
    if (asked === undefined || exchange.mediaType === undefined) return undefined;
    return write(exchange, await execute(exchange, asked), exchange.mediaType);
  };
}

interface UsualOperation extends Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

const usualKeys: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId']);

/** Every key is known, and holds what it should. */
function isUsual(operation: Operation): operation is UsualOperation {
  const { query, operationName = null, variables = null, extensions = null } = operation;
  return (
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    isObjectOrNull(variables) &&
    isObjectOrNull(extensions) &&
    Object.keys(operation).every((key) => usualKeys.has(key))
  );
}

function isObjectOrNull(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value);
}
