import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import {
  createYoga,
  finalAsyncIterator,
  type GraphQLParams,
  isAsyncIterable,
  mapAsyncIterator,
  type Plugin,
  processRegularResult,
} from 'graphql-yoga';
import type { Signal } from '../../signal.ts';
import { limits as defaults, type Limits } from '../../limits.ts';
import type { Arrivals } from '../arrival.ts';
import type { CombinedRule } from '../combined.ts';
import type { ParsedDocuments } from '../documents/parsed-documents.ts';
import { measure } from '../documents/size.ts';
import { prepareVariables } from '../documents/variables.ts';
import type { Exchange, Exchanges, MediaType } from '../exchange.ts';
import { type Executor, withFailures } from '../executor.ts';
import { acceptedBy, noParts } from '../request/accept.ts';
import { type AnswerPart, partWithErrors, withErrors } from '../response/answer-errors.ts';
import { toGraphQLError } from '../response/errors.ts';
import { createPendingFormat, type PathPart } from '../response/incremental.ts';
import { refusedAnswer } from '../response/refused.ts';
import { bodyOf, writeAnswer } from '../response/written.ts';
import { inOnePart, inParts, type Process, wrapped } from './parts.ts';
import type { Answer, AnswerErrors, Errors, OperationContext } from '../rule.ts';

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly rule: CombinedRule;
  readonly arrivals: Arrivals;
  readonly exchanges: Exchanges;
  readonly documents: ParsedDocuments;
  readonly executor: Executor;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'batchOperations'>;
  /** Makes what resolvers are given, once for a request. */
  readonly createContext: (exchange: Exchange) => object;
}

/** Requests in, answers out: of the Fetch API, or of `node:http`. An exchange is that of the request, where there is one. */
export interface YogaHandler {
  fetch(request: Request): Promise<Response>;
  listen(request: IncomingMessage, response: ServerResponse, exchange?: Exchange): void;
}

/** Answers requests with Yoga, and calls the rules from its hooks. The one file that knows both. */
export function createYogaHandler(options: YogaOptions): YogaHandler {
  const { schema, rule, arrivals, exchanges, documents, executor, createContext, limits = defaults } = options;
  const yoga = createYoga<ServerContext>({
    schema,
    context({ request }) {
      const exchange = exchanges.of(request);
      return (exchange.context ??= createContext(exchange));
    },
    maskedErrors: { maskError: toGraphQLError },
    batching: { limit: limits.batchOperations },
    parserAndValidationCache: documents,
    extraParamNames: ['documentId'],
    plugins: [
      requestHooks(rule, arrivals, exchanges),
      documentHooks(rule, exchanges, documents, executor),
      answerHooks(rule, exchanges),
    ],
    // What rules do, or nobody should.
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    maxRequestBodySize: false,
    multipart: false,
    // Yoga would answer any URL that ends so. No URL ends in a space.
    healthCheckEndpoint: ' ',
  });
  return {
    fetch: async (request) => yoga.fetch(request),
    listen: (request, response, exchange) => void yoga(request, response, { exchange }),
  };
}

/** What Yoga's hooks are told of a request beside the request itself. */
interface ServerContext {
  readonly res?: ServerResponse;
  readonly exchange?: Exchange | undefined;
}

