import type { SharingKeys } from '../calls/call.ts';
import type { KeyedCall } from '../calls/ledger/key.ts';
import type { Sent } from '../calls/ledger/replay.ts';
import type { PlannedCall } from '../calls/plan.ts';
import type { AccountConnectorId } from '../ids.ts';
import { canonicalJson } from '../json.ts';

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
  const reads = new Map<AccountConnectorId, SameCalls>();
  const inFlight = new SameCalls();

  async function write(call: LoadedCall): Promise<Sent> {
    try {
      return await send(call.planned, call.keyed);
    } finally {
      inFlight.forget(call);
      reads.delete(call.planned.accountConnectorId);
    }
  }

  function readsOf(id: AccountConnectorId): SameCalls {
    const found = reads.get(id) ?? new SameCalls();
    reads.set(id, found);
    return found;
  }

  return (planned, { callKey, keyed }) => {
    const call: LoadedCall = { planned, callKey, keyed };
    return keyed === undefined && planned.kind === 'READ'
      ? readsOf(planned.accountConnectorId).load(call, () => send(planned, undefined))
      : inFlight.load(call, () => write(call));
  };
}

interface LoadedCall {
  readonly planned: PlannedCall;
  readonly callKey: string | undefined;
  readonly keyed: KeyedCall | undefined;
}

/** Calls that are sent, each for all that are the same. */
class SameCalls {
  readonly #sent: { readonly call: LoadedCall; readonly answer: Promise<Sent> }[] = [];
  /** Made when a second call is there: most requests have one, and a key costs more than all else that is done here. */
  #byKey: Map<string, Promise<Sent>> | undefined;

  load(call: LoadedCall, send: () => Promise<Sent>): Promise<Sent> {
    const known = this.#find(call);
    if (known !== undefined) return known;
    const answer = send();
    this.#sent.push({ call, answer });
    this.#byKey?.set(keyOf(call), answer);
    return answer;
  }

  forget(call: LoadedCall): void {
    const at = this.#sent.findIndex((one) => one.call === call);
    if (at >= 0) this.#sent.splice(at, 1);
    this.#byKey?.delete(keyOf(call));
  }

  #find(call: LoadedCall): Promise<Sent> | undefined {
    const [first] = this.#sent;
    if (first === undefined) return undefined;
    if (isSame(first.call, call)) return first.answer;
    this.#byKey ??= new Map(this.#sent.map((one) => [keyOf(one.call), one.answer]));
    return this.#byKey.get(keyOf(call));
  }
}

/** Whether two calls are seen to be the same without a look at their inputs: see `planOnce`. */
function isSame(one: LoadedCall, other: LoadedCall): boolean {
  const hasKey = one.keyed !== undefined || other.keyed !== undefined;
  return !hasKey && one.planned === other.planned && one.callKey === other.callKey;
}

/**
 * Equal for two calls that ask for the same thing: the order of keys, and name against number, make no difference. Of
 * calls with an idempotency key, the key and what was stated with it.
 */
function keyOf({ planned, callKey, keyed }: LoadedCall): string {
  if (keyed !== undefined) return canonicalJson([keyed.key, keyed.digest]);
  const { accountConnectorId, method, inputs, body } = planned;
  return canonicalJson([accountConnectorId, method, inputs, body ?? null, body !== undefined, callKey ?? null]);
}
