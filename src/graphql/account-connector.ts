import type { GraphQLResolveInfo } from 'graphql';
import type { AccountConnector } from '../connectors/account-connector.ts';
import type { MethodKind } from '../connectors/method.ts';
import type { AccountScope, Context } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { accountConnectorFilter, accountConnectorsMatching } from './account-connector-filter.ts';
import { accountConnectorIdOf } from './arguments.ts';
import type { Builder, EnumRef, ObjectRef } from './builder.ts';
import { addCallExplanation } from './call-explanation.ts';
import { callArguments } from './call-arguments.ts';
import type { ConnectorNode } from './connector.ts';
import { askedOfRecords, selectDescription } from './connector-response.ts';
import { methodFilter, methodsMatching, methodsWarning } from './connector-method.ts';
import { addCustomField } from './custom-field.ts';
import type { MethodNode } from './nodes.ts';
import { selectedNames } from './selected-fields.ts';
import type { AskedPages } from '../calls/pages/asked.ts';
import type { RecordPages } from '../calls/pages/pages.ts';
import { pagesArguments, readPages } from './record-pages.ts';
import type { CallResponse } from '../calls/response.ts';

interface Refs {
  readonly connector: ObjectRef<ConnectorNode>;
  readonly method: ObjectRef<MethodNode>;
  readonly kind: EnumRef<MethodKind>;
  readonly response: ObjectRef<CallResponse>;
  readonly pages: ObjectRef<RecordPages>;
}

export function addAccountConnector(
  builder: Builder,
  { connector, method, kind, response, pages }: Refs,
): ObjectRef<AccountConnector> {
  const explanation = addCallExplanation(builder, kind);
  const customField = addCustomField(builder);

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
        resolve: (one, _args, context) => ({ connector: one.connector, account: scopeOf(one, context) }),
      }),
      methods: t.field({
        type: [method],
        nullable: { list: true, items: false },
        description: 'What it can do: the methods of the newest release, by category and name.',
        args: methodFilter(t.arg, kind),
        resolve: async (one, filter, context) => {
          const account = scopeOf(one, context);
          return methodsMatching(await account.methods.of(one), filter, { account, accountConnector: one });
        },
      }),
      methodsWarning: t.string({
        nullable: true,
        description: methodsWarning,
        resolve: async (one, _args, context) =>
          (await scopeOf(one, context).methods.warningOf(one.connector, 'newest')) ?? null,
      }),
      method: t.field({
        type: method,
        nullable: true,
        description: 'Null when it has none such. A name that several methods have is an error that lists them.',
        args: { method: t.arg.string({ required: true, description: methodDescription }) },
        resolve: async (one, args, context) => {
          const account = scopeOf(one, context);
          const known = await account.planner.find(one, args.method).catch(nullIfUnseen);
          return known && { method: known.method, account, accountConnector: one };
        },
      }),
      call: t.field({
        type: response,
        description: `Calls a method that only reads; identical calls of a request are sent once.

A method that may write is refused with METHOD_NOT_READABLE: use the mutation \`callConnectorMethod\`.`,
        args: callArguments(t.arg),
        nullable: true,
        resolve: (one, args, context, info) =>
          scopeOf(one, context).calls.read({ ...args, accountConnectorId: one.id, cuts: askedOfRecords(info) }),
      }),
      pages: t.field({
        type: pages,
        description:
          'The records of a method that reads, over as many upstream pages as it takes, and whether that is all of them.',
        args: {
          ...callArguments(t.arg),
          select: t.arg.stringList({ description: selectDescription }),
          recordsAt: t.arg.string({
            description: 'Where they stand in an answer, such as "data.items", where no response field says so.',
          }),
          ...pagesArguments(t.arg),
        },
        nullable: true,
        resolve: (one, { first, after, maxPages, ...call }, context, info) => {
          const stated = { ...call, accountConnectorId: one.id };
          const read = (asked: AskedPages) => scopeOf(one, context).pages.read(stated, asked);
          return readPages(read, { first, after, maxPages }, context, info);
        },
      }),
      explain: t.field({
        type: explanation,
        nullable: true,
        description: 'The exact upstream request that a call would make, unsent; sensitive values are not shown.',
        args: callArguments(t.arg),
        resolve: async (one, args, context) => {
          const account = scopeOf(one, context);
          return { planned: await account.calls.plan({ ...args, accountConnectorId: one.id }), account };
        },
      }),
      customFields: t.field({
        type: [customField],
        nullable: { list: true, items: false },
        description: 'Fields that the account added to the connector’s own.',
        resolve: async (one, _args, context) => [...(await scopeOf(one, context).connectors.customFields(one.id))],
      }),
    }),
  });

  builder.queryFields((t) => ({
    accountConnectors: t.field({
      type: [ref],
      nullable: { list: true, items: false },
      description: 'Account connectors of the account the request acts for.',
      args: accountConnectorFilter(t.arg),
      resolve: async (_root, filter, { account }) =>
        accountConnectorsMatching(await account.accountConnectors.all(), filter),
    }),
    accountConnector: t.field({
      type: ref,
      nullable: true,
      description: 'Null when the account has no such account connector.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_root, { id }, { account }, info) => accountConnectorOf(account, id, info),
    }),
  }));

  return ref;
}

/** Fields that say what the account connector is now. */
const ofNow = [
  'name',
  'description',
  'authenticated',
  'connector',
  'methods',
  'methodsWarning',
  'method',
  'explain',
  'customFields',
];
const aboutNothing = new Set(['__typename', 'id', 'accountId']);

/** Where it is only called, it may be remembered from an earlier request: Cyclr refuses the call if it is gone. */
export function accountConnectorOf(
  { accountConnectors }: AccountScope,
  given: string,
  info: GraphQLResolveInfo,
): Promise<AccountConnector | undefined> {
  const id = accountConnectorIdOf(given, 'id');
  const names = selectedNames(info).difference(aboutNothing);
  const isOnlyCalled = names.size > 0 && !ofNow.some((name) => names.has(name));
  return isOnlyCalled ? accountConnectors.forCall(id) : accountConnectors.byId(id);
}

const methodDescription =
  'A MethodUniqueIdentifier (always the newest release), a numeric method id (of one release), or a name.';

function scopeOf({ accountId }: AccountConnector, { accountOf }: Context) {
  return accountOf(accountId);
}

function nullIfUnseen(error: unknown): null {
  // What a policy forbids is not there for this caller.
  if (error instanceof GatewayError && ['METHOD_NOT_FOUND', 'FORBIDDEN'].includes(error.code)) return null;
  throw error;
}
