import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { at, type Client, listOf, textAt } from '../client.ts';
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
    id: 'ACCOUNT-7',
    level: 'MUST',
    writes: true,
    text: 'A new account has a date of its next bill, although none was given.',
    check: (client) =>
      withAccount(client, async (path) => {
        const { json } = await client.ask('GET', path, { account: null });
        ok(Date.parse(textAt(json, 'NextBillDateUtc')) > 0);
      }),
  },
  {
    id: 'ACCOUNT-8',
    level: 'MUST',
    writes: true,
    text: 'The webhook is enabled only by a body that has its URL, even where one is stored; neither key is fine.',
    check: (client) =>
      withAccount(client, async (path) => {
        const put = (body: object) => client.ask('PUT', path, { account: null, body });
        const url = 'https://example.com/webhook';
        equal((await put({ TransactionErrorWebhookUrl: url })).status, 200);
        const refused = await put({ TransactionErrorWebhookEnabled: true });
        equal(refused.status, 400);
        match(textAt(refused.json, 'Message'), /Transaction Error Webhook URL must be defined/);
        const both = { TransactionErrorWebhookEnabled: true, TransactionErrorWebhookUrl: url };
        equal((await put(both)).status, 200);
        const neither = await put({ Description: 'kept' });
        deepEqual(
          [
            neither.status,
            at(neither.json, 'TransactionErrorWebhookEnabled'),
            at(neither.json, 'TransactionErrorWebhookUrl'),
          ],
          [200, true, url],
        );
      }),
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

/** An account to write to, by its path; removed afterwards. */
async function withAccount(client: Client, use: (path: string) => Promise<void>): Promise<void> {
  const body = { Id: `Audit-${Math.random().toString(36).slice(2)}`, Name: 'Audit' };
  equal((await client.ask('POST', 'accounts', { account: null, body })).status, 200);
  const path = `accounts/${body.Id}`;
  try {
    await use(path);
  } finally {
    await client.ask('DELETE', path, { account: null });
  }
}
