import { withCustomFields } from '../connectors/custom-fields.ts';
import { remapInputs } from '../connectors/input-remap.ts';
import type { Listing } from '../connectors/listing.ts';
import type { Answer } from '../cyclr/answer.ts';
import type { CallScope, ConnectorRelease, Cyclr, MethodCall } from '../cyclr/cyclr.ts';
import type { Listings } from '../cyclr/listings.ts';
import type { AccountConnectorId } from '../ids.ts';
import { GatewayError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import { withMissingInputs } from './missing.ts';
import { type CallFacts, noAccountConnector, type PlannedCall, type Planner } from './plan.ts';

/**
 * Sends a planned call and gives the app's answer.
 *
 * @param commit see `commit` of a `MethodCall`
 * @throws GatewayError every failure
 */
export type SendCall = (planned: PlannedCall, commit?: () => Promise<void>) => Promise<Answer>;

export interface SendCallOptions {
  readonly cyclr: Pick<Cyclr, 'callMethod'>;
  /** Its signal ends with the caller. */
  readonly scope: CallScope;
  /** Aborted at the request's deadline and not before: a caller who leaves does not cut off a write that was sent. */
  readonly writes: Signal;
  readonly planner: Pick<Planner, 'find' | 'accountConnector'>;
  readonly listings: Listings;
  /** Forgets what is remembered of an account connector. True where this request relied on it. */
  readonly forget: (id: AccountConnectorId) => boolean;
  /** Told of every call that was sent, when it has ended. */
  readonly onCall: (call: EndedCall) => void;
}

/** A call without its inputs and its answer. */
export interface EndedCall {
  readonly call: CallFacts;
  /** Undefined for one that succeeded. */
  readonly error: unknown;
  readonly ms: number;
  /** It was not sent: the answer is that of an earlier one, by its idempotency key. @default false */
  readonly isReplayed?: boolean;
}

/** Sends calls, once more where a newer release has other numbers, and explains their failures. */
export function createSendCall({ cyclr, scope, writes, planner, listings, forget, onCall }: SendCallOptions): SendCall {
  /**
   * Cyclr refused numbers of a kept listing: they may be those of an older release.
   *
   * @see docs/cyclr.md#ids-and-releases
   */
  async function sendAgain(
    error: unknown,
    { known, ...planned }: PlannedCall,
    as: CallScope,
    commit: MethodCall['commit'],
  ): Promise<Answer> {
    const isStale = error instanceof GatewayError && error.refusesNumbers;
    if (!isStale || known === undefined || 'id' in known.release) throw error;
    const { method, listing, release, customFields = [] } = known;
    const newer = await newerListing(listing, release);
    const listed = newer === listing ? undefined : newer?.byIdentifier(method.uniqueIdentifier);
    // The fields that an account added are of no release.
    const successor = listed && withCustomFields(listed, customFields);
    const inputs = successor && remapInputs(method, successor, planned.inputs);
    // The same numbers would be refused again.
    if (inputs === undefined || isSame(inputs, planned.inputs)) throw error;
    return cyclr.callMethod(as, { ...toMethodCall({ ...planned, inputs, known: undefined }), commit });
  }

  /** Undefined where it cannot be read; the refusal of Cyclr is then the answer. */
  async function newerListing(stale: Listing, release: ConnectorRelease): Promise<Listing | undefined> {
    try {
      return await listings.newerThan(stale, scope, release);
    } catch {
      return undefined;
    }
  }

  /** Whose failure it is, where the answer alone does not say. */
  async function explained(error: GatewayError, planned: PlannedCall): Promise<GatewayError> {
    const { accountConnectorId } = planned;
    const wasRemembered = refusals.has(error.code) && forget(accountConnectorId);
    // What was only remembered says nothing of whose failure it is.
    const known = wasRemembered ? undefined : planned.known;
    if (error.code === 'CONNECTOR_NOT_AUTHENTICATED') {
      const cause = error.mayBeGateway && known === undefined ? await gatewayFault(planned) : undefined;
      return cause ?? error.with({ accountConnectorId });
    }
    if (error.code !== 'NOT_FOUND') return withMissingInputs(error, planned);
    const missing = known === undefined ? await whatIsMissing(planned) : undefined;
    return missing ?? (error.ifFound && withMissingInputs(error.ifFound, planned)) ?? error;
  }

  /** A 401 is about the gateway's token where Cyclr's own endpoints answer 401 too. */
  async function gatewayFault({ accountConnectorId }: PlannedCall): Promise<GatewayError | undefined> {
    const failure = await planner.accountConnector(accountConnectorId).then(() => undefined, toGatewayError);
    return failure?.code === 'UPSTREAM_CREDENTIALS' ? failure : undefined;
  }

  /** Undefined where everything that the call names is there, or where that cannot be told now. */
  async function whatIsMissing({ accountConnectorId, method }: PlannedCall): Promise<GatewayError | undefined> {
    try {
      await planner.find(await planner.accountConnector(accountConnectorId), method);
      return undefined;
    } catch (error) {
      const failure = toGatewayError(error);
      if (failure?.code === 'NOT_FOUND') return noAccountConnector(accountConnectorId);
      return failure?.code === 'METHOD_NOT_FOUND' ? failure : undefined;
    }
  }

  return async (planned, commit) => {
    const as = planned.kind === 'WRITE' ? { ...scope, signal: writes } : scope;
    const startedAt = performance.now();
    const ended = (error?: unknown) => onCall({ call: planned, error, ms: performance.now() - startedAt });
    try {
      const answer = await cyclr
        .callMethod(as, { ...toMethodCall(planned), commit })
        .catch((error: unknown) => sendAgain(error, planned, as, commit));
      ended();
      return answer;
    } catch (error) {
      const failure = error instanceof GatewayError ? await explained(error, planned) : error;
      ended(failure);
      throw failure;
    }
  };
}

function toGatewayError(error: unknown): GatewayError | undefined {
  return error instanceof GatewayError ? error : undefined;
}

/** What Cyclr answers of an account connector that is gone, or is another one now. */
const refusals: ReadonlySet<GatewayError['code']> = new Set([
  'BAD_USER_INPUT',
  'CONNECTOR_NOT_AUTHENTICATED',
  'FORBIDDEN',
  'METHOD_NOT_FOUND',
  'NOT_FOUND',
  'THIRD_PARTY_ERROR',
  'UPSTREAM_CREDENTIALS',
]);

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function toMethodCall({ accountConnectorId, method, inputs, body, kind, rules, known }: PlannedCall): MethodCall {
  return { accountConnectorId, method, inputs, body, kind, rules, connector: known?.accountConnector.connector.name };
}
