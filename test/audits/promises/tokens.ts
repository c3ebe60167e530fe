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
    id: 'TOKEN-6',
    level: 'SHOULD',
    text: 'A token is given to a GET with a form body too.',
    check: async (client) => {
      const { status, json } = await client.token({}, 'GET');
      equal(status, 200);
      const token = textAt(json, 'access_token');
      equal((await client.ask('GET', 'account/connectors', { token })).status, 200);
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
  {
    id: 'AUTH-4',
    level: 'MUST',
    text: 'Every account endpoint that reads is refused with 401 where the account header is empty.',
    check: async (client) => {
      for (const path of [
        'account/connectors',
        'account/connectors/999999999',
        'account/connectors/999999999/properties',
        'account/connectors/999999999/properties/1',
        'account/connectors/999999999/fields',
        'account/connectors/999999999/fields/1',
        'account/connectors/999999999/methods/1',
        'account/connectors/999999999/test/1',
        'account/connectors/custom',
        'account/connectors/custom/999999999',
      ])
        equal((await client.ask('GET', path, { account: '' })).status, 401, path);
    },
  },
  {
    id: 'AUTH-5',
    level: 'MUST',
    writes: true,
    text: 'Every account endpoint that writes is refused with 401 where the account header is empty.',
    check: async (client) => {
      for (const [method, path] of [
        ['POST', 'connectors/MailChimp/install'],
        ['PUT', 'account/connectors/999999999'],
        ['DELETE', 'account/connectors/999999999'],
        ['PUT', 'account/connectors/999999999/deauthenticate'],
        ['POST', 'account/connectors/999999999/methods/1'],
        ['POST', 'account/connectors/999999999/methods/1/body'],
        ['POST', 'account/connectors/999999999/test/1'],
        ['POST', 'account/connectors/999999999/triggers/1'],
        ['POST', 'account/connectors/999999999/properties'],
        ['PUT', 'account/connectors/999999999/properties/1'],
        ['DELETE', 'account/connectors/999999999/properties/1'],
        ['POST', 'account/connectors/999999999/fields'],
        ['PUT', 'account/connectors/999999999/fields/1'],
        ['DELETE', 'account/connectors/999999999/fields/1'],
        ['POST', 'account/connectors/custom'],
        ['PUT', 'account/connectors/custom/999999999'],
        ['DELETE', 'account/connectors/custom/999999999'],
      ] as const)
        equal((await client.ask(method, path, { account: '', body: {} })).status, 401, `${method} ${path}`);
    },
  },
];
