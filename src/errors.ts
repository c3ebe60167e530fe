/** Who has to act before the call can succeed. */
export type Fault = 'caller' | 'user' | 'operator' | 'cyclr' | 'third-party app' | 'gateway';

export interface ErrorKind {
  readonly fault: Fault;
  /** Whether trying the same call again can help. A single error may say otherwise. */
  readonly retriable: boolean;
}

/**
 * Every code a client may switch on. A new code is a minor release; a renamed or removed one is a major.
 * `docs/errors.md` says of each when it happens and what to do.
 */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'METHOD_NOT_FOUND'
  | 'METHOD_AMBIGUOUS'
  | 'METHOD_NOT_READABLE'
  | 'LIMIT_EXCEEDED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'CONNECTOR_NOT_AUTHENTICATED'
  | 'IP_NOT_ALLOWED'
  | 'UPSTREAM_CREDENTIALS'
  | 'RATE_LIMITED'
  | 'TIMEOUT'
  | 'CLIENT_CLOSED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IN_PROGRESS'
  | 'THIRD_PARTY_ERROR'
  | 'FIELD_TYPE_MISMATCH'
  | 'INTERNAL_SERVER_ERROR';

export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = {
  UNAUTHENTICATED: { fault: 'caller', retriable: false },
  FORBIDDEN: { fault: 'caller', retriable: false },
  BAD_REQUEST: { fault: 'caller', retriable: false },
  BAD_USER_INPUT: { fault: 'caller', retriable: false },
  NOT_FOUND: { fault: 'caller', retriable: false },
  METHOD_NOT_FOUND: { fault: 'caller', retriable: false },
  METHOD_AMBIGUOUS: { fault: 'caller', retriable: false },
  METHOD_NOT_READABLE: { fault: 'caller', retriable: false },
  LIMIT_EXCEEDED: { fault: 'caller', retriable: false },
  PERSISTED_QUERY_NOT_SUPPORTED: { fault: 'caller', retriable: false },
  PERSISTED_QUERY_NOT_FOUND: { fault: 'caller', retriable: false },
  CONNECTOR_NOT_AUTHENTICATED: { fault: 'user', retriable: false },
  IP_NOT_ALLOWED: { fault: 'operator', retriable: false },
  UPSTREAM_CREDENTIALS: { fault: 'operator', retriable: false },
  RATE_LIMITED: { fault: 'caller', retriable: true },
  TIMEOUT: { fault: 'cyclr', retriable: true },
  CLIENT_CLOSED: { fault: 'caller', retriable: true },
  UPSTREAM_UNAVAILABLE: { fault: 'cyclr', retriable: true },
  UPSTREAM_INVALID: { fault: 'cyclr', retriable: true },
  IDEMPOTENCY_KEY_REUSED: { fault: 'caller', retriable: false },
  IN_PROGRESS: { fault: 'caller', retriable: true },
  THIRD_PARTY_ERROR: { fault: 'third-party app', retriable: false },
  FIELD_TYPE_MISMATCH: { fault: 'third-party app', retriable: false },
  INTERNAL_SERVER_ERROR: { fault: 'gateway', retriable: false },
};

/**
 * What a failed call may have done in the third-party app. `NONE`: nothing, it is proven that the call did not reach the
 * app. `REFUSED`: nothing but what the app says, which refused in its own words. `UNKNOWN`: anything. `DONE` and
 * `RUNNING`: the same write was done before, or is on its way, by its idempotency key.
 */
export type Effect = 'NONE' | 'REFUSED' | 'UNKNOWN' | 'DONE' | 'RUNNING';

/** What a failed write may have done, as its caller is told. */
export type Outcome = 'NOT_APPLIED' | 'REFUSED' | 'UNCERTAIN' | 'APPLIED' | 'IN_PROGRESS';

const outcomes: Readonly<Record<Effect, Outcome>> = {
  NONE: 'NOT_APPLIED',
  REFUSED: 'REFUSED',
  UNKNOWN: 'UNCERTAIN',
  DONE: 'APPLIED',
  RUNNING: 'IN_PROGRESS',
};

/** The gateway held a request back, and would hold it back again at once; or no connection could be made for it. */
export type Unsent = 'HELD_BACK' | 'NOT_CONNECTED';

export interface GatewayErrorOptions {
  /** Given to the caller unchanged, beside `code`. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** @default what the code says */
  readonly retriable?: boolean;
  /** @default 'NONE' */
  readonly effect?: Effect;
  /** How long to wait before the same call is worth trying again, in seconds. */
  readonly retryAfterSeconds?: number | undefined;
  /** What this failure is if everything the call names turns out to exist: a 404 may be anybody's. */
  readonly ifFound?: GatewayError;
  /** Cyclr refused numbers that are not the method's: a newer release may have others. @default false */
  readonly refusesNumbers?: boolean;
  /** It may be the gateway's own token that was refused, and not the account connector's credentials. @default false */
  readonly mayBeGateway?: boolean;
  /** The account itself is not there, and not only something of it. @default false */
  readonly isAccountMissing?: boolean;
  /** Why the request never left. @default it may have left */
  readonly unsent?: Unsent | undefined;
  /** Sending the same call with the same key can tell what became of it, and does not do it twice. @default false */
  readonly isLookedFor?: boolean;
  /** Logged, and never given to the caller. */
  readonly cause?: unknown;
}

