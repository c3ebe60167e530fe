import type { CyclrAccess } from '../config/config.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import { GatewayError } from '../errors.ts';
import { toAccountId } from '../ids.ts';
import { openUpstream } from '../upstream.ts';

/** Cyclr, or the embedded sandbox, for as long as a command needs it. */
export interface OpenCyclr extends AsyncDisposable {
  readonly cyclr: Cyclr;
  /** For the account given, or for the sandbox's own. */
  readonly scope: CallScope;
  readonly isSandbox: boolean;
}

/** @throws Error that says what to give, where no account is given and Cyclr needs one. */
export async function openCyclr(
  access: CyclrAccess,
  account: string | undefined,
  ending: AbortSignal,
): Promise<OpenCyclr> {
  await using opened = new AsyncDisposableStack();
  const { cyclr, embedded } = opened.use(await openUpstream(access));
  const id = account === undefined ? embedded?.account : toAccountId(account);
  if (id === undefined) {
    throw new Error('Give an account of yours with --account: Cyclr lists methods as one account may see them.');
  }
  const open = opened.move();
  return {
    cyclr,
    scope: { account: id, requestId: crypto.randomUUID(), signal: endingWith(ending), endsAt: Infinity },
    isSandbox: embedded !== undefined,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** The program's signal for requests to Cyclr: with a reason that people can be told. */
export function endingWith(ending: AbortSignal): AbortSignal {
  const asked = new AbortController();
  const end = () => asked.abort(new GatewayError('TIMEOUT', 'The program was asked to end.'));
  if (ending.aborted) end();
  else ending.addEventListener('abort', end, { once: true });
  return asked.signal;
}
