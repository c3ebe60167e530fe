import type { GatewayError } from '../../errors.ts';
import { type Json, parseJson } from '../../json.ts';
import type { Answer } from '../answer.ts';
import { withErrorBody } from '../error-body-shown.ts';
import { failureInAnswer } from '../failure-in-answer.ts';
import { failureOf, relayedBy } from '../failure.ts';
import type { CyclrRequest, Layer } from '../send.ts';

/** Passes answers with a status of success on. @throws GatewayError what every other answer means */
export function accepted(): Layer {
  return (next) => async (request) => {
    const answer = await next(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    const failure = meaningOf(request, answer);
    throw request.reachesApp && request.rules.errorBody ? withErrorBody(failure, answer) : failure;
  };
}

/** The operator's rules are asked before the status. */
function meaningOf(request: CyclrRequest, answer: Answer): GatewayError {
  const { reachesApp, rules } = request;
  const ruled = reachesApp && rules.failures.length > 0 ? failureInAnswer(answer, bodyOf(answer), rules) : undefined;
  return ruled ?? failureOf(request, answer);
}

/** The app's own body, also where Cyclr retells it in a text. */
function bodyOf(answer: Answer): Json | undefined {
  const relayed = relayedBy(answer);
  if (relayed === undefined) return answer.jsonIfAny();
  try {
    return parseJson(relayed.text);
  } catch {
    return undefined;
  }
}
