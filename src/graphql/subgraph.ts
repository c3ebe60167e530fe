import { GraphQLScalarType } from 'graphql';
import type { AccountConnector } from '../connectors/account-connector.ts';
import type { AccountScope, Context } from '../context.ts';
import { badUserInput, GatewayError } from '../errors.ts';
import { isExactNumber } from '../numbers/exact-number.ts';
import { type JsonObject } from '../json.ts';
import { accountConnectorIdOf, accountIdOf, connectorIdOf } from './arguments.ts';
import type { Builder, ObjectRef } from './builder.ts';
import type { ConnectorNode } from './connector.ts';
import { printSubgraph } from './federation.ts';
import { createJsonScalars } from './scalars.ts';

export interface Entities {
  readonly account: ObjectRef<AccountScope>;
  readonly accountConnector: ObjectRef<AccountConnector>;
  readonly connector: ObjectRef<ConnectorNode>;
}

type Entity = AccountScope | AccountConnector | ConnectorNode;

/** Finds what a reference of another subgraph means, in the accounts that the caller may act for. */
type Resolve = (reference: JsonObject, context: Context) => Promise<Entity>;

const entities: Readonly<Record<string, Resolve>> = {
  async Account(reference, { accountOf }) {
    const account = accountOf(accountIdOf(keyOf(reference, 'id'), 'id'));
    await account.assertKnown();
    return account;
  },
  async AccountConnector(reference, { account, accountOf }) {
    const id = accountConnectorIdOf(keyOf(reference, 'id'), 'id');
    const scope =
      reference['accountId'] === undefined
        ? account
        : accountOf(accountIdOf(keyOf(reference, 'accountId'), 'accountId'));
    return scope.planner.accountConnector(id);
  },
  async Connector(reference, { account }) {
    const id = connectorIdOf(keyOf(reference, 'id'));
    const connector = await account.connectors.byId(id);
    if (connector !== undefined) return { connector, account };
    throw new GatewayError('NOT_FOUND', `There is no connector ${id}. A newer release of it has another id.`);
  },
};

/**
 * What the router of a supergraph asks for: `_service`, and `_entities` in batches through the loaders. The types
 * themselves know nothing of it.
 *
 * A reference that cannot be resolved is an error at its own place, never a silent null.
 */
export function addSubgraph(builder: Builder, { account, accountConnector, connector }: Entities): void {
  builder.addScalarType('_Any', createAny());
  /** Which entity an object was resolved as, for `__resolveType`. */
  const typeNames = new WeakMap<Entity, string>();

  const entity = builder.unionType('_Entity', {
    description: 'What other subgraphs can refer to.',
    types: [account, accountConnector, connector],
    resolveType: (one) => typeNames.get(one),
  });
  let sdl: string | undefined;
  const service = builder.objectRef<object>('_Service').implement({
    description: 'This graph, as a subgraph.',
    fields: (t) => ({
      sdl: t.string({
        description: 'Its schema, with the directives of Federation 2.',
        resolve: (_service, _args, _context, { schema }) => (sdl ??= printSubgraph(schema)),
      }),
    }),
  });

  async function resolve(reference: JsonObject, context: Context): Promise<Entity> {
    const typeName = reference['__typename'];
    const found = typeof typeName === 'string' && Object.hasOwn(entities, typeName) ? entities[typeName] : undefined;
    if (typeof typeName !== 'string' || found === undefined) throw noSuchEntity(typeName);
    const one = await found(reference, context);
    typeNames.set(one, typeName);
    return one;
  }

  builder.queryFields((t) => ({
    _service: t.field({ type: service, description: 'For the router of a supergraph.', resolve: () => ({}) }),
    _entities: t.field({
      type: [entity],
      nullable: { list: false, items: true },
      description: 'For the router of a supergraph: what its references mean, each at its own place.',
      args: { representations: t.arg({ type: ['_Any'], required: true }) },
      resolve(_root, { representations }, context) {
        context.countReferences(representations.length);
        return representations.map((reference) => resolve(reference, context));
      },
    }),
  }));
}

/** JSON like any other, with every digit of an id. */
function createAny(): GraphQLScalarType {
  return new GraphQLScalarType({
    ...createJsonScalars().JSONObject.toConfig(),
    name: '_Any',
    description: 'A reference to an entity: its `__typename` and the fields of one of its keys.',
  });
}

/** A field of a key. Other subgraphs may hold ids as numbers. */
function keyOf(reference: JsonObject, field: string): string {
  const value = reference[field];
  if (typeof value === 'string') return value;
  if (isExactNumber(value)) return value.rawJSON;
  if (typeof value === 'number') return String(value);
  throw badReference([field], `Expected the key field "${field}", a string.`);
}

function noSuchEntity(typeName: unknown): GatewayError {
  const given = typeof typeName === 'string' ? JSON.stringify(typeName.slice(0, 100)) : 'nothing';
  const known = Object.keys(entities).join(', ');
  return badReference(['__typename'], `"__typename" must be one of ${known}; got ${given}.`);
}

function badReference(path: readonly string[], message: string): GatewayError {
  return badUserInput('The reference cannot be resolved', [{ path, message, suggestions: [] }]);
}
