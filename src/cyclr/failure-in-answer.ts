import { readAt } from '../connectors/location.ts';
import { failingRule, type FailureKind, type FailureRule, type MethodRules } from '../connectors/method-rules.ts';
import type { GatewayError } from '../errors.ts';
import type { Json } from '../json.ts';
import { readErrorBody, readErrorData } from '../third-party/error-body.ts';
import { failureInSuccess } from '../third-party/failure-in-success.ts';
import { waitSeconds } from '../third-party/wait-seconds.ts';
import type { Answer } from './answer.ts';
import { notAuthenticated, rateLimited, thirdPartyError, type Told, toldOf } from './app-failure.ts';

/**
 * The failure that an app tells in its body, by a rule of the operator's or, in an answer of success, in a shape that is
 * known; undefined where there is none.
 */
export function failureInAnswer(answer: Answer, body: Json | undefined, rules: MethodRules): GatewayError | undefined {
  if (body === undefined) return undefined;
  const rule = failingRule(rules, body);
  if (rule !== undefined) return toFailure(rule.kind, answer, body, reasonOf(rule, body));
  const known = rules.knownFailures && answer.status < 300 ? failureInSuccess(body) : undefined;
  return known && toFailure(known.kind, answer, body, toldOf(known.body));
}

/** What the rule points to; otherwise what tells the failure, where that is more than a value; otherwise the whole body. */
function reasonOf({ at, message }: FailureRule, body: Json): Omit<Told, 'effect'> {
  const said = readAt(body, message ?? at);
  const isReason = message !== undefined || (typeof said === 'object' && said !== null);
  const reason = isReason && said !== undefined ? said : body;
  return toldOf(typeof reason === 'string' ? readErrorBody(reason) : readErrorData(reason));
}

function toFailure(
  kind: FailureKind,
  { status, headers }: Answer,
  body: Json,
  reason: Omit<Told, 'effect'>,
): GatewayError {
  const told = { ...reason, effect: 'REFUSED' } as const;
  if (kind === 'RECONNECT') return notAuthenticated(told);
  if (kind === 'REFUSED') return thirdPartyError({ ...told, status });
  return rateLimited('third-party app', waitSeconds(headers, body, Date.now()), told);
}
