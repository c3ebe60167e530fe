import { hash } from 'node:crypto';
import type { Caller } from './caller.ts';
import { recentlyUsed } from '../recently-used.ts';

/** Tokens that were verified a moment ago, and whose callers they are. Refusals are never remembered. */
export interface VerifiedTokens {
  find(token: string): Caller | undefined;
  /** Remembers the caller until `expiresAt`, and for five minutes at most, so that a removed key takes effect. */
  remember(token: string, caller: Caller, expiresAt: number): void;
}

export const rememberedForMs = 300_000;

const mostRemembered = 10_000;

export function createVerifiedTokens(now: () => number, most: number = mostRemembered): VerifiedTokens {
  const callers = recentlyUsed<string, { readonly caller: Caller; readonly until: number }>(most);

  return {
    find(token) {
      const key = digest(token);
      const found = callers.get(key);
      if (found === undefined) return undefined;
      if (now() < found.until) return found.caller;
      callers.delete(key);
      return undefined;
    },
    remember(token, caller, expiresAt) {
      const until = Math.min(expiresAt, now() + rememberedForMs);
      callers.set(digest(token), { caller, until });
    },
  };
}

/** The whole token, so that no two share an entry, and hashed, so that memory holds no credentials. */
function digest(token: string): string {
  return hash('sha256', token, 'base64');
}
