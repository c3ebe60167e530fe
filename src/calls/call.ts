import type { Answer } from '../cyclr/answer.ts';
import { GatewayError } from '../errors.ts';
import type { PlannedCall, Planner } from './plan.ts';
import { type CallResponse, createResponse } from './response.ts';
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
  /** Plans a call and does not send it. */
  plan(stated: StatedCall): Promise<PlannedCall>;
}

/** A stated call; or what states it, where that can already fail. */
export type Stated = StatedCall | (() => StatedCall);

export interface CallsOptions {
  readonly planner: Pick<Planner, 'plan'>;
  /** Sends a planned call, or shares the answer of an identical one. */
  readonly send: (planned: PlannedCall, callKey: string | undefined) => Promise<Answer>;
  readonly countAnswer: CountAnswer;
}

/** Counts what is about to be added to the answer, in characters. @throws GatewayError `LIMIT_EXCEEDED` */
export type CountAnswer = (characters: number, as: 'QUERY' | 'MUTATION') => void;

export function createCalls({ planner, send, countAnswer }: CallsOptions): Calls {
  async function perform(stated: Stated, as: 'QUERY' | 'MUTATION'): Promise<CallResponse> {
    // A write that could not be planned has changed nothing, and its error says so.
    let mayWrite = as === 'MUTATION';
    try {
      const { input, callKey, cut } = checkCall(typeof stated === 'function' ? stated() : stated);
      const planned = await planner.plan(input, as === 'QUERY' ? 'READ' : undefined);
      mayWrite = planned.kind === 'WRITE';
      const answer = await send(planned, callKey);
      return createResponse({
        answer,
        planned,
        cut,
        count: (characters) => countAnswer(characters, as),
        // A write whose answer cannot be read has been sent all the same.
        toFailure: (error) => (mayWrite ? error.onTheWay().ofWrite() : error),
      });
    } catch (error) {
      throw mayWrite && error instanceof GatewayError ? error.ofWrite() : error;
    }
  }

  return {
    read: (stated) => perform(stated, 'QUERY'),
    write: (stated) => perform(stated, 'MUTATION'),
    plan: async (stated) => planner.plan(checkCall(stated).input, 'KNOWN'),
  };
}