/**
 * The only error that a caller may read. It is created once, where the failure is understood. Everything else that is
 * thrown is a bug of the gateway, and is masked.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;
  readonly effect: Effect;
  readonly retryAfterSeconds: number | undefined;
  readonly ifFound: GatewayError | undefined;
  readonly refusesNumbers: boolean;
  readonly mayBeGateway: boolean;
  readonly isAccountMissing: boolean;
  readonly unsent: Unsent | undefined;
  readonly isLookedFor: boolean;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const { details = {}, retryAfterSeconds } = options;
    this.code = code;
    this.details = retryAfterSeconds === undefined ? details : { ...details, retryAfterSeconds };
    this.retriable = options.retriable ?? errorKinds[code].retriable;
    this.effect = options.effect ?? 'NONE';
    this.retryAfterSeconds = retryAfterSeconds;
    this.ifFound = options.ifFound;
    this.refusesNumbers = options.refusesNumbers ?? false;
    this.mayBeGateway = options.mayBeGateway ?? false;
    this.isAccountMissing = options.isAccountMissing ?? false;
    this.unsent = options.unsent;
    this.isLookedFor = options.isLookedFor ?? false;
  }

  /** The same failure with more details. */
  with(more: Readonly<Record<string, unknown>>): GatewayError {
    return this.#copy({ details: { ...this.details, ...more } });
  }

  /** The same failure with one more sentence for people, and more details. */
  saying(sentence: string, more: Readonly<Record<string, unknown>>): GatewayError {
    const { message } = this;
    const ended = /[.!?]$/.test(message) ? message : `${message}.`;
    return this.#copy({ details: { ...this.details, ...more } }, `${ended} ${sentence}`);
  }

  /** The same failure, of a call that may have reached the third-party app. One that the app refused stays refused. */
  onTheWay(): GatewayError {
    return this.effect === 'NONE' ? this.#copy({ effect: 'UNKNOWN' }) : this;
  }

  /** The same failure, of a request that the gateway did not send. */
  heldBack(): GatewayError {
    return this.#copy({ unsent: 'HELD_BACK' });
  }

  /** The same failure, where it is known by other means what the call has done. */
  withEffect(effect: Effect): GatewayError {
    return this.#copy({ effect });
  }

  /** The same failure of a write that is looked for: its key is worth giving again after a while. */
  lookedFor(retryAfterSeconds: number): GatewayError {
    return this.#copy({ retriable: true, isLookedFor: true, retryAfterSeconds });
  }

  /** What a failed write may have done. */
  get outcome(): Outcome {
    return outcomes[this.effect];
  }

  /**
   * The same failure as the caller of a write is told of it, with its `outcome`. It is worth trying again only where that
   * cannot do it twice: it was not applied, the third-party app refused it for its rate alone, its key is known to be done
   * or on its way, or it is looked for.
   */
  ofWrite(): GatewayError {
    const { outcome } = this;
    const isSafe =
      this.isLookedFor || (outcome !== 'UNCERTAIN' && (outcome !== 'REFUSED' || this.code === 'RATE_LIMITED'));
    const isToLook = outcome === 'UNCERTAIN' && !this.isLookedFor;
    const message = isToLook ? this.message.replace(adviceToRepeat, adviceToLook) : this.message;
    return this.#copy({ details: { ...this.details, outcome }, retriable: this.retriable && isSafe }, message);
  }

  #copy(changed: GatewayErrorOptions, message = this.message): GatewayError {
    const { ifFound, ...facts } = this;
    const copy = new GatewayError(this.code, message, {
      ...facts,
      cause: this.cause,
      ...(ifFound && { ifFound }),
      ...changed,
    });
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }
}

const adviceToRepeat = /Try again (?:in a moment|in \d+ s)\.$/;
const adviceToLook = 'The write may have been applied: look before you send it again.';

/** One thing that is wrong with the inputs of a call. */
export interface Problem {
  /** Its path in the arguments, such as `["parameters", "Lst Name"]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What was probably meant, best first. */
  readonly suggestions: readonly string[];
}

/** An error with everything that is wrong with inputs. `subject` says what cannot be done, without a full stop. */
export function badUserInput(subject: string, problems: readonly Problem[]): GatewayError {
  const list = problems.map(({ message }) => message).join(' ');
  return new GatewayError('BAD_USER_INPUT', `${subject}: ${list}`, { details: { problems } });
}
