import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type ErrorBody, readErrorBody, readErrorData } from './error-body.ts';
import { failedBodyOf, isNonEmptyList, isText } from './failure-shapes.ts';
import { saysRateLimited } from './rate-limit.ts';
import { saysReconnect } from './reconnect.ts';
import { soapFailure } from './soap-failure.ts';

/** What an app refused although its status says success. */
export interface FailureInSuccess {
  /** `RECONNECT`: its credentials for this user are dead. `RATE_LIMITED`: it is limiting its rate. */
  readonly kind: 'REFUSED' | 'RECONNECT' | 'RATE_LIMITED';
  readonly body: ErrorBody;
}

/**
 * A failure that stands in the body of a 200, in the shapes that are known for certain: Slack, QuickBooks, Marketo,
 * Zuora, GraphQL without data, JSON-RPC, SOAP faults, Sage Intacct, OAuth, and envelopes that hold an error and nothing
 * else. Undefined for every other body; partial data is never a failure.
 *
 * Looks at few keys of the outermost object, so a large answer costs no more than a small one.
 */
export function failureInSuccess(body: Json): FailureInSuccess | undefined {
  if (typeof body === 'string') return soapFailure(body) ? failure(readErrorBody(body)) : undefined;
  if (!isJsonObject(body)) return undefined;
  const said = failedBodyOf(body);
  return said === undefined ? undefined : failure(readErrorData(said), isMarketo(body));
}

/** Marketo says with numbers of its own what its caller must do. */
const marketoKinds: ReadonlyMap<string, FailureInSuccess['kind']> = new Map([
  ['600', 'RECONNECT'],
  ['601', 'RECONNECT'],
  ['602', 'RECONNECT'],
  ['606', 'RATE_LIMITED'],
  ['607', 'RATE_LIMITED'],
  ['615', 'RATE_LIMITED'],
]);

function isMarketo(body: JsonObject): boolean {
  return body['success'] === false && isText(body['requestId']) && isNonEmptyList(body['errors']);
}

function failure(body: ErrorBody, isFromMarketo = false): FailureInSuccess {
  const known = isFromMarketo ? body.codes.flatMap((code) => marketoKinds.get(code) ?? [])[0] : undefined;
  if (known !== undefined) return { kind: known, body };
  if (saysRateLimited(200, body, {})) return { kind: 'RATE_LIMITED', body };
  return { kind: saysReconnect(body) ? 'RECONNECT' : 'REFUSED', body };
}
