import { deepEqual, equal, match } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, keysInOrder, needed, unknownGuid } from '../promise.ts';

/** Accounts of the partner. */
export const accountsPromises: readonly CyclrPromise[] = [
  {
    id: 'ACCOUNT-1',
    level: 'MUST',
    writes: true,
    text: 'An account is created with 200 under an id of one’s own choice, changed and deleted.',
    check: async (client) => {
      const id = `Audit-${Math.random().toString(36).slice(2)}`;
      const created = await client.ask('POST', 'accounts', {
        account: null,
        body: { Id: id, name: 'Audit', StepDataSuccessRetentionHours: 999 },
      });
      deepEqual(
        [created.status, at(created.json, 'Id'), at(created.json, 'StepDataSuccessRetentionHours')],
        [200, id, 744],
      );
      const again = await client.ask('POST', 'accounts', { account: null, body: { Id: id, Name: 'Audit' } });
      deepEqual([again.status, again.text], [400, '{"Message":"ID already in use"}']);
      const put = await client.ask('PUT', `accounts/${id}`, {
        account: null,
        body: { StepDataSuccessRetentionHours: 'abc', TransactionErrorWebhookUrl: 'example.com/x' },
      });
      deepEqual(
        [
          put.status,
          at(put.json, 'StepDataSuccessRetentionHours'),
          at(put.json, 'TransactionErrorWebhookUrl'),
          at(put.json, 'Name'),
        ],
        [200, 744, 'https://example.com/x', 'Audit'],
      );
      equal((await client.ask('GET', `accounts/${id}/subaccounts`, { account: null })).text, '[]');
      equal((await client.ask('DELETE', `accounts/${id}`, { account: null })).status, 200);
      equal((await client.ask('GET', `accounts/${id}`, { account: null })).status, 404);
    },
  },
  {
    id: 'ACCOUNT-2',
    level: 'MUST',
    writes: true,
    text: 'An account is refused without a name, with a negative retention, and with a webhook that has no URL.',
    check: async (client) => {
      const refused = async (body: object) => (await client.ask('POST', 'accounts', { account: null, body })).text;
      match(await refused({}), /Name is required/);
      match(
        await refused({ Name: 'A', StepDataSuccessRetentionHours: -10 }),
        /StepDataSuccessRetentionHours \(-10\): must be non negative/,
      );
      match(
        await refused({ Name: 'A', TransactionErrorWebhookEnabled: 'true' }),
        /Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined/,
      );
      match(await refused({ Name: 'A', TransactionErrorWebhookUrl: 'https://  ' }), /is not a valid URL/);
    },
  },
  {
    id: 'ACCOUNT-3',
    level: 'MUST',
    text: 'An unknown account is 404 everywhere.',
    check: async (client) => {
      const path = `accounts/${unknownGuid}`;
      for (const one of [path, `${path}/subaccounts`, `${path}/usage`])
        equal((await client.ask('GET', one)).status, 404);
    },
  },
  {
    id: 'ACCOUNT-6',
    level: 'MUST',
    writes: true,
    text: 'An unknown account can be neither changed nor deleted: 404.',
    check: async (client) => {
      // Account ids are chosen freely: only one that nobody can have chosen is safe to delete.
      const path = `accounts/audit-${crypto.randomUUID()}`;
      equal((await client.ask('PUT', path, { body: {} })).status, 404);
      equal((await client.ask('DELETE', path)).status, 404);
    },
  },
  {
    id: 'ACCOUNT-4',
    level: 'MUST',
    text: 'An account has its keys in the known order, and its usage four.',
    check: async (client) => {
      const [account] = listOf((await client.ask('GET', 'accounts')).json);
      keysInOrder(account, [
        'CreatedDate',
        'Id',
        'Name',
        'Description',
        'AuditInfo',
        'TaskAuditInfo',
        'Timezone',
        'NextBillDateUtc',
        'StepDataSuccessRetentionHours',
        'StepDataErroredRetentionHours',
        'TransactionErrorWebhookEnabled',
        'TransactionErrorWebhookUrl',
        'TransactionErrorWebhookIncludeWarnings',
      ]);
      deepEqual(Object.keys((await client.ask('GET', `accounts/${textAt(account, 'Id')}/usage`)).json as object), [
        'Id',
        'TasksUsed',
        'StartTime',
        'EndTime',
      ]);
    },
  },
  {
    id: 'ACCOUNT-5',
    level: 'MUST',
    text: 'Accounts are paged, and sorted either way.',
    check: async (client) => {
      const ids = async (query: string) =>
        listOf((await client.ask('GET', `accounts?${query}`)).json).map((one) => textAt(one, 'Id'));
      const up = await ids('pageSize=1000&orderBy=Id&sortOrderAsc=true');
      needed(up[1], 'there is only one account');
      deepEqual(await ids('pageSize=1000&orderBy=Id&sortOrderAsc=false'), up.toReversed());
      deepEqual(await ids('page=2&pageSize=1&orderBy=Id&sortOrderAsc=true'), [up[1]]);
    },
  },
];
