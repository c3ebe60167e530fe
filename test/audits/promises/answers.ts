import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstInstalled } from '../promise.ts';

/** What holds for every answer: headers, errors, pages. */
export const answersPromises: readonly CyclrPromise[] = [
  {
    id: 'HEADER-1',
    level: 'MUST',
    text: 'Every answer carries X-Content-Type-Options: nosniff.',
    check: async (client) => {
      const answers = [
        await client.ask('GET', 'connectors'),
        await client.ask('GET', 'connectors/999999999'),
        await client.ask('GET', 'account/connectors', { token: null }),
      ];
      for (const { headers } of answers) equal(headers.get('x-content-type-options'), 'nosniff');
    },
  },
  {
    id: 'HEADER-2',
    level: 'MAY',
    text: 'Bodies are application/json in UTF-8.',
    check: async (client) =>
      match(
        (await client.ask('GET', 'connectors')).headers.get('content-type') ?? '',
        /^application\/json; ?charset=utf-8$/i,
      ),
  },
  {
    id: 'ERROR-1',
    level: 'MUST',
    text: 'An error is compact: {"Message":"…"}.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const { status, text } = await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, {
        body: { Parameters: { 9: 1 } },
      });
      deepEqual([status, /^\{"Message":".*"\}$/.test(text)], [400, true]);
    },
  },
  {
    id: 'PAGE-1',
    level: 'MUST',
    text: 'pageSize=30 gives exactly 30.',
    check: async (client) => equal(listOf((await client.ask('GET', 'connectors?pageSize=30')).json).length, 30),
  },
  {
    id: 'PAGE-2',
    level: 'MUST',
    text: 'A page past the end is 200 and [].',
    check: async (client) => {
      const { status, text } = await client.ask('GET', 'connectors?page=9999&pageSize=30');
      deepEqual([status, text], [200, '[]']);
    },
  },
  {
    id: 'PAGE-3',
    level: 'MUST',
    text: 'Pages begin at 1 and do not overlap.',
    check: async (client) => {
      const ids = async (query: string) =>
        listOf((await client.ask('GET', `connectors?${query}`)).json).map((one) => one['Id']);
      deepEqual([...(await ids('page=1&pageSize=5')), ...(await ids('page=2&pageSize=5'))], await ids('pageSize=10'));
    },
  },
  {
    id: 'PAGE-4',
    level: 'MUST',
    text: 'orderBy and sortOrderAsc sort.',
    check: async (client) => {
      const names = async (asc: boolean) =>
        listOf((await client.ask('GET', `connectors?pageSize=1000&orderBy=Name&sortOrderAsc=${asc}`)).json).map((one) =>
          textAt(one, 'Name'),
        );
      const up = await names(true);
      ok(up.length > 1);
      deepEqual(
        up,
        up.toSorted((a, b) => a.localeCompare(b)),
      );
      equal((await names(false))[0], up.at(-1));
    },
  },
  {
    id: 'PAGE-5',
    level: 'SHOULD',
    text: 'A page may be as large as 1000.',
    check: async (client) => equal((await client.ask('GET', 'connectors?pageSize=1000')).status, 200),
  },
  {
    id: 'PAGE-6',
    level: 'MAY',
    text: 'Total-Records and Total-Pages say how much there is.',
    check: async (client) => {
      const { headers } = await client.ask('GET', 'connectors?pageSize=5');
      match(headers.get('total-records') ?? '', /^\d+$/);
      match(headers.get('total-pages') ?? '', /^\d+$/);
    },
  },
  {
    id: 'HEADER-3',
    level: 'MUST',
    text: 'Tokens, calls, refusals and paths that lead nowhere carry nosniff too.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const call = `account/connectors/${id}/methods/${textAt(method, 'Id')}`;
      const answers = [
        await client.token(),
        await client.token({ client_secret: 'wrong' }),
        await client.ask('POST', call, { body: {} }),
        await client.ask('POST', call, { body: '{' }),
        await client.ask('GET', 'account/connectors', { account: '' }),
        await client.ask('GET', 'no/such/path'),
      ];
      for (const { headers, status } of answers) equal(headers.get('x-content-type-options'), 'nosniff', `${status}`);
    },
  },
];