function requestHooks(rule: CombinedRule, arrivals: Arrivals, exchanges: Exchanges): Plugin {
  async function read(request: Request): Promise<GraphQLParams | GraphQLParams[]> {
    const exchange = exchanges.of(request);
    await arrivals.read(exchange);
    const { operations, isBatch } = exchange;
    return (isBatch ? operations : operations[0]) as GraphQLParams | GraphQLParams[];
  }

  return {
    onRequest({ request, endResponse, fetchAPI, serverContext }) {
      const { res, exchange: known } = serverContext as ServerContext;
      if (known !== undefined) exchanges.adopt(request, known);
      const exchange = exchanges.of(request);
      if (known === undefined && res !== undefined) exchange.untilTaken((then) => res.once('close', then));
      // A copy: the response writes its own headers, such as its length, into the object that it is given.
      const responseOf = ({ status, headers, body }: Answer) =>
        new fetchAPI.Response(body ?? null, { status, headers: { ...headers } });
      const refuse = (thrown: unknown): void | Promise<void> => {
        const { mediaType, parts } = acceptedBy(request.headers.get('accept') ?? '');
        const rewrite = (errors: Errors) => rule.onErrors(errors, exchange, { failedFields: 0 });
        const whole = responseOf(refusedAnswer(thrown, rewrite, mediaType ?? 'application/json'));
        if (mediaType !== undefined || parts === undefined) return endResponse(whole);
        return wrapped(whole, parts, fetchAPI).then(endResponse);
      };
      try {
        const answer = arrivals.onRequest(exchange);
        if (answer === undefined) return undefined;
        if (answer instanceof Promise) return answer.then((one) => endResponse(responseOf(one)), refuse);
        return endResponse(responseOf(answer));
      } catch (thrown) {
        return refuse(thrown);
      }
    },
    onRequestParse({ request, setRequestParser }) {
      const exchange = exchanges.of(request);
      setRequestParser(read as (request: Request) => Promise<GraphQLParams>);
      // From here on Yoga itself looks at the method, and knows two. The exchange knows how the request came.
      if (exchange.method === 'QUERY') Object.defineProperty(request, 'method', { value: 'POST' });
    },
    onParams({ request, params }) {
      const refused = exchanges.of(request).refusalOf(params);
      if (refused !== undefined) throw refused;
    },
  };
}

function documentHooks(
  rule: CombinedRule,
  exchanges: Exchanges,
  documents: ParsedDocuments,
  executor: Executor,
): Plugin {
  return {
    onParse: ({ setParseFn }) => setParseFn(documents.parse),
    onValidate({ params, addValidationRule, setResult }) {
      try {
        rule.onDocument(params.documentAST);
      } catch (refusal) {
        if (!(refusal instanceof GraphQLError)) throw refusal;
        setResult([refusal]);
      }
      for (const one of rule.validationRules) addValidationRule(one);
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const { request } = args.contextValue as { readonly request: Request };
      const exchange = exchanges.of(request);
      const operation = getOperationAST(args.document, args.operationName) ?? undefined;
      rule.onExecute(exchange, args.document, operation);
      const given = (args.variableValues ?? {}) as Readonly<Record<string, unknown>>;
      const own: OperationContext = { replays: [], failures: [], plainLists: [] };
      const context = Object.assign(args.contextValue as object, own);
      if (operation !== undefined && measure(args.document).deferred === 0) {
        const { document, operationName } = args;
        setExecuteFn(() => executor(exchange, { document, operation, operationName, variables: given, context }));
        return undefined;
      }
      // In parts, which only Yoga's own executor makes.
      const prepared = prepareVariables(args.schema, args.document, operation, given);
      if (prepared?.errors !== undefined) {
        setResultAndStopExecution({ errors: [...prepared.errors] });
        return undefined;
      }
      if (prepared !== undefined) {
        args.document = prepared.document;
        args.variableValues = prepared.variables;
      }
      // It has all that the executor asks of one.
      const isMutation = operation?.operation === OperationTypeNode.MUTATION;
      (args as { signal?: Signal }).signal = isMutation ? exchange.request.signal : exchange.budget.queries;
      const extensions = () => rule.onExecuted(exchange, context);
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) {
            const translate = exchange.parts?.format === 'v0.2' ? createPartTranslation(args) : undefined;
            setResult(extendedParts(result, extensions, translate) as never);
            return;
          }
          setResult(extended(withFailures(result, context.failures), extensions()) as never);
        },
      };
    },
  };
}

type Extensions = Readonly<Record<string, unknown>> | undefined;

function extended(result: ExecutionResult, added: Extensions): ExecutionResult {
  return added === undefined ? result : { ...result, extensions: { ...result.extensions, ...added } };
}

