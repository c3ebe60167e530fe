import DataLoader from 'dataloader';
import type { Asking, Cyclr, MethodCall, MethodCallBody } from '../cyclr/client.ts';
import { badUserInput, GatewayError, type Problem } from '../errors.ts';
import { type AccountConnectorId, toMethodId, toMethodUniqueIdentifier } from '../ids.ts';
import { canonicalJson, type Json, type JsonObject } from '../json.ts';
import type { AccountConnectors } from './account-connectors.ts';

/** A call as a caller states it. */
export interface CallInput {
  readonly accountConnectorId: AccountConnectorId;
  readonly method: string;
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
  readonly mergeFields: JsonObject;
  /** Tells two calls apart that are otherwise identical. */
  readonly callKey: string | undefined;
}

export interface MethodCalls {
  /** The third-party app's answer; undefined when it is empty. */
  call(input: CallInput): Promise<Json | undefined>;
}

/**
 * Calls of one request: identical ones that are in flight at the same time are sent once.
 *
 * One that comes after the first has settled is sent again, because GraphQL runs mutation fields one after the other
 * and the caller wrote two. No call waits for another, and a failed one fails alone.
 */
export function loadMethodCalls(
  cyclr: Cyclr,
  asking: Asking,
  writes: AbortSignal,
  accountConnectors: AccountConnectors,
): MethodCalls {
  const inFlight = new DataLoader<KeyedCall, Promise<Json | undefined>, string>(
    // A promise a key: DataLoader would hold every key of a batch until its slowest.
    async (calls) => calls.map((keyed) => send(keyed.call).finally(() => inFlight.clear(keyed))),
    { name: 'methodCall', cacheKeyFn: ({ key }) => key },
  );

  async function send(call: MethodCall): Promise<Json | undefined> {
    try {
      return await cyclr.callMethod({ ...asking, signal: writes }, call);
    } catch (error) {
      throw error instanceof GatewayError ? (await explained(error, call)).ofWrite() : error;
    }
  }

  /** A 404 can be Cyclr's, for what it does not have, or the third-party app's own. */
  async function explained(error: GatewayError, { accountConnectorId, method }: MethodCall): Promise<GatewayError> {
    if (error.code === 'CONNECTOR_NOT_AUTHENTICATED') return naming(error, accountConnectorId);
    if (error.code !== 'NOT_FOUND') return error;
    const accountConnector = await accountConnectors.byId(accountConnectorId);
    if (accountConnector === undefined) return noAccountConnector(accountConnectorId);
    return new GatewayError('METHOD_NOT_FOUND', `"${accountConnector.name}" has no method ${method}.`, {
      details: { suggestions: [] },
    });
  }

  return {
    async call(input) {
      const call = toMethodCall(input);
      return inFlight.load({ call, key: canonicalJson([call, input.callKey]) });
    },
  };
}

interface KeyedCall {
  readonly call: MethodCall;
  readonly key: string;
}

function toMethodCall({ accountConnectorId, method, parameters, fields, mergeFields }: CallInput): MethodCall {
  const id = toMethodUniqueIdentifier(method) ?? toMethodId(method);
  if (id === undefined) {
    throw new GatewayError(
      'METHOD_NOT_FOUND',
      `"${method.slice(0, 200)}" is neither a MethodUniqueIdentifier nor the number of a method.`,
      { details: { suggestions: [] } },
    );
  }
  const body: MethodCallBody = { Parameters: parameters, Fields: fields, Mergefields: mergeFields };
  const problems = [...notNumbers('parameters', parameters), ...notNumbers('fields', fields)];
  if (problems.length > 0) throw badUserInput(`Method ${id} cannot be called`, problems);
  return { accountConnectorId, method: id, body, repeatable: false };
}

function notNumbers(argument: string, given: JsonObject): readonly Problem[] {
  return Object.keys(given)
    .filter((key) => !/^\d+$/.test(key))
    .map((key) => ({ path: [argument, key], message: `"${key}" is not the number of an input.`, suggestions: [] }));
}

export function noAccountConnector(id: AccountConnectorId): GatewayError {
  return new GatewayError('NOT_FOUND', `The account has no account connector ${id}.`);
}

function naming(error: GatewayError, accountConnectorId: AccountConnectorId): GatewayError {
  const { code, message, details, mayHaveReachedApp } = error;
  return new GatewayError(code, message, { details: { ...details, accountConnectorId }, mayHaveReachedApp });
}
