import type { AccountConnector } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import { accountConnectorIdOf } from './arguments.ts';
import type { Builder, ObjectRef } from './builder.ts';

export function addAccountConnector(builder: Builder, connector: ObjectRef<Connector>): ObjectRef<AccountConnector> {
  const ref = builder.objectRef<AccountConnector>('AccountConnector').implement({
    description: 'An application connected to an account, ready to be called.',
    fields: (t) => ({
      id: t.exposeID('id'),
      accountId: t.exposeID('accountId', { description: 'The account it is installed in.' }),
      name: t.exposeString('name', { description: 'What the account calls it, such as "Sales CRM".' }),
      description: t.exposeString('description', { nullable: true }),
      authenticated: t.exposeBoolean('authenticated', {
        description:
          'False: the third-party credentials are missing or dead, and calls will fail until the user reconnects.',
      }),
      connector: t.field({
        type: connector,
        description: 'The connector it was installed from, in the release it was installed in.',
        resolve: (accountConnector) => accountConnector.connector,
      }),
    }),
  });

  builder.queryFields((t) => ({
    accountConnectors: t.field({
      type: [ref],
      description: 'Every account connector of the account the request acts for.',
      args: {
        name: t.arg.string({ description: 'Only those whose name contains this, in any case.' }),
        connector: t.arg.string({ description: 'Only those of this connector, by its name in any case.' }),
        authenticated: t.arg.boolean(),
      },
      resolve: async (_root, filter, { account }) => matching(await account.accountConnectors.all(), filter),
    }),
    accountConnector: t.field({
      type: ref,
      nullable: true,
      description: 'Null when the account has no such account connector.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_root, { id }, { account }) => account.accountConnectors.byId(accountConnectorIdOf(id, 'id')),
    }),
  }));

  return ref;
}

interface Filter {
  readonly name?: string | null | undefined;
  readonly connector?: string | null | undefined;
  readonly authenticated?: boolean | null | undefined;
}

function matching(all: readonly AccountConnector[], { name, connector, authenticated }: Filter): AccountConnector[] {
  const contains = name?.toLowerCase() ?? '';
  const of = connector?.toLowerCase();
  return all.filter(
    (one) =>
      one.name.toLowerCase().includes(contains) &&
      (of === undefined || one.connector.name.toLowerCase() === of) &&
      (typeof authenticated !== 'boolean' || one.authenticated === authenticated),
  );
}