/** The first part has the extensions. They are asked for when it is there, after all fields that it is of. */
function extendedParts(
  parts: AsyncIterable<unknown>,
  extensions: () => Extensions,
  translate: (part: unknown) => unknown = (part) => part,
) {
  let isFirst = true;
  return mapAsyncIterator(parts[Symbol.asyncIterator](), (part) => {
    const own = isFirst ? extended(part as ExecutionResult, extensions()) : part;
    isFirst = false;
    return translate(own);
  });
}

/** Writes the parts of a stream in the newer format. */
function createPartTranslation({ schema, document, operationName, variableValues }: ExecutionArgs) {
  const variables = (variableValues ?? {}) as Readonly<Record<string, unknown>>;
  const translate = createPendingFormat({ schema, document, operationName, variables });
  return (part: unknown) => translate(part as PathPart);
}

function answerHooks(rule: CombinedRule, exchanges: Exchanges): Plugin {
  function rewriteFor(exchange: Exchange): (errors: Errors) => Errors {
    const answer: AnswerErrors = { failedFields: 0 };
    return (errors) => rule.onErrors(errors, exchange, answer);
  }

  function rewritten(result: ExecutionResult, exchange: Exchange): ExecutionResult {
    return result.errors === undefined ? result : withErrors(result, rewriteFor(exchange));
  }

  /** A stream can end more than once: it fails, and is then closed. */
  function end(exchange: Exchange): void {
    if (exchange.isEnded) return;
    exchange.end();
    rule.onEnd(exchange);
  }

  return {
    onResultProcess({ request, result, setResult, setResultProcessor }) {
      const exchange = exchanges.of(request);
      const { mediaType, parts, expectedAnswers } = exchange;
      if (isAsyncIterable(result) && parts !== undefined) {
        exchange.isStream = true;
        const rewrite = rewriteFor(exchange);
        const stream = mapAsyncIterator(result, (part) => partWithErrors(part as AnswerPart, rewrite));
        setResult(finalAsyncIterator(stream, () => end(exchange)) as never);
        setResultProcessor(inParts(parts), parts.type);
        return;
      }
      if (isAsyncIterable(result)) {
        // Nobody would read it to its end.
        void result[Symbol.asyncIterator]().return?.();
        setResult(rewritten({ errors: [noParts()] }, exchange) as never);
        setResultProcessor(inOnePiece(mediaType ?? 'application/json'), mediaType ?? 'application/json');
        return;
      }
      if (mediaType !== undefined) setResultProcessor(inOnePiece(mediaType), mediaType);
      // A caller who accepts nothing but parts gets the answer in one part.
      else if (parts !== undefined) setResultProcessor(inOnePart(parts), parts.type);
      if (Array.isArray(result)) {
        setResult(result.map((one: ExecutionResult) => rewritten(one, exchange)));
        return;
      }
      const answer = rewritten(result as ExecutionResult, exchange);
      setResult(answer as never);
      if (expectedAnswers === 0 || (mediaType ?? parts) === undefined) return;
      // The batch was refused as a whole.
      setResult(Array.from({ length: expectedAnswers }, () => answer) as never);
      const like = mediaType ?? 'application/graphql-response+json';
      setResultProcessor(
        (answers, fetchAPI) => {
          const { status, headers } = processRegularResult(answer as never, fetchAPI, like);
          const { body } = processRegularResult(answers as never, fetchAPI, like);
          headers.delete('content-length');
          const whole = new fetchAPI.Response(body, { status, headers });
          return mediaType === undefined && parts !== undefined ? wrapped(whole, parts, fetchAPI) : whole;
        },
        mediaType ?? parts?.type ?? like,
      );
    },
    onResponse({ request, response }) {
      const exchange = exchanges.of(request);
      exchange.status = response.status;
      // What a connection does is between the server and its caller.
      for (const name of ['connection', 'transfer-encoding']) response.headers.delete(name);
      rule.onResponse(exchange, response.headers);
      if (!exchange.isStream || request.signal.aborted) end(exchange);
    },
  };
}

function inOnePiece(mediaType: MediaType): Process {
  return (result, fetchAPI) => {
    const answer = writeAnswer(result as ExecutionResult, mediaType);
    return new fetchAPI.Response(bodyOf(answer), answer);
  };
}
