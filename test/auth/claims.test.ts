import { describe, expect, test } from 'vitest';
import { readAccounts, readRoles } from '../../src/auth/claims.ts';

describe('the account claim', () => {
  test('names one account, several, or all', () => {
    expect(readAccounts({ account: 'acme' }, 'account')).toEqual(new Set(['acme']));
    expect(readAccounts({ account: ['acme', 'globex', 'acme'] }, 'account')).toEqual(new Set(['acme', 'globex']));
    expect(readAccounts({ account: '*' }, 'account')).toBe('all');
  });

  test.for([undefined, null, '', [], 42, true, {}, ['acme', 42], ['acme', '*'], ['*'], [['acme']], 'a\nb', ' acme '])(
    'is refused by name when it is %j',
    (value) => {
      expect(() => readAccounts({ account: value }, 'account')).toThrow(
        expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('"account"') }),
      );
    },
  );

  test('is found by its literal name before its path', () => {
    const claims = {
      'https://example.com/account': 'literal',
      'a.b': 'with-a-dot',
      a: { b: 'nested' },
      app: { cyclr: { account: 'deep' } },
    };
    expect(readAccounts(claims, 'https://example.com/account')).toEqual(new Set(['literal']));
    expect(readAccounts(claims, 'a.b')).toEqual(new Set(['with-a-dot']));
    expect(readAccounts(claims, 'app.cyclr.account')).toEqual(new Set(['deep']));
  });

  test.for(['constructor.name', '__proto__.x', 'toString', 'length', 'list.0', 'list.length', 'text.length', ''])(
    'is nothing that the token does not say itself (%s)',
    (name) => {
      expect(() => readAccounts({ list: ['acme'], text: 'acme' }, name)).toThrow('is missing');
    },
  );
});

describe('the roles claim', () => {
  test('is a list, or a text with spaces', () => {
    expect(readRoles({ roles: ['support', 'sales', 'support'] }, 'roles')).toEqual(['support', 'sales']);
    expect(readRoles({ roles: ' support  sales' }, 'roles')).toEqual(['support', 'sales']);
    expect(readRoles({ realm_access: { roles: ['support'] } }, 'realm_access.roles')).toEqual(['support']);
  });

  test('may be missing or empty: no roles', () => {
    for (const roles of [undefined, null, '', []]) expect(readRoles({ roles }, 'roles')).toEqual([]);
  });

  test.for([42, {}, ['support', 42], [''], [['support']], true])('is refused by name when it is %j', (roles) => {
    expect(() => readRoles({ roles }, 'roles')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('"roles"') }),
    );
  });
});
