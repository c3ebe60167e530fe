import { GatewayError } from '../errors.ts';
import type { AccountId } from '../ids.ts';
import type { Limits } from '../limits.ts';
import type { Signal } from '../signal.ts';
import { type Breaker, createBreaker, failureOf, settled, valueOf } from './breaker.ts';
import { createGrants, type GrantOptions, type Token } from './grant.ts';
import { orAborted, sleep } from '../waiting.ts';
import { recentlyUsed } from '../recently-used.ts';

export type { Token } from './grant.ts';

/** The tokens of one account. */
interface Kept {
  token: Token | undefined;
  /** The request for the next one, while it is on its way. */
  renewal: Promise<Token> | undefined;
  /** Requests that failed, one after the other. */
  failures: number;
  /** What the last one failed with, and until when none is made after it. */
  refusal: { readonly error: GatewayError; readonly until: number } | undefined;
}

/**
 * The upstream tokens, one for each account: a token opens its own account and no other. They are kept in memory only.
 *
 * @see docs/cyclr.md#tokens
 */
export interface Tokens extends AsyncDisposable {
  /**
   * A token that is valid for at least some seconds more. It is renewed ahead of its end, while the old one is used; a
   * renewal that fails is of no account until then.
   *
   * @throws GatewayError `NOT_FOUND` for an account that Cyclr gives no token for, `UPSTREAM_CREDENTIALS` and
   * `UPSTREAM_UNAVAILABLE`, all held back, and the signal's reason
   */
  of(account: AccountId, signal: Signal): Promise<Token>;
  /** Whether there is a token, or a request for one, so that {@link of} sends nothing. */
  has(account: AccountId): boolean;
  /** Forgets this token of the account, unless a newer one has taken its place. */
  forget(account: AccountId, token: Token): void;
  /** Rejects when Cyclr gives no token. The token that it asks for opens every account, and is not used. */
  check(): Promise<void>;
}

export interface TokenOptions extends Omit<GrantOptions, 'now'> {
  /** Accounts whose tokens are remembered at the same time. */
  readonly maxAccounts: number;
  /** @default the defaults of all limits */
  readonly limits?: Pick<Limits, 'breakerFailures' | 'breakerOpenMs'> | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** From 0 to 1. @default Math.random */
  readonly random?: () => number;
}

/** How long the outcome of a check is used for further ones, in milliseconds. */
const checkMs = 10_000;
/** How often a token is asked for at once. */
const tries = 2;

/**
 * Keeps tokens. All callers that wait share one request for a token. After one that failed none is made for a moment,
 * which doubles with each: every request of the account gets the same failure meanwhile.
 */
export function createTokens({
  maxAccounts,
  limits,
  now = Date.now,
  random = Math.random,
  ...grantOptions
}: TokenOptions): Tokens {
  const grants = createGrants({ ...grantOptions, now });
  const breaker: Breaker<Token> = createBreaker({
    trouble: "Cyclr's token endpoint does not answer",
    isFailure: (outcome) => failureOf(outcome)?.code === 'UPSTREAM_UNAVAILABLE',
    limits,
  });
  const kept = recentlyUsed<AccountId, Kept>(maxAccounts);
  let lastCheck: { readonly at: number; readonly outcome: Promise<void> } | undefined;

  async function request(account: AccountId | undefined): Promise<Token> {
    for (let failures = 1; ; failures++) {
      const outcome = await breaker.run(() => settled(grants.request(account)));
      const error = failureOf(outcome);
      const isPassing = error?.code === 'UPSTREAM_UNAVAILABLE' && error.unsent !== 'HELD_BACK';
      if (!isPassing || failures === tries) return valueOf(outcome);
      await sleep(100 * random());
    }
  }

  function renew(account: AccountId, one: Kept): Promise<Token> {
    one.renewal = request(account).then(
      (token) => {
        Object.assign(one, { token, renewal: undefined, failures: 0, refusal: undefined } satisfies Kept);
        return token;
      },
      (error: unknown) => {
        one.renewal = undefined;
        // An account that is not there is asked for again soon: it may be made any moment.
        one.failures = error instanceof GatewayError && error.isAccountMissing ? 1 : one.failures + 1;
        // A try of the call that needs it would only ask for it again.
        const failure = error instanceof GatewayError ? error.heldBack() : error;
        if (failure instanceof GatewayError) {
          one.refusal = { error: failure, until: now() + waitMs(one.failures, random()) };
        }
        throw failure;
      },
    );
    return one.renewal;
  }

  function entryOf(account: AccountId): Kept {
    const found = kept.get(account);
    if (found !== undefined) return found;
    const created: Kept = { token: undefined, renewal: undefined, failures: 0, refusal: undefined };
    kept.set(account, created);
    return created;
  }

  return {
    of(account, signal) {
      const one = entryOf(account);
      const { token, refusal } = one;
      const isHeldBack = refusal !== undefined && now() < refusal.until;
      if (token !== undefined && now() < token.endsAt) {
        // Nobody waits for it, and the token is good.
        if (now() >= token.renewAt && one.renewal === undefined && !isHeldBack) renew(account, one).catch(() => {});
        return Promise.resolve(token);
      }
      if (one.renewal === undefined && isHeldBack) return Promise.reject(refusal.error);
      return orAborted(one.renewal ?? renew(account, one), signal);
    },
    has(account) {
      const one = kept.get(account);
      return one?.renewal !== undefined || one?.token !== undefined;
    },
    forget(account, token) {
      const one = kept.peek(account);
      if (one?.token === token) one.token = undefined;
    },
    check() {
      if (lastCheck === undefined || now() - lastCheck.at > checkMs) {
        lastCheck = { at: now(), outcome: request(undefined).then(() => undefined) };
      }
      return lastCheck.outcome;
    },
    [Symbol.asyncDispose]: () => grants[Symbol.asyncDispose](),
  };
}

/** From 100 to 200 ms after the first failure, doubling up to 0.8 to 1.6 s: it is asked for soon after it is there again. */
function waitMs(failures: number, random: number): number {
  return Math.min(800, 100 * 2 ** (failures - 1)) * (1 + random);
}
