import { badUserInput, GatewayError } from '../errors.ts';
import { type AccountId, toAccountId } from '../ids.ts';

/** The caller, as far as the gateway has verified who it is. */
export interface Caller {
  /** The `sub` of the caller's token. */
  readonly subject: string | null;
  readonly accounts: 'all' | ReadonlySet<AccountId>;
  readonly roles: readonly string[];
  /** It is a router that has authenticated its own callers and writes its own operations. */
  readonly isRouter: boolean;
}

/** The same for all requests of one caller for one account, and for no others. */
export function callerKey({ isRouter, subject }: Caller, account: AccountId): string {
  return JSON.stringify([isRouter, subject, account]);
}

export const accountHeader = 'X-Cyclr-Account';

const mostSuggestions = 10;

/**
 * The one account of a request. It is always one of the caller's claim.
 *
 * `requested` is the `X-Cyclr-Account` header. A caller of several accounts must name one of them. `fallback` serves
 * only a caller of all accounts who names none.
 */
export function resolveAccount(caller: Caller, requested: string | null, fallback?: AccountId): AccountId {
  const { accounts } = caller;
  if (requested !== null) {
    const account = parseAccountHeader(requested);
    if (accounts === 'all' || accounts.has(account)) return account;
    throw new GatewayError('FORBIDDEN', 'You may not act for this account.');
  }
  if (accounts === 'all') {
    if (fallback !== undefined) return fallback;
    throw noneNamed('You may act for every account', []);
  }
  const [only, second] = accounts;
  if (only === undefined) throw new GatewayError('FORBIDDEN', 'You may not act for any account.');
  if (second === undefined) return only;
  throw noneNamed(`You may act for ${accounts.size} accounts`, [...accounts].slice(0, mostSuggestions));
}

/** Reads the value of an `X-Cyclr-Account` header. */
export function parseAccountHeader(value: string): AccountId {
  const account = value === '*' || isSeveralHeaders(value) ? undefined : toAccountId(value);
  if (account !== undefined) return account;
  const message = isSeveralHeaders(value)
    ? 'It names more than one account. Send it once, with one account.'
    : 'It must be the id of one account: 1 to 128 visible ASCII characters, without spaces.';
  throw badUserInput(`The header ${accountHeader} cannot be used`, [
    { path: ['headers', accountHeader], message, suggestions: [] },
  ]);
}

/** Equal headers reach us joined, so a client's header that a router forgot to remove stands before the router's own. */
function isSeveralHeaders(value: string): boolean {
  return value.includes(', ');
}

function noneNamed(subject: string, suggestions: readonly AccountId[]): GatewayError {
  return badUserInput('The account is not named', [
    {
      path: ['headers', accountHeader],
      message: `${subject}. Name one in the header ${accountHeader}.`,
      suggestions,
    },
  ]);
}
