import { equal, match, ok } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, keysInOrder, needed } from '../promise.ts';

/** How a client gets in. */
export const tokensPromises: readonly CyclrPromise[] = [
  {
    id: 'TOKEN-1',
    level: 'MUST',
    text: 'A client-credentials grant in a form body gives a bearer token and its lifetime.',
    check: async (client) => {
      const { status, json } = await client.token();
      equal(status, 200);
      match(textAt(json, 'access_token'), /./);
      match(textAt(json, 'token_type'), /^bearer$/i);
      ok(Number(at(json, 'expires_in')) > 0);
      equal(at(json, 'clientId'), client.clientId);
    },
  },
  {
    id: 'TOKEN-2',
    level: 'SHOULD',
    text: 'The grant has .refresh, .issued and .expires, in this order.',
    check: async (client) => {
      const { json } = await client.token();
      keysInOrder(json, ['access_token', 'token_type', 'expires_in', 'clientId', '.refresh', '.issued', '.expires']);
      ok(!Number.isNaN(Date.parse(textAt(json, '.expires'))));
    },
  },
  {
    id: 'TOKEN-3',
    level: 'MUST',
    text: 'scope=account:{id} gives a token for that account.',
    check: async (client) => {
      const { status, json } = await client.token({ scope: `account:${client.account}` });
      equal(status, 200);
      equal((await client.ask('GET', 'account/connectors', { token: textAt(json, 'access_token') })).status, 200);
    },
  },
  {
    id: 'TOKEN-4',
    level: 'MAY',
    text: 'Bad credentials are answered with 400 or 401 and an OAuth error.',
    check: async (client) => {
      const { status, json } = await client.token({ client_secret: 'wrong' });
      ok(status === 400 || status === 401 || status === 403);
      match(textAt(json, 'error'), /^invalid_/);
    },
  },
  {
    id: 'TOKEN-5',
    level: 'MAY',
    text: 'A token of one account opens no other.',
    check: async (client) => {
      const accounts = listOf((await client.ask('GET', 'accounts')).json).map((one) => textAt(one, 'Id'));
      const other = needed(
        accounts.find((id) => id !== client.account),
        'there is only one account',
      );
      const { json } = await client.token({ scope: `account:${client.account}` });
      const { status } = await client.ask('GET', 'account/connectors', {
        token: textAt(json, 'access_token'),
        account: other,
      });
      ok(status === 401 || status === 403);
    },
  },
  {
    id: 'AUTH-1',
    level: 'MUST',
    text: 'Without a token everything is refused with 401.',
    check: async (client) => {
      for (const path of ['connectors', 'account/connectors', 'accounts'])
        equal((await client.ask('GET', path, { token: null })).status, 401);
    },
  },
  {
    id: 'AUTH-2',
    level: 'MUST',
    text: 'An account endpoint with an empty account header is refused with 401.',
    check: async (client) => equal((await client.ask('GET', 'account/connectors', { account: '' })).status, 401),
  },
  {
    id: 'AUTH-3',
    level: 'MUST',
    text: 'Partner endpoints work with and without the account header.',
    check: async (client) => {
      for (const account of [null, client.account]) {
        for (const path of ['connectors', 'accounts']) equal((await client.ask('GET', path, { account })).status, 200);
      }
    },
  },
];
