import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Caller, resolveAccount } from '../../src/auth/caller.ts';
import { GatewayError } from '../../src/errors.ts';
import type { AccountId } from '../../src/ids.ts';

const acme = 'acme' as AccountId;
const demo = 'demo' as AccountId;

function callerOf(accounts: Caller['accounts'] | readonly string[]): Caller {
  const own = accounts === 'all' ? accounts : new Set(accounts as Iterable<AccountId>);
  return { subject: 'ann', accounts: own, roles: [], isRouter: false };
}

function refusal(act: () => unknown): GatewayError {
  try {
    act();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

function accountOrRefusal(caller: Caller, requested: string | null, fallback: AccountId | undefined): string {
  try {
    return resolveAccount(caller, requested, fallback);
  } catch (error) {
    if (error instanceof GatewayError) return 'refused';
    throw error;
  }
}

describe('the account of a request', () => {
  test('is the one that the claim names', () => {
    expect(resolveAccount(callerOf(['acme']), null)).toBe('acme');
    expect(resolveAccount(callerOf(['acme']), 'acme')).toBe('acme');
  });

  test('is the one of several that the header names', () => {
    expect(resolveAccount(callerOf(['acme', 'globex']), 'globex')).toBe('globex');
  });

  test('is refused when the header names one outside the claim, even beside a claim of one', () => {
    expect(refusal(() => resolveAccount(callerOf(['acme']), 'globex')).code).toBe('FORBIDDEN');
    expect(refusal(() => resolveAccount(callerOf(['acme', 'globex']), 'initech')).code).toBe('FORBIDDEN');
    expect(refusal(() => resolveAccount(callerOf(['acme']), 'ACME')).code).toBe('FORBIDDEN');
  });

  test('must be named by a caller of several, who is told which they are', () => {
    const error = refusal(() => resolveAccount(callerOf(['acme', 'globex']), null, demo));

    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { problems: [{ path: ['headers', 'X-Cyclr-Account'], suggestions: ['acme', 'globex'] }] },
    });
    expect(error.message).toContain('X-Cyclr-Account');
  });

  test('is any that the header names for a caller of all, else the fallback, else must be named', () => {
    expect(resolveAccount(callerOf('all'), 'globex', demo)).toBe('globex');
    expect(resolveAccount(callerOf('all'), null, demo)).toBe('demo');
    expect(refusal(() => resolveAccount(callerOf('all'), null)).code).toBe('BAD_USER_INPUT');
  });

  test('is never the fallback for a caller of named accounts', () => {
    expect(resolveAccount(callerOf(['acme']), null, demo)).toBe('acme');
    expect(refusal(() => resolveAccount(callerOf([]), null, demo)).code).toBe('FORBIDDEN');
  });

  test.for(['', '*', ' ', 'a\nb', 'a\r\nX-Evil: 1', 'é', '\u0000', 'a'.repeat(129), 'globex, acme'])(
    'is refused when the header is %j',
    (header) => {
      for (const accounts of ['all', ['acme', header]] as const) {
        const error = refusal(() => resolveAccount(callerOf(accounts), header, demo));
        expect(error.code).toBe('BAD_USER_INPUT');
        expect(error.message).toMatch(/^The header X-Cyclr-Account cannot be used: It [\w ;,:.-]+$/);
      }
    },
  );

  test('may have 128 characters', () => {
    const long = 'a'.repeat(128);
    expect(resolveAccount(callerOf('all'), long)).toBe(long);
  });

  test('is never one outside the claim, whatever is asked', () => {
    const id = fc.oneof(fc.constantFrom('acme', 'globex', '*', 'a', 'A', '__proto__', 'constructor'), fc.string());
    fc.assert(
      fc.property(fc.array(id), fc.option(id), fc.boolean(), (claim, requested, withFallback) => {
        const account = accountOrRefusal(callerOf(claim), requested, withFallback ? acme : undefined);

        const allowed = claim.filter((own) => requested === null || own === requested);
        expect([...allowed, 'refused']).toContain(account);
      }),
    );
  });
});
