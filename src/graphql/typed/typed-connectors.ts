import type { AskedPages } from '../../calls/pages/asked.ts';
import type { CallResponse } from '../../calls/response.ts';
import type { AccountConnector } from '../../connectors/account-connector.ts';
import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ArgBuilder, Builder, FieldBuilder, ObjectRef } from '../builder.ts';
import { askedOfRecords } from '../connector-response.ts';
import { pagesArguments, type PagesRefs, readPages } from '../record-pages.ts';
import { keyArguments, shortDescriptions, writesOf } from '../keyed-writes.ts';
import { fold } from '../../text/fold.ts';
import { byKind } from '../../catalog/by-kind.ts';
import { apart, upperFirst } from '../../catalog/names.ts';
import { pagesFields } from '../../catalog/pages-fields.ts';
import { responseFields } from '../../catalog/response-fields.ts';
import { type AnswerTypes, createAnswerTypes } from './answer-types.ts';
import { described } from './described.ts';
import { type ConnectionTypes, createConnectionTypes } from './connection-types.ts';
import { createInputTypes, type InputTypes } from './input-types.ts';
import { isResponseAsked } from './responses.ts';
import { pagesInputs } from './pages-inputs.ts';
import { answersMany } from './read-answer.ts';
import { toTypedMethod } from './typed-method.ts';
import { createValueTypes } from './value-types.ts';

/** What the graph has for all connectors. */
export interface KnownTypes {
  readonly accountConnector: ObjectRef<AccountConnector>;
  readonly response: ObjectRef<CallResponse>;
  readonly pages: PagesRefs;
}

/** The typed door: what catalogs know, as fields. The same calls as by name, with the same loaders, policy and errors. */
export function addTypedConnectors(
  builder: Builder,
  { accountConnector, response, pages }: KnownTypes,
  catalogs: readonly Catalog[],
): void {
  for (const catalog of catalogs) {
    const { reads, writes } = byKind(catalog);
    const types = createTypes(builder, catalog, writes, { response, pages });
    if (reads.length > 0) addReads(builder, accountConnector, catalog, types, reads);
    const responses = responseFields(catalog);
    for (const method of writes) {
      const names = [method.field, responses.get(method.identifier) ?? ''].map((field) => mutationName(catalog, field));
      addWrite(builder, catalog, types, method, response, names);
    }
  }
}

interface Types extends InputTypes {
  readonly answerOf: AnswerTypes;
  readonly connectionOf: ConnectionTypes;
  readonly nameOf: (name: string) => string;
}

function createTypes(
  builder: Builder,
  catalog: Catalog,
  writes: readonly CatalogMethod[],
  { response, pages: refs }: Pick<KnownTypes, 'response' | 'pages'>,
): Types {
  const beginning = upperFirst(catalog.field);
  const nameOf = (name: string) => {
    const whole = `${beginning}${name}`;
    // A connector may be called so that its types would have names of the graph itself.
    return builder.configStore.hasConfig(whole) ? apart(whole, catalog.connector) : whole;
  };
  const values = createValueTypes(builder, catalog, nameOf);
  const answerOf = createAnswerTypes(builder, { catalog, values, nameOf, response });
  const connectionOf = createConnectionTypes(builder, { catalog, refs, nameOf });
  return { ...createInputTypes(builder, { catalog, values, nameOf, writes }), answerOf, connectionOf, nameOf };
}

/** The name of a mutation, by the field that a catalog has for it. */
export function mutationName({ field: beginning }: Catalog, field: string): string {
  return `${beginning}${upperFirst(field)}`;
}

function addReads(
  builder: Builder,
  accountConnector: ObjectRef<AccountConnector>,
  catalog: Catalog,
  types: Types,
  reads: readonly CatalogMethod[],
): void {
  const names = pagesFields(catalog);
  const fields = reads.flatMap((method) => [
    { name: method.field, add: readField(catalog, types, method) },
    ...(answersMany(catalog, method)
      ? [{ name: names.get(method.identifier) ?? '', add: pagesField(catalog, types, method) }]
      : []),
  ]);
  const ref = builder.objectRef<AccountConnector>(types.nameOf('Connector')).implement({
    description: `What can be read from ${titleOf(catalog)}.`,
    extensions: { fieldsAreCalls: true },
    fields: (t) => Object.fromEntries(fields.map(({ name, add }) => [name, add(t)])),
  });
  builder.objectField(accountConnector, catalog.field, (t) =>
    t.field({
      type: ref,
      nullable: true,
      description: `Its methods that read, with their types. Null when it is not an account connector of ${titleOf(catalog)}.`,
      resolve: (one) => (isOf(one, catalog) ? one : null),
    }),
  );
}

