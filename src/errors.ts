/** Who has to act before the call can succeed. */
export type Fault = 'caller' | 'user' | 'operator' | 'cyclr' | 'third-party app' | 'gateway';

export interface ErrorKind {
  readonly fault: Fault;
  /** Would the same call be worth trying again? A single error may know better. */
  readonly retriable: boolean;
}

/**
 * Every code a client may switch on. A new code is a minor release; a renamed or removed one is a major.
 * `docs/errors.md` says of each when it happens and what to do.
 */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'METHOD_NOT_FOUND'
  | 'METHOD_AMBIGUOUS'
  | 'METHOD_NOT_READABLE'
  | 'LIMIT_EXCEEDED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'CONNECTOR_NOT_AUTHENTICATED'
  | 'IP_NOT_ALLOWED'
  | 'UPSTREAM_CREDENTIALS'
  | 'RATE_LIMITED'
  | 'TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_INVALID'
  | 'THIRD_PARTY_ERROR'
  | 'FIELD_TYPE_MISMATCH'
  | 'INTERNAL_SERVER_ERROR';

export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = {
  UNAUTHENTICATED: { fault: 'caller', retriable: false },
  FORBIDDEN: { fault: 'caller', retriable: false },
  BAD_USER_INPUT: { fault: 'caller', retriable: false },
  NOT_FOUND: { fault: 'caller', retriable: false },
  METHOD_NOT_FOUND: { fault: 'caller', retriable: false },
  METHOD_AMBIGUOUS: { fault: 'caller', retriable: false },
  METHOD_NOT_READABLE: { fault: 'caller', retriable: false },
  LIMIT_EXCEEDED: { fault: 'caller', retriable: false },
  PERSISTED_QUERY_NOT_FOUND: { fault: 'caller', retriable: false },
  CONNECTOR_NOT_AUTHENTICATED: { fault: 'user', retriable: false },
  IP_NOT_ALLOWED: { fault: 'operator', retriable: false },
  UPSTREAM_CREDENTIALS: { fault: 'operator', retriable: false },
  RATE_LIMITED: { fault: 'caller', retriable: true },
  TIMEOUT: { fault: 'cyclr', retriable: true },
  UPSTREAM_UNAVAILABLE: { fault: 'cyclr', retriable: true },
  UPSTREAM_INVALID: { fault: 'cyclr', retriable: true },
  THIRD_PARTY_ERROR: { fault: 'third-party app', retriable: false },
  FIELD_TYPE_MISMATCH: { fault: 'third-party app', retriable: false },
  INTERNAL_SERVER_ERROR: { fault: 'gateway', retriable: false },
};

/** What became of a write that failed: never reached the third-party app, or may have been applied. */
export type Outcome = 'NOT_APPLIED' | 'UNCERTAIN';

export interface GatewayErrorOptions {
  /** Crosses the border as it stands, beside `code`: never an upstream body, never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Overrides what the code says. */
  readonly retriable?: boolean;
  /** The call may have reached the third-party app before it failed. */
  readonly mayHaveReachedApp?: boolean;
  /** Logged, and stays here. */
  readonly cause?: unknown;
}

/**
 * The only error a caller may read: made once, at the place that understands the failure.
 * Everything else that is thrown is a bug of ours, and is masked.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;
  readonly mayHaveReachedApp: boolean;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.retriable = options.retriable ?? errorKinds[code].retriable;
    this.mayHaveReachedApp = options.mayHaveReachedApp ?? false;
  }

  /** The same failure with more to tell. */
  with(more: Readonly<Record<string, unknown>>): GatewayError {
    const { code, message, details, retriable, mayHaveReachedApp, cause } = this;
    return new GatewayError(code, message, { details: { ...details, ...more }, retriable, mayHaveReachedApp, cause });
  }

  /** The same failure of a call that was already on its way to the third-party app. */
  onTheWay(): GatewayError {
    const { code, message, details, retriable, cause } = this;
    return new GatewayError(code, message, { details, retriable, cause, mayHaveReachedApp: true });
  }

  /** The same failure as seen by a write: it says what became of it, and is not worth a blind second try if it may have been applied. */
  ofWrite(): GatewayError {
    const outcome: Outcome = this.mayHaveReachedApp ? 'UNCERTAIN' : 'NOT_APPLIED';
    return new GatewayError(this.code, this.message, {
      details: { ...this.details, outcome },
      retriable: this.retriable && outcome === 'NOT_APPLIED',
      mayHaveReachedApp: this.mayHaveReachedApp,
      cause: this.cause,
    });
  }
}

/** One thing that is wrong with the inputs of a call. */
export interface Problem {
  /** Where it stands in the arguments, such as `["parameters", "Lst Name"]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What was probably meant, best first. */
  readonly suggestions: readonly string[];
}

/** Inputs that do not fit, with everything that is wrong at once. */
export function badUserInput(subject: string, problems: readonly Problem[]): GatewayError {
  const list = problems.map(({ message }) => message).join(' ');
  return new GatewayError('BAD_USER_INPUT', `${subject}: ${list}`, { details: { problems } });
}
