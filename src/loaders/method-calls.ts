import type { PlannedCall } from '../calls/plan.ts';
import type { SendCall } from '../calls/send.ts';
import type { Answer } from '../cyclr/answer.ts';
import type { AccountConnectorId } from '../ids.ts';
import { canonicalJson } from '../json.ts';
import { createUnbatchedLoader, type UnbatchedLoader } from './unbatched-loader.ts';

/** Sends a call, or shares the answer of an identical one of the same request. `callKey` makes two calls different. */
export type SharedCall = (planned: PlannedCall, callKey: string | undefined) => Promise<Answer>;

/**
 * Shares calls within one request.
 *
 * An identical read is sent once, whenever it is asked. An identical write is sent once while the first is in flight;
 * one that comes later is sent again, because GraphQL runs mutation fields one after the other and the caller wrote two.
 * A write forgets what was read from its account connector, so that a read after it is fresh. No call waits for another,
 * and a failed one fails alone.
 */
export function loadMethodCalls(send: SendCall): SharedCall {
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

  return async (planned, callKey) => {
    const loader = planned.kind === 'READ' ? readsOf(planned.accountConnectorId) : inFlight;
    return loader.load({ planned, key: keyOf(planned, callKey) });
  };
}

interface KeyedCall {
  readonly planned: PlannedCall;
  readonly key: string;
}

type CallLoader = UnbatchedLoader<KeyedCall, Answer>;

function createCallLoader(send: (keyed: KeyedCall) => Promise<Answer>): CallLoader {
  return createUnbatchedLoader(send, ({ key }) => key);
}

/** Equal for two calls that ask for the same thing: the order of keys, and name against number, make no difference. */
function keyOf({ accountConnectorId, method, inputs, body }: PlannedCall, callKey: string | undefined): string {
  return canonicalJson([accountConnectorId, method, inputs, body ?? null, body !== undefined, callKey ?? null]);
}
