import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { type Caller, callerKey } from '../auth/caller.ts';
import type { RequestScope } from '../context.ts';
import type { AccountId } from '../ids.ts';
import type { Limits } from '../limits.ts';
import { Admission } from './admission.ts';
import { BytesInFlight } from './bytes-in-flight.ts';
import { Budget } from './budget.ts';
import type { IncrementalFormat } from './response/incremental.ts';
import type { Signal } from '../signal.ts';

/** What a server knows of a request. A `Request` is one. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Aborted when the caller leaves before it has the whole answer. */
  readonly signal: Signal;
  /** Where the server has parsed the URL already. */
  readonly parsedUrl?: RequestUrl;
  /** Reads the body, as `readBounded` does, where the server has a shorter way to it. */
  readonly readBody?: (mostBytes: number, drainBytes: number) => Promise<Buffer | undefined>;
}

export type RequestHeaders = Pick<Headers, 'get' | 'has'>;

export type RequestUrl = Pick<URL, 'pathname' | 'search' | 'searchParams'>;

/** How far servers have come with an exchange: see `createArrivals`. */
export interface Arrival {
  /** What the rules said when its headers were known. */
  asked?: { readonly answer: unknown } | { readonly thrown: unknown };
  /** Settled when its operations are read, and who calls is known. */
  read?: Promise<void>;
}

/** One operation as it was sent: nothing about its values is certain. */
export interface Operation {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** Of an answer in one piece. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** An answer in parts, as a caller accepts it. */
export interface Parts {
  readonly type: 'multipart/mixed' | 'text/event-stream';
  /** The parameter that asked for the format, such as `deferSpec=20220824`; undefined where none did. */
  readonly version: string | undefined;
  readonly format: IncrementalFormat;
}

export interface ExchangeOptions {
  /** Upstream calls of one request, over all of its operations. */
  readonly maxUpstreamCalls: number;
  /** Shared by all exchanges of a process. @default this exchange counts for itself */
  readonly bytesInFlight?: BytesInFlight;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'answerCharacters' | 'fieldErrors' | 'representations'>;
  /** A monotonic clock, in milliseconds. @default `performance.now` */
  readonly now?: () => number;
  /** Makes the id of a request that brings none. @default a random UUID */
  readonly makeId?: () => string;
}

/** One HTTP request and its answer: everything that is remembered of it, from its headers until its answer has ended. */
export class Exchange implements RequestScope {
  readonly request: HttpRequest;
  /** How the request came. A server behind the rules can be shown another method. */
  readonly method: string;
  /** The caller's own `X-Request-Id` where it is well-formed. */
  readonly id: string;
  readonly #options: ExchangeOptions;
  readonly #startedAt: number;
  #url: RequestUrl | undefined;
  #admission: Admission | undefined;
  #callerKey = '';
  #isTakenLater = false;
  #refused: Map<object, GraphQLError> | undefined;

  /** How the caller likes an answer in one piece best; undefined for one who takes only parts. */
  mediaType: MediaType | undefined;
  /** How the caller accepts an answer in parts; undefined where it does not. */
  parts: Parts | undefined;

  /** For the whole request, in milliseconds. */
  deadlineMs: number = standardDeadlineMs;

  operations: readonly Operation[] = [];
  isBatch = false;
  /** Answers that the caller of a batch expects in a list, so that a refusal of it is repeated for each. */
  expectedAnswers = 0;
  /** Mutation fields of all operations. */
  mutationFields = 0;
  readonly budget: Budget;
  /** Of the header `Idempotency-Key`, where the request may have one. */
  idempotencyKey: string | undefined;

  /** How far a server has come with it. */
  arrival: Arrival | undefined;
  /** Set by a server that writes the answer by `stringifyPieces`, before it asks for the context. */
  splices = false;

  /** What resolvers are given, by all operations of the request alike. */
  context: object | undefined;

  /** The `sub` of the caller's token, for the log: also where the account is refused. */
  subject: string | null = null;
  /** What is wrong with the caller's credentials, for the log. */
  fault: string | undefined;
  /** Of the operations that were executed, for the log. */
  readonly operationNames: string[] = [];
  /** Of the errors in the answer, for the log. */
  codes: string[] = [];
  /** Whether the answer has several parts. */
  isStream = false;
  /** Of the answer; 499 in the end where the caller left before it. */
  status = 0;
  isEnded = false;

