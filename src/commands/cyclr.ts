import type { CyclrAccess } from '../config/config.ts';
import type { CallScope, Cyclr } from '../cyclr/cyclr.ts';
import { createCyclr } from '../cyclr/client.ts';
import { GatewayError } from '../errors.ts';
import { type AccountId, toAccountId } from '../ids.ts';
import { connectionTo, sandboxAccount, startSandbox } from '../sandbox/server.ts';

/** Cyclr, or the embedded sandbox, for as long as a command needs it. */
export interface OpenCyclr extends AsyncDisposable {
  readonly cyclr: Cyclr;
  /** For the account given, or for the sandbox's own. */
  readonly scope: CallScope;
  readonly isSandbox: boolean;
}

/** Throws an `Error` that says what to give, where no account is given and Cyclr needs one. */
export async function openCyclr(
  { upstream, upstreamTimeoutMs, upstreamMaxBytes }: CyclrAccess,
  account: string | undefined,
  ending: AbortSignal,
): Promise<OpenCyclr> {
  const isSandbox = upstream.kind === 'sandbox';
  const id = accountOf(account, isSandbox);
  await using rooms = new AsyncDisposableStack();
  const limits = { timeoutMs: upstreamTimeoutMs, maxAnswerBytes: upstreamMaxBytes };
  const cyclr = rooms.use(
    createCyclr(
      isSandbox ? { ...connectionTo(rooms.use(await startSandbox())), ...limits } : { ...upstream, ...limits },
    ),
  );
  const open = rooms.move();
  return {
    cyclr,
    scope: { account: id, requestId: crypto.randomUUID(), signal: endingWith(ending) },
    isSandbox,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function accountOf(given: string | undefined, isSandbox: boolean): AccountId {
  if (given === undefined && isSandbox) return sandboxAccount;
  const id = given === undefined ? undefined : toAccountId(given);
  if (id !== undefined) return id;
  throw new Error('Give an account of yours with --account: Cyclr lists methods as one account may see them.');
}

/** A signal's reason is what is told; the program's own has none of ours. */
function endingWith(ending: AbortSignal): AbortSignal {
  const asked = new AbortController();
  const end = () => asked.abort(new GatewayError('TIMEOUT', 'The program was asked to end.'));
  if (ending.aborted) end();
  else ending.addEventListener('abort', end, { once: true });
  return asked.signal;
}
