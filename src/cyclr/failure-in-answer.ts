import type { GatewayError } from '../errors.ts';
import type { Json } from '../json.ts';
import { failureInSuccess } from '../third-party/failure-in-success.ts';
import { waitSeconds } from '../third-party/wait-seconds.ts';
import type { Answer } from './answer.ts';
import { notAuthenticated, rateLimited, thirdPartyError, toldOf } from './app-failure.ts';

/** The failure that an app tells inside an answer of success, in a shape that is known; undefined where there is none. */
export function failureInAnswer({ status, headers }: Answer, body: Json | undefined): GatewayError | undefined {
  const failure = body === undefined ? undefined : failureInSuccess(body);
  if (failure === undefined) return undefined;
  const told = { ...toldOf(failure.body), effect: 'REFUSED' } as const;
  if (failure.kind === 'RECONNECT') return notAuthenticated(told);
  if (failure.kind === 'REFUSED') return thirdPartyError({ ...told, status });
  return rateLimited('third-party app', waitSeconds(headers, body, Date.now()), told);
}
