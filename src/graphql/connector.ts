import type { MethodKind } from '../connectors/method.ts';
import type { AccountScope } from '../context.ts';
import type { Connector } from '../connectors/connector.ts';
import { countValue } from './answer-size.ts';
import { connectorIdOf } from './arguments.ts';
import type { Builder, EnumRef, ObjectRef } from './builder.ts';
import { methodFilter, methodsMatching, methodsWarning } from './connector-method.ts';
import type { MethodNode } from './nodes.ts';

/** A connector, and the account that asks for it. */
export interface ConnectorNode {
  readonly connector: Connector;
  readonly account: AccountScope;
}

export function addConnector(
  builder: Builder,
  method: ObjectRef<MethodNode>,
  kind: EnumRef<MethodKind>,
): ObjectRef<ConnectorNode> {
  const ref = builder.objectRef<ConnectorNode>('Connector').implement({
    description: 'One release of a connector: an application that can be installed in an account.',
    fields: (t) => ({
      id: t.id({
        description: 'Of this release; a newer release has another.',
        resolve: ({ connector }) => connector.id,
      }),
      name: t.string({
        description: 'The application, such as "MailChimp". The same over all releases.',
        resolve: ({ connector }) => connector.name,
      }),
      version: t.string({
        nullable: true,
        description: 'Null for a connector that has only one version.',
        resolve: ({ connector }) => connector.version,
      }),
      description: t.string({ nullable: true, resolve: ({ connector }) => connector.description }),
      status: t.string({
        nullable: true,
        description: 'Such as "Approved"; a draft cannot be installed.',
        resolve: ({ connector }) => connector.status,
      }),
      categories: t.stringList({ resolve: ({ connector }) => [...connector.categories] }),
      icon: t.string({
        nullable: true,
        description: 'A data URI; fetched only when selected.',
        resolve: async ({ connector, account }, _args, context, info) => {
          const icon = await account.connectors.icon(connector);
          countValue(icon, context, info);
          return icon;
        },
      }),
      authTypes: t.stringList({
        description: 'How its users can authenticate, such as "OAuth2" or "ApiKey".',
        resolve: ({ connector }) => [...connector.authTypes],
      }),
      methodsWarning: t.string({
        nullable: true,
        description: methodsWarning,
        resolve: async ({ connector, account }) => (await account.methods.warningOf(connector, 'release')) ?? null,
      }),
      methods: t.field({
        type: [method],
        nullable: { list: true, items: false },
        description: 'The methods of this release, by category and name.',
        args: methodFilter(t.arg, kind),
        resolve: async ({ connector, account }, filter) =>
          methodsMatching(await account.methods.ofRelease(connector), filter, { account, accountConnector: undefined }),
      }),
    }),
  });

  builder.queryFields((t) => ({
    connector: t.field({
      type: ref,
      nullable: true,
      description: 'One release of a connector. Null when there is none of that id.',
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_root, { id }, { account }) => node(await account.connectors.byId(connectorIdOf(id)), account),
    }),
    connectorByName: t.field({
      type: ref,
      nullable: true,
      description: 'The newest release of a connector. Null when there is none of that name.',
      args: {
        name: t.arg.string({ required: true, description: 'Its whole name, such as "MailChimp".' }),
        version: t.arg.string({ description: 'Needed only when the connector has versions.' }),
      },
      resolve: async (_root, { name, version }, { account }) =>
        node(await account.connectors.byName(name, version ?? null), account),
    }),
  }));

  return ref;
}

function node(connector: Connector | undefined, account: AccountScope): ConnectorNode | null {
  return connector === undefined ? null : { connector, account };
}
