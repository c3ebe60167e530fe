import type { MethodField } from '../connectors/method.ts';
import { remapInputs } from '../connectors/inputs.ts';
import type { CallScope, Cyclr, MethodCall } from '../cyclr/cyclr.ts';
import type { Listings } from '../cyclr/listings.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId } from '../ids.ts';
import { canonicalJson, type Json } from '../json.ts';
import { createUnbatchedLoader, type UnbatchedLoader } from './unbatched-loader.ts';
import { type CallInput, noAccountConnector, type PlannedCall, type Planner } from '../calls/plan.ts';

export interface CallAnswer {
  /** The third-party app's own; undefined when it is empty. */
  readonly body: Json | undefined;
  /** Where records stand in it; empty where the call needed no listing. */
  readonly responseFields: readonly MethodField[];
}

export interface MethodCalls {
  /** Calls a method. `as` READ refuses one that may write. */
  call(input: CallInput, as?: 'READ'): Promise<CallAnswer>;
}

export interface MethodCallsOptions {
  readonly cyclr: Cyclr;
  /** Its signal ends with the caller. */
  readonly scope: CallScope;
  /** Ends with the request's deadline and not before: a write on its way is never cut off by a caller who leaves. */
  readonly writes: AbortSignal;
  readonly planner: Planner;
  readonly listings: Listings;
  /** Told of every call that was sent, when it has ended. */
  readonly onCall: (call: EndedCall) => void;
}

/** A call that was sent, without anything that was said in it. */
export interface EndedCall {
  readonly planned: PlannedCall;
  /** Undefined for one that succeeded. */
  readonly error: unknown;
  readonly ms: number;
}

/**
 * Calls of one request.
 *
 * An identical read is sent once, whenever it is asked. An identical write is sent once while the first is in flight;
 * one that comes later is sent again, because GraphQL runs mutation fields one after the other and the caller wrote two.
 * A write forgets what was read from its account connector, so that a read after it is fresh. No call waits for another,
 * and a failed one fails alone.
 */
export function loadMethodCalls({ cyclr, scope, writes, planner, listings, onCall }: MethodCallsOptions): MethodCalls {
  const reads = new Map<AccountConnectorId, CallLoader>();
  const inFlight: CallLoader = createCallLoader(async (keyed) => {
    const { planned } = keyed;
    try {
      return await send(planned);
    } finally {
      inFlight.clear(keyed);
      reads.get(planned.accountConnectorId)?.clearAll();
    }
  });

  function readsOf(id: AccountConnectorId): CallLoader {
    const found = reads.get(id);
    if (found !== undefined) return found;
    const loader = createCallLoader(({ planned }) => send(planned));
    reads.set(id, loader);
    return loader;
  }

  async function send(planned: PlannedCall): Promise<Json | undefined> {
    const isWrite = planned.kind === 'WRITE';
    const asked = isWrite ? { ...scope, signal: writes } : scope;
    const startedAt = performance.now();
    const ended = (error?: unknown) => onCall({ planned, error, ms: performance.now() - startedAt });
    try {
      const body = await cyclr
        .callMethod(asked, toMethodCall(planned))
        .catch((error: unknown) => again(error, planned, asked));
      ended();
      return body;
    } catch (error) {
      const explained = error instanceof GatewayError ? await explain(error, planned) : error;
      ended(explained);
      throw isWrite && explained instanceof GatewayError ? explained.ofWrite() : explained;
    }
  }

  /** A refusal of numbers that came from a kept listing may mean a newer release: its numbers are tried, once. */
  async function again(
    error: unknown,
    { known, ...planned }: PlannedCall,
    asked: CallScope,
  ): Promise<Json | undefined> {
    const refused = error instanceof GatewayError && error.code === 'BAD_USER_INPUT' && !error.mayHaveReachedApp;
    if (!refused || known === undefined || 'id' in known.release) throw error;
    const { method, listing, release } = known;
    const newer = await listings.newerThan(listing, scope, release);
    const successor = newer.byIdentifier(method.uniqueIdentifier);
    if (newer === listing || successor === undefined) throw error;
    const inputs = remapInputs(method, successor, planned.inputs);
    if (inputs === undefined) throw error;
    return cyclr.callMethod(asked, toMethodCall({ ...planned, inputs, known: undefined }));
  }

  /** A 404 can be Cyclr's, for what it does not have, or the third-party app's own. */
  async function explain(error: GatewayError, planned: PlannedCall): Promise<GatewayError> {
    const { accountConnectorId, method, known } = planned;
    if (error.code === 'CONNECTOR_NOT_AUTHENTICATED') return error.with({ accountConnectorId });
    if (error.code !== 'NOT_FOUND') return error;
    const own = error.cause instanceof GatewayError ? error.cause.onTheWay() : error;
    if (known !== undefined) return own;
    try {
      await planner.find(await planner.accountConnector(accountConnectorId), method);
      return own;
    } catch (found) {
      return found instanceof GatewayError ? found : noAccountConnector(accountConnectorId);
    }
  }

  return {
    async call(input, as) {
      const planned = await planner.plan(input, as).catch((error: unknown) => {
        // What was asked for as a write, and could not even be planned, has changed nothing.
        throw as === undefined && error instanceof GatewayError ? error.ofWrite() : error;
      });
      const keyed = { planned, key: keyOf(planned, input.callKey) };
      const loader = planned.kind === 'READ' ? readsOf(planned.accountConnectorId) : inFlight;
      return { body: await loader.load(keyed), responseFields: planned.known?.method.responseFields ?? [] };
    },
  };
}

interface KeyedCall {
  readonly planned: PlannedCall;
  readonly key: string;
}

type CallLoader = UnbatchedLoader<KeyedCall, Json | undefined>;

function createCallLoader(send: (keyed: KeyedCall) => Promise<Json | undefined>): CallLoader {
  return createUnbatchedLoader(send, ({ key }) => key);
}

/** Equal for two calls that ask for the same thing: the order of keys, and name against number, make no difference. */
function keyOf({ accountConnectorId, method, inputs, body }: PlannedCall, callKey: string | undefined): string {
  return canonicalJson([accountConnectorId, method, inputs, body ?? null, body !== undefined, callKey ?? null]);
}

function toMethodCall({ accountConnectorId, method, inputs, body, kind }: PlannedCall): MethodCall {
  return { accountConnectorId, method, inputs, body, repeatable: kind === 'READ' };
}