  constructor(request: HttpRequest, options: ExchangeOptions) {
    const { now = monotonic, makeId = randomUUID } = options;
    this.request = request;
    this.method = request.method;
    this.budget = new Budget(options.maxUpstreamCalls, options.bytesInFlight ?? new BytesInFlight(), options.limits);
    this.#options = options;
    this.#startedAt = now();
    this.id = requestIdOf(request.headers.get('x-request-id'), makeId);
  }

  /** Milliseconds since the request was first seen. */
  get ms(): number {
    return (this.#options.now ?? monotonic)() - this.#startedAt;
  }

  /** The method is safe: a request that comes so must not change anything. */
  get isReadOnly(): boolean {
    return this.method !== 'POST';
  }

  get url(): RequestUrl {
    return (this.#url ??= this.request.parsedUrl ?? new URL(this.request.url));
  }

  /** Who calls and for which account is known: the deadline starts, and the members below can be used. */
  admit(caller: Caller, account: AccountId): void {
    const { signal } = this.request;
    this.#callerKey = callerKey(caller, account);
    this.budget.countFor(this.#callerKey);
    this.#admission = new Admission(caller, account, this.deadlineMs, signal);
    if (signal.aborted) this.budget.endQueries(signal.reason);
    else signal.addEventListener('abort', () => this.budget.endQueries(signal.reason), { once: true });
  }

  get isAdmitted(): boolean {
    return this.#admission !== undefined;
  }

  /** See {@link callerKey}. */
  get callerKey(): string {
    return this.#callerKey;
  }

  get caller(): Caller {
    return this.#admitted.caller;
  }

  get account(): AccountId {
    return this.#admitted.account;
  }

  get reads(): Signal {
    return this.#admitted.reads;
  }

  get writes(): Signal {
    return this.#admitted.writes;
  }

  get left(): Signal {
    return this.request.signal;
  }

  get endsAt(): number {
    return this.#admitted.endsAt;
  }

  get #admitted(): Admission {
    if (this.#admission === undefined) throw new Error('No rule has found out who calls.');
    return this.#admission;
  }

  /** Refuses one operation; the others of its batch are executed. */
  refuse(operation: Operation, error: GraphQLError): void {
    this.#refused ??= new Map();
    this.#refused.set(operation, error);
  }

  refusalOf(operation: object): GraphQLError | undefined {
    return this.#refused?.get(operation);
  }

  /** Something else says when the caller has taken the answer: the connection that it goes over. */
  untilTaken(taken: (then: () => void) => void): void {
    this.#isTakenLater = true;
    taken(() => this.budget.release());
  }

  /** The answer has ended. */
  end(): void {
    this.isEnded = true;
    if (!this.#isTakenLater) this.budget.release();
    this.#admission?.end();
    if (!this.request.signal.aborted) return;
    // Nobody received the answer, whatever it was.
    this.status = 499;
    this.codes = ['CLIENT_CLOSED'];
  }
}

export interface Exchanges {
  /** The exchange of a request: the same one for as long as the request lives. */
  of(request: Request): Exchange;
  /** A new exchange, of a request that is asked for once. */
  open(request: HttpRequest): Exchange;
  /** From now on the exchange is that of this request too: it is the same request, as another server sees it. */
  adopt(request: Request, exchange: Exchange): void;
}

/** Keyed by the `Request` object and nothing wider, so that no two requests ever share. */
export function createExchanges(options: ExchangeOptions): Exchanges {
  const exchanges = new WeakMap<Request, Exchange>();
  return {
    of(request) {
      const found = exchanges.get(request);
      if (found !== undefined) return found;
      const exchange = new Exchange(request, options);
      exchanges.set(request, exchange);
      return exchange;
    },
    open: (request) => new Exchange(request, options),
    adopt: (request, exchange) => void exchanges.set(request, exchange),
  };
}

/** The id that a request brings where it is well-formed, otherwise a new one. */
export function requestIdOf(given: string | null | undefined, makeId: () => string = randomUUID): string {
  return given !== null && given !== undefined && acceptableId.test(given) ? given : makeId();
}

const acceptableId = /^[\w-]{1,64}$/;

/** Of an exchange that no rule gives another. */
const standardDeadlineMs = 30_000;

const monotonic = () => performance.now();
