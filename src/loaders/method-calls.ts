import type { SharingKeys } from '../calls/call.ts';
import type { KeyedCall } from '../calls/ledger/key.ts';
import type { Sent } from '../calls/ledger/replay.ts';
import type { PlannedCall } from '../calls/plan.ts';
import type { AccountConnectorId } from '../ids.ts';
import { canonicalJson } from '../json.ts';
import { createUnbatchedLoader, type UnbatchedLoader } from './unbatched-loader.ts';

/** Sends a call, or shares the answer of an identical one of the same request. `callKey` makes two calls different. */
export type SharedCall = (planned: PlannedCall, of: SharingKeys) => Promise<Sent>;

/** Sends a call, by its idempotency key where it has one. */
type SendCall = (planned: PlannedCall, keyed: KeyedCall | undefined) => Promise<Sent>;

/**
 * Shares calls within one request.
 *
 * An identical read is sent once, whenever it is asked. An identical write is sent once while the first is in flight;
 * one that comes later is sent again, because GraphQL runs mutation fields one after the other and the caller wrote two.
 * A call with an idempotency key is the same as another with that key, and goes to the ledger when it comes later.
 * A write forgets what was read from its account connector, so that a read after it is fresh. No call waits for another,
 * and a failed one fails alone.
 */
export function loadMethodCalls(send: SendCall): SharedCall {
  const reads = new Map<AccountConnectorId, CallLoader>();
  const inFlight: CallLoader = createCallLoader(async (shared) => {
    const { planned, keyed } = shared;
    try {
      return await send(planned, keyed);
    } finally {
      inFlight.clear(shared);
      reads.get(planned.accountConnectorId)?.clearAll();
    }
  });

  function readsOf(id: AccountConnectorId): CallLoader {
    const found = reads.get(id);
    if (found !== undefined) return found;
    const loader = createCallLoader(({ planned }) => send(planned, undefined));
    reads.set(id, loader);
    return loader;
  }

  return async (planned, { callKey, keyed }) => {
    if (keyed !== undefined) return inFlight.load({ planned, keyed, key: canonicalJson([keyed.key, keyed.digest]) });
    const loader = planned.kind === 'READ' ? readsOf(planned.accountConnectorId) : inFlight;
    return loader.load({ planned, keyed, key: keyOf(planned, callKey) });
  };
}

interface LoadedCall {
  readonly planned: PlannedCall;
  readonly keyed: KeyedCall | undefined;
  /** Equal for calls that are shared. */
  readonly key: string;
}

type CallLoader = UnbatchedLoader<LoadedCall, Sent>;

function createCallLoader(send: (call: LoadedCall) => Promise<Sent>): CallLoader {
  return createUnbatchedLoader(send, ({ key }) => key);
}

/**
 * Equal for two calls that ask for the same thing: the order of keys, and name against number, make no difference. Calls
 * that are stated alike have one plan, whose text is made once: see `planOnce`.
 */
function keyOf(planned: PlannedCall, callKey: string | undefined): string {
  const text = texts.get(planned) ?? textOf(planned);
  texts.set(planned, text);
  return callKey === undefined ? text : `${text} ${callKey}`;
}

const texts = new WeakMap<PlannedCall, string>();

function textOf({ accountConnectorId, method, inputs, body }: PlannedCall): string {
  return canonicalJson([accountConnectorId, method, inputs, body ?? null, body !== undefined]);
}
