import type { DocumentNode, GraphQLError, OperationDefinitionNode, ValidationRule } from 'graphql';
import type { Context } from '../context.ts';
import type { Exchange, Operation } from './exchange.ts';

/**
 * Something that is done to every HTTP request, at one or several of its moments. `gateway.ts` lists the rules; at each
 * moment they are called in the order of that list.
 *
 * A rule refuses a request by throwing a {@link refusal}. It keeps nothing of a request but on the {@link Exchange}, and
 * knows nothing of the server behind it, so that several servers can follow the same list.
 */
export interface Rule {
  /** The name of its factory. */
  readonly name: string;

  /** The request line and the headers are known. The first answer is the answer of the request; no other rule is asked. */
  onRequest?(exchange: Exchange): Answer | Promise<Answer> | undefined;

  /** Reads what is asked, out of the URL or the body. The first rule that returns something has read it. */
  read?(exchange: Exchange): Asked | Promise<Asked> | undefined;

  /** `exchange.operations` are read. Who calls, and whether they may, is found out here; an operation can be replaced. */
  onRead?(exchange: Exchange): void | Promise<void>;

  /** A document is parsed, and not validated yet. */
  onDocument?(document: DocumentNode): void;

  /** Added to GraphQL's own. A document is validated once, so they must not depend on the request. */
  readonly validationRules?: readonly ValidationRule[];

  /** An operation is about to be executed. `operation` is undefined where the document has several and none is named. */
  onExecute?(exchange: Exchange, document: DocumentNode, operation: OperationDefinitionNode | undefined): void;

  /** An operation was executed: adds to the `extensions` of its answer. `context` is what its resolvers were given. */
  onExecuted?(exchange: Exchange, context: OperationContext): Readonly<Record<string, unknown>> | undefined;

  /** Rewrites the errors of an answer, or of a part of one. */
  onErrors?(errors: Errors, exchange: Exchange, answer: AnswerErrors): Errors;

  /** The answer is ready: adds to its headers. */
  onResponse?(exchange: Exchange, headers: AnswerHeaders): void;

  /** The whole answer is given, or its caller has left: `exchange.status` says which. */
  onEnd?(exchange: Exchange): void;
}

export type OperationContext = Pick<Context, 'replays' | 'failures' | 'plainLists'>;

export type Asked = Operation | readonly Operation[];

/** An answer that is not GraphQL's. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export type Errors = readonly GraphQLError[];

export type AnswerHeaders = Pick<Headers, 'append' | 'delete' | 'has' | 'set'>;

/** What is counted over all parts of the answer to one operation. */
export interface AnswerErrors {
  failedFields: number;
}
