import { describe, expect, test } from 'vitest';
import { createAuthenticator } from '../../src/auth/authenticate.ts';
import { Secret } from '../../src/secret.ts';

const secret = 'a-secret-between-router-and-gateway';
const router = createAuthenticator({ kind: 'router', secret: new Secret(secret) });

function ask(headers: Record<string, string>) {
  return router.authenticate(new Headers(headers));
}

describe('a trusted router', () => {
  test('is believed the account and the roles it names', async () => {
    const headers = { 'X-Router-Secret': secret, 'X-Cyclr-Account': 'acme', 'X-Cyclr-Roles': 'support sales  support' };

    expect(await ask(headers)).toEqual({
      subject: null,
      accounts: new Set(['acme']),
      roles: ['support', 'sales'],
      isRouter: true,
    });
  });

  test('needs no roles', async () => {
    expect(await ask({ 'X-Router-Secret': secret, 'X-Cyclr-Account': 'acme' })).toMatchObject({ roles: [] });
  });

  test('must send its secret', async () => {
    await expect(ask({ 'X-Cyclr-Account': 'acme' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      details: { scheme: 'Router-Secret', reason: 'MISSING' },
    });
  });

  test.for(['', 'x', secret.slice(1), `${secret}x`, secret.toUpperCase(), `${secret}, ${secret}`])(
    'is refused with the secret %j, and the message has nothing of either',
    async (given) => {
      const refused = ask({ 'X-Router-Secret': given, 'X-Cyclr-Account': 'acme' });

      await expect(refused).rejects.toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'ROUTER_SECRET' } });
      await expect(refused).rejects.not.toThrow(secret);
    },
  );

  test('must send the roles once: those that a client sent itself are not added to them', async () => {
    const headers = new Headers({ 'X-Router-Secret': secret, 'X-Cyclr-Account': 'acme', 'X-Cyclr-Roles': 'admin' });
    headers.append('X-Cyclr-Roles', 'support');

    await expect(router.authenticate(headers)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('X-Cyclr-Roles'),
    });
  });

  test('must name exactly one account', async () => {
    await expect(ask({ 'X-Router-Secret': secret })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const account of ['', '*', 'globex, acme']) {
      await expect(ask({ 'X-Router-Secret': secret, 'X-Cyclr-Account': account })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
  });
});

test('without a way to know callers, anyone may act for every account, and no header is believed more', async () => {
  const anyone = createAuthenticator({ kind: 'anyone' });
  const headers = new Headers({ Authorization: 'Bearer x', 'X-Cyclr-Roles': 'admin', 'X-Router-Secret': 'x' });

  expect(await anyone.authenticate(headers)).toEqual({ subject: null, accounts: 'all', roles: [], isRouter: false });
});
