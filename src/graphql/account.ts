import type { AccountScope } from '../context.ts';
import type { AccountConnector } from '../connectors/account-connector.ts';
import { accountConnectorFilter, accountConnectorsMatching } from './account-connector-filter.ts';
import { accountConnectorOf } from './account-connector.ts';
import { accountIdOf } from './arguments.ts';
import type { Builder, ObjectRef } from './builder.ts';

export function addAccount(builder: Builder, accountConnector: ObjectRef<AccountConnector>): ObjectRef<AccountScope> {
  const ref = builder.objectRef<AccountScope>('Account').implement({
    description: 'A customer of the partner, with the applications it has connected.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The partner’s own choice; opaque.' }),
      accountConnectors: t.field({
        type: [accountConnector],
        nullable: { list: true, items: false },
        description: 'Every account connector of the account.',
        args: accountConnectorFilter(t.arg),
        resolve: async (account, filter) => accountConnectorsMatching(await account.accountConnectors.all(), filter),
      }),
      accountConnector: t.field({
        type: accountConnector,
        nullable: true,
        description: 'Null when the account has no such account connector.',
        args: { id: t.arg.id({ required: true }) },
        resolve: (account, { id }, _context, info) => accountConnectorOf(account, id, info),
      }),
    }),
  });

  builder.queryField('account', (t) =>
    t.field({
      type: ref,
      nullable: true,
      description: 'The account the request acts for; another one when `id` is given and the caller may act for it.',
      args: { id: t.arg.id() },
      resolve: (_root, { id }, { account, accountOf }) =>
        id === null || id === undefined ? account : accountOf(accountIdOf(id, 'id')),
    }),
  );

  return ref;
}
