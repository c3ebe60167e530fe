import { GatewayError } from '../errors.ts';
import type { KeyedCalls } from './ledger/keyed.ts';
import type { Sent } from './ledger/replay.ts';
import type { KeyedCall } from './ledger/key.ts';
import { toMethodId, toMethodUniqueIdentifier } from '../ids.ts';
import type { CallFacts, CallInput, KnownMethod, PlannedCall, PlannedRead, Planner } from './plan.ts';
import { type CallResponse, createResponse } from './response.ts';
import { planOnce } from './same-plan.ts';
import type { EndedCall } from './send.ts';
import { checkCall, type StatedCall } from './stated.ts';

/**
 * The one entrance of every call: stated → planned → sent → answered. Everything that can be wrong in a call is checked
 * before it is sent.
 */
export interface Calls {
  /**
   * Calls a method that only reads.
   *
   * @throws GatewayError `METHOD_NOT_READABLE` for one that may write, and what the call fails with
   */
  read(stated: Stated): Promise<CallResponse>;
  /** Calls any method. @throws GatewayError what the call fails with; of one that may write, with its `outcome` */
  write(stated: Stated): Promise<CallResponse>;
  /** Plans a read and does not send it. @throws GatewayError as {@link read} does */
  planRead(stated: StatedCall): Promise<PlannedRead>;
  /** Plans a call and does not send it. */
  plan(stated: StatedCall): Promise<PlannedCall>;
}

/** A stated call; or what states it, where that can already fail. */
export type Stated = StatedCall | (() => StatedCall);

export interface CallsOptions {
  readonly planner: Pick<Planner, 'plan'>;
  /** Sends a planned call, or shares the answer of an identical one. */
  readonly send: (planned: PlannedCall, of: SharingKeys) => Promise<Sent>;
  readonly withOutcome: KeyedCalls['withOutcome'];
  readonly countAnswer: CountAnswer;
  /** Told of every call that could not be planned, and so was not sent. */
  readonly onRefused: (call: EndedCall) => void;
}

/** What tells apart two calls that are otherwise identical. */
export interface SharingKeys {
  readonly callKey: string | undefined;
  readonly keyed: KeyedCall | undefined;
}

/** Counts what is about to be added to the answer, in characters. @throws GatewayError `LIMIT_EXCEEDED` */
export type CountAnswer = (characters: number, as: 'QUERY' | 'MUTATION') => void;

export function createCalls({ planner, send, withOutcome, countAnswer, onRefused }: CallsOptions): Calls {
  const plan = planOnce(async (input: CallInput, as: 'QUERY' | 'MUTATION'): Promise<PlannedCall> => {
    const startedAt = performance.now();
    let found: KnownMethod | undefined;
    try {
      return await planner.plan(input, as === 'QUERY' ? 'READ' : undefined, (method) => (found = method));
    } catch (error) {
      onRefused({ call: factsOf(input, found), error, ms: performance.now() - startedAt });
      throw error;
    }
  });

  async function perform(stated: Stated, as: 'QUERY' | 'MUTATION'): Promise<CallResponse> {
    // A write that could not be planned has changed nothing, and its error says so.
    let mayWrite = as === 'MUTATION';
    try {
      const { input, callKey, keyed, cut } = checkCall(typeof stated === 'function' ? stated() : stated);
      const planned = await plan(input, as).catch(async (error: unknown) => {
        throw keyed === undefined ? error : await withOutcome(error, keyed);
      });
      mayWrite = planned.kind === 'WRITE';
      const { answer, replayed } = await send(planned, { callKey, keyed });
      return createResponse({
        answer,
        planned,
        cut,
        replayed,
        count: (characters) => countAnswer(characters, as),
        // A write whose answer cannot be read has been sent all the same.
        toFailure: (error) => (mayWrite ? withEffectOf(error, replayed).ofWrite() : error),
      });
    } catch (error) {
      throw mayWrite && error instanceof GatewayError ? error.ofWrite() : error;
    }
  }

  return {
    read: (stated) => perform(stated, 'QUERY'),
    write: (stated) => perform(stated, 'MUTATION'),
    async planRead(stated) {
      const { known, ...planned } = await plan(checkCall(stated).input, 'QUERY');
      if (known === undefined) throw new Error('A read was planned without its method.');
      return { ...planned, known };
    },
    plan: async (stated) => planner.plan(checkCall(stated).input, 'KNOWN'),
  };
}

/** A name that was not found is the caller's free text, and is left out. */
function factsOf({ accountConnectorId, method: text }: CallInput, known: KnownMethod | undefined): CallFacts {
  const { uniqueIdentifier, id, kind } = known?.method ?? {};
  const method = uniqueIdentifier ?? id ?? toMethodUniqueIdentifier(text) ?? toMethodId(text);
  return { accountConnectorId, method, kind, known };
}

/** What can be read of an answer says nothing of a write that is known to be done. */
function withEffectOf(error: GatewayError, replayed: Sent['replayed']): GatewayError {
  return replayed === 'APPLIED' && error.effect !== 'REFUSED' ? error.withEffect('DONE') : error.onTheWay();
}
