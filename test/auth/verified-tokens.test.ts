import { expect, test } from 'vitest';
import { createVerifiedTokens } from '../../src/auth/verified-tokens.ts';

test('so many verified tokens are remembered and no more; the one not asked for longest goes first', () => {
  const tokens = createVerifiedTokens(() => 0, 3);
  const caller = { subject: 'ann', accounts: 'all', roles: [], isRouter: false } as const;
  for (const token of ['a', 'b', 'c']) tokens.remember(token, caller, 1000);
  expect(['a', 'b', 'c'].map((token) => tokens.find(token))).toEqual([caller, caller, caller]);

  tokens.find('a');
  tokens.remember('d', caller, 1000);
  expect(['a', 'b', 'c', 'd'].filter((token) => tokens.find(token) === undefined)).toEqual(['b']);
});
