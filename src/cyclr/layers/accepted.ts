import type { GatewayError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import type { Answer } from '../answer.ts';
import { withErrorBody } from '../error-body-shown.ts';
import { failureInAnswer } from '../failure-in-answer.ts';
import { failureOf } from '../failure.ts';
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

function bodyOf(answer: Answer): Json | undefined {
  try {
    return answer.json();
  } catch {
    return undefined;
  }
}
