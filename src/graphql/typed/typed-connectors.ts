import type { AccountConnector } from '../../connectors/account-connector.ts';
import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import { judgeMethod } from '../../connectors/kind.ts';
import type { MethodKind } from '../../connectors/method.ts';
import type { JsonObject } from '../../json.ts';
import { fold } from '../../text/fold.ts';
import type { Builder, FieldBuilder, ObjectRef } from '../builder.ts';
import { upperFirst } from '../../catalog/names.ts';
import { described } from './described.ts';
import { createTypeNames, type TypeNames } from './type-names.ts';
import { addTypedMethod } from './typed-method.ts';

/** The typed door: what catalogs know, as fields. The same calls as by name, with the same loaders, policy and errors. */
export function addTypedConnectors(
  builder: Builder,
  accountConnector: ObjectRef<AccountConnector>,
  catalogs: readonly Catalog[],
): void {
  const names = createTypeNames(builder);
  for (const catalog of catalogs) {
    const { reads, writes } = byKind(catalog);
    if (reads.length > 0) addReads(builder, names, accountConnector, catalog, reads);
    for (const method of writes) addWrite(builder, names, catalog, method);
  }
}

/** The name of the mutation that calls a method which may write. */
export function mutationName({ field }: Catalog, method: CatalogMethod): string {
  return `${field}${upperFirst(method.field)}`;
}

export function byKind({ methods }: Catalog): Record<'reads' | 'writes', readonly CatalogMethod[]> {
  const kindIn = ({ kind, name }: CatalogMethod): MethodKind =>
    kind?.is ?? judgeMethod({ name, methodType: 'Action', endPoint: null }).kind;
  const { READ: reads = [], WRITE: writes = [] } = Object.groupBy(methods, kindIn);
  return { reads, writes };
}

function addReads(
  builder: Builder,
  names: TypeNames,
  accountConnector: ObjectRef<AccountConnector>,
  catalog: Catalog,
  reads: readonly CatalogMethod[],
): void {
  const { connector, field } = catalog;
  const fields = reads.map((method) => ({ name: method.field, add: readField(builder, names, catalog, method) }));
  const ref = builder.objectRef<AccountConnector>(names.take(`${upperFirst(field)}Connector`, connector)).implement({
    description: `What can be read from ${titleOf(catalog)}.`,
    extensions: { fieldsAreCalls: true },
    fields: (t) => Object.fromEntries(fields.map(({ name, add }) => [name, add(t)])),
  });
  builder.objectField(accountConnector, field, (t) =>
    t.field({
      type: ref,
      nullable: true,
      description: `Its methods that read, with their types. Null when it is no account connector of ${titleOf(catalog)}.`,
      resolve: (one) => (isOf(one, catalog) ? one : null),
    }),
  );
}

function readField(builder: Builder, names: TypeNames, catalog: Catalog, method: CatalogMethod) {
  const { answer, inputs, call } = addTypedMethod(builder, names, catalog, method);
  return (t: FieldBuilder<AccountConnector>) =>
    t.field({
      ...answer,
      description: described(method),
      args: Object.fromEntries(Object.entries(inputs.options).map(([name, one]) => [name, t.arg(one)])),
      resolve: (one, args, { accountOf }) => {
        return call(accountOf(one.accountId), { accountConnectorId: one.id, inputs: args as JsonObject, as: 'READ' });
      },
    });
}

function addWrite(builder: Builder, names: TypeNames, catalog: Catalog, method: CatalogMethod): void {
  const { typeName, answer, inputs, call } = addTypedMethod(builder, names, catalog, method);
  const input = inputs.isEmpty
    ? undefined
    : builder.inputType(names.take(`${typeName}Input`, method.identifier), {
        description: `What “${method.name}” of ${catalog.connector} takes.`,
        fields: (t) => Object.fromEntries(Object.entries(inputs.options).map(([name, one]) => [name, t.field(one)])),
      });

  builder.mutationField(mutationName(catalog, method), (t) =>
    t.field({
      ...answer,
      description: described(method),
      args: {
        accountConnectorId: t.arg.id({ required: true, description: `Of ${titleOf(catalog)}.` }),
        ...(input !== undefined && { input: t.arg({ type: input, required: true }) }),
        callKey: t.arg.string({ description: 'Tells apart two calls that are otherwise identical.' }),
      },
      resolve: (_root, args, { account }) => {
        const { accountConnectorId, callKey } = args;
        const given = (args as { readonly input?: JsonObject }).input ?? {};
        return call(account, { accountConnectorId, inputs: given, callKey });
      },
    }),
  );
}

function isOf({ connector }: AccountConnector, { connector: name, version }: Catalog): boolean {
  return fold(connector.name) === fold(name) && connector.version === (version ?? null);
}

function titleOf({ connector, version }: Pick<Catalog, 'connector' | 'version'>): string {
  return version === undefined ? connector : `${connector} ${version}`;
}
