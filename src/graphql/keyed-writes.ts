import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { Calls, Stated } from '../calls/call.ts';
import type { StatedCall } from '../calls/stated.ts';
import type { Context } from '../context.ts';
import { badUserInput, GatewayError } from '../errors.ts';
import type { ArgBuilder, OptionalArg } from './builder.ts';

export type KeyArguments = {
  readonly callKey: OptionalArg<string>;
  readonly idempotencyKey: OptionalArg<string>;
};

/** The arguments of every write that tell it apart from others. */
export function keyArguments(
  arg: ArgBuilder,
  { callKey, idempotencyKey }: KeyDescriptions = fullDescriptions,
): KeyArguments {
  const described = (description: string | undefined) => (description === undefined ? {} : { description });
  return { callKey: arg.string(described(callKey)), idempotencyKey: arg.string(described(idempotencyKey)) };
}

/** What is said of the arguments. */
interface KeyDescriptions {
  readonly callKey?: string;
  readonly idempotencyKey?: string;
}

const fullDescriptions: KeyDescriptions = {
  callKey: 'Tells apart two calls that are otherwise identical.',
  idempotencyKey:
    'The same key and the same call: sent once, over retries, replicas and lost answers. 1 to 255 visible characters, such as a UUID.',
};

/** For the mutations of typed connectors, of which there are hundreds. */
export const shortDescriptions: KeyDescriptions = { idempotencyKey: 'Sends the write once.' };

/**
 * The calls of a field that writes: with the key of the request's header, and marked in the answer where they were not
 * sent again.
 */
export function writesOf(
  { account, idempotencyKey: ofHeader, replays }: Context,
  info: Pick<GraphQLResolveInfo, 'path'>,
): Pick<Calls, 'read' | 'write'> {
  const mark = (outcome: unknown) =>
    replays.push({ path: responsePathAsArray(info.path), replayed: true, outcome: String(outcome) });

  return {
    read: account.calls.read,
    async write(stated) {
      try {
        const response = await account.calls.write(() => withKey(stated, ofHeader));
        if (response.replayed !== undefined) mark(response.replayed);
        return response;
      } catch (error) {
        if (error instanceof GatewayError && error.details['replayed'] === true) mark(error.outcome);
        throw error;
      }
    },
  };
}

function withKey(stated: Stated, ofHeader: string | undefined): StatedCall {
  const call = typeof stated === 'function' ? stated() : stated;
  if (ofHeader === undefined) return call;
  const { idempotencyKey } = call;
  if (typeof idempotencyKey === 'string' && idempotencyKey !== ofHeader) {
    const message = 'The header Idempotency-Key has another key. Give the key in one of the two places.';
    throw badUserInput('The call cannot be made', [{ path: ['idempotencyKey'], message, suggestions: [] }]);
  }
  return { ...call, idempotencyKey: ofHeader };
}
