import type { Answer } from '../answer.ts';
import { mayBeOfCyclr } from '../known-texts.ts';
import type { CyclrRequest, Layer } from '../send.ts';
import type { Tokens } from '../token.ts';
import { recentlyUsed } from '../../recently-used.ts';

export interface AuthorisedOptions {
  readonly tokens: Tokens;
  /** How long a 401 to a fresh token is taken for the third-party app's own, in milliseconds. @default 60000 */
  readonly pauseMs?: number;
  /** How long no token is asked for where Cyclr itself refuses a fresh one, in milliseconds. @default 1000 */
  readonly ownPauseMs?: number;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Account connectors whose pause is remembered. */
const mostPaused = 10_000;

/**
 * Adds the account and its token. A 401 that may be Cyclr's renews the token, and the request is sent once more: Cyclr
 * refuses a token before it does anything, so that a write may be sent again too.
 *
 * Where the fresh token is refused as well, the 401 is not about the token. For a while no further 401 of the same
 * account connector costs a token; for a moment only where Cyclr itself refused it.
 *
 * @see docs/cyclr.md#headers
 */
export function authorised({ tokens, pauseMs = 60_000, ownPauseMs = 1000, now = Date.now }: AuthorisedOptions): Layer {
  const paused = recentlyUsed<string, number>(mostPaused);
  const isPaused = (key: string) => (paused.get(key) ?? 0) > now();

  return (next) => async (request) => {
    const { account, signal } = request;
    const send = async () => {
      const token = await tokens.of(account, signal);
      const authorization = `Bearer ${token.value.reveal()}`;
      const headers = { ...request.headers, authorization, 'x-cyclr-account': account };
      return { token, answer: await next({ ...request, headers }) };
    };

    const { token, answer } = await send();
    const key = keyOf(request);
    if (!isAboutToken(request, answer) || isPaused(key)) return answer;
    tokens.forget(account, token);
    const second = await send();
    if (isAboutToken(request, second.answer)) paused.set(key, now() + (request.reachesApp ? pauseMs : ownPauseMs));
    return second.answer;
  };
}

/** Only a 401 that may be Cyclr's own can be about the token; that of a third-party app is passed on. */
function isAboutToken({ reachesApp }: CyclrRequest, answer: Answer): boolean {
  return answer.status === 401 && (!reachesApp || mayBeOfCyclr(answer));
}

function keyOf({ account, about, reachesApp }: CyclrRequest): string {
  return JSON.stringify([account, reachesApp ? (about.accountConnectorId ?? '') : null]);
}