function readField(catalog: Catalog, types: Types, method: CatalogMethod) {
  const { answer, call } = toTypedMethod(catalog, method, types.answerOf(method.answer));
  const options = Object.entries(types.optionsOf(method));
  return (t: FieldBuilder<AccountConnector>) =>
    t.field({
      ...answer,
      ...described(method),
      args: Object.fromEntries(options.map(([name, one]) => [name, t.arg(one)])),
      resolve: (one, args, { accountOf }, info) => {
        return call(accountOf(one.accountId).calls, {
          accountConnectorId: one.id,
          inputs: args as JsonObject,
          as: 'READ',
          cuts: askedOfRecords(info),
          isResponseAsked: isResponseAsked(info),
        });
      },
    });
}

/** The same list over pages. What takes a place in the list is no argument of it: that is what it does itself. */
function pagesField(catalog: Catalog, types: Types, method: CatalogMethod) {
  const record = types.answerOf(method.answer);
  const { answer, pages } = toTypedMethod(catalog, method, record);
  const type = types.connectionOf(method.answer, record);
  const inputs = pagesInputs(method, types.optionsOf(method));
  return (t: FieldBuilder<AccountConnector>) =>
    t.field({
      type,
      nullable: true,
      extensions: answer.extensions,
      description: `${method.name}, over as many upstream pages as it takes, and whether that is all.`,
      args: {
        ...Object.fromEntries(inputs.map(({ name, option }) => [name, t.arg(option)])),
        ...pagesArguments(t.arg),
      },
      resolve: (one, args, context, info) => {
        const given = args as JsonObject & AskedPages;
        const own = inputs.flatMap(({ name, input }): [string, Json][] => {
          const value = given[name];
          return value === undefined ? [] : [[input, value]];
        });
        const call = { accountConnectorId: one.id, inputs: Object.fromEntries(own), as: 'READ' } as const;
        return readPages((asked) => pages(context.accountOf(one.accountId).pages, call, asked), given, context, info);
      },
    });
}

function addWrite(
  builder: Builder,
  catalog: Catalog,
  types: Types,
  method: CatalogMethod,
  response: ObjectRef<CallResponse>,
  [name = '', responseName = '']: readonly string[],
): void {
  const { answer, call, respond } = toTypedMethod(catalog, method, types.answerOf(method.answer));
  const input = types.inputOf(method);
  // Without inputs of its own it can be called without any.
  const required = (method.parameters ?? []).length + (method.fields ?? []).length > 0;
  const argumentsOf = (arg: ArgBuilder, about = {}) => ({
    accountConnectorId: arg.id({ required: true }),
    ...(input !== undefined && { input: arg({ type: input, required }) }),
    ...keyArguments(arg, about),
  });
  const toCall = ({ accountConnectorId, callKey, idempotencyKey, ...args }: WriteArguments) => ({
    accountConnectorId,
    inputs: (args as { readonly input?: JsonObject | null }).input ?? {},
    callKey,
    idempotencyKey,
  });

  builder.mutationField(name, (t) =>
    t.field({
      ...answer,
      ...described(method),
      args: argumentsOf(t.arg, shortDescriptions),
      resolve: (_root, args, context, info) => {
        return call(writesOf(context, info), {
          ...toCall(args),
          cuts: askedOfRecords(info),
          isResponseAsked: isResponseAsked(info),
        });
      },
    }),
  );
  builder.mutationField(responseName, (t) =>
    t.field({
      type: response,
      nullable: true,
      description: `${method.name}, with everything that came.`,
      args: argumentsOf(t.arg),
      resolve: (_root, args, context, info) => {
        return respond(writesOf(context, info), { ...toCall(args), cuts: askedOfRecords(info) });
      },
    }),
  );
}

interface WriteArguments {
  readonly accountConnectorId: string;
  readonly callKey?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** A connector that is renamed in case or spaces is the same. */
function isOf({ connector }: AccountConnector, { connector: name, version }: Catalog): boolean {
  return fold(connector.name) === fold(name) && fold(connector.version ?? '') === fold(version ?? '');
}

function titleOf({ connector, version }: Pick<Catalog, 'connector' | 'version'>): string {
  return version === undefined ? connector : `${connector} ${version}`;
}
