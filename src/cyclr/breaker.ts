import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';
import { GatewayError } from '../errors.ts';
import { limits as defaults, type Limits } from '../limits.ts';

/** How something ended. */
export type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerOptions<Value> {
  readonly isFailure: (outcome: Outcome<Value>) => boolean;
  /** What is held back, as the subject of "…, so the gateway sends it nothing for a moment". */
  readonly trouble: string;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'breakerFailures' | 'breakerOpenMs'> | undefined;
  /** Told of every change, with what is refused with while it is open. */
  readonly onChange?: ((state: BreakerState, refusal: GatewayError) => void) | undefined;
}

/**
 * Opens when what it runs fails so many times, one after the other. It then refuses at once, and after a moment it runs
 * one to see: a success closes it, a failure keeps it open.
 */
export interface Breaker<Value> {
  readonly state: BreakerState;
  /**
   * The outcome; `UPSTREAM_UNAVAILABLE`, held back, where nothing is run.
   *
   * @param isToSee Whether it may be the one that is run to see. @default true
   */
  run(send: () => Promise<Outcome<Value>>, isToSee?: boolean): Promise<Outcome<Value>>;
}

export function createBreaker<Value>({
  isFailure,
  trouble,
  limits: { breakerFailures, breakerOpenMs } = defaults,
  onChange = () => {},
}: BreakerOptions<Value>): Breaker<Value> {
  const circuit: CircuitBreakerPolicy = circuitBreaker(
    handleWhenResult((result) => {
      const outcome = result as Outcome<Value>;
      // One that is run to see, and sees nothing, says nothing good.
      return isFailure(outcome) || (circuit.state === CircuitState.HalfOpen && saysNothing(outcome));
    }),
    { halfOpenAfter: breakerOpenMs, breaker: new ConsecutiveBreaker(breakerFailures) },
  );
  circuit.onStateChange((state) => onChange(stateOf(state), toRefusal()));

  function toRefusal(): GatewayError {
    const retryAfterSeconds = Math.ceil(breakerOpenMs / 1000);
    const message = `${trouble}, so the gateway sends it nothing for a moment. Try again in ${retryAfterSeconds} s.`;
    return new GatewayError('UPSTREAM_UNAVAILABLE', message, { retryAfterSeconds, unsent: 'HELD_BACK' });
  }

  return {
    get state() {
      return stateOf(circuit.state);
    },
    async run(send, isToSee = true) {
      // The circuit itself would have it wait for the one that is run to see.
      if (circuit.state === CircuitState.HalfOpen) return { error: toRefusal() };
      if (circuit.state === CircuitState.Open && !isToSee) return { error: toRefusal() };
      try {
        return await circuit.execute(send);
      } catch (error) {
        return { error: error instanceof BrokenCircuitError ? toRefusal() : error };
      }
    },
  };
}

/** The outcome of a promise. */
export function settled<Value>(promise: Promise<Value>): Promise<Outcome<Value>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** The value of an outcome. @throws its error */
export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if ('value' in outcome) return outcome.value;
  throw outcome.error;
}

/** The failure of an outcome, where it is one. */
export function failureOf(outcome: Outcome<unknown>): GatewayError | undefined {
  return 'error' in outcome && outcome.error instanceof GatewayError ? outcome.error : undefined;
}

function saysNothing(outcome: Outcome<unknown>): boolean {
  const error = failureOf(outcome);
  return error?.code === 'CLIENT_CLOSED' || error?.unsent === 'HELD_BACK';
}

function stateOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'CLOSED';
  return state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN';
}
