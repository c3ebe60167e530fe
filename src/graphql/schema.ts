import { type GraphQLSchema, specifiedDirectives } from 'graphql';
import type { Catalog } from '../catalog/catalog.ts';
import { addAccountConnector } from './account-connector.ts';
import { addAccount } from './account.ts';
import { withCountedLists } from './answer-size.ts';
import { type Builder, createBuilder } from './builder.ts';
import { addCallConnectorMethod } from './call-connector-method.ts';
import { addConnectorResponse } from './connector-response.ts';
import { addConnectorConnection } from './connector-connection.ts';
import { addConnectorMethod, addMethodKind } from './connector-method.ts';
import { addConnector } from './connector.ts';
import { deferDirective } from './defer.ts';
import { withMachineryLast } from './federation.ts';
import { addMethodInputs } from './method-input.ts';
import { addPageInfo } from './page-info.ts';
import { addPagesEnums, addRecordPages } from './record-pages.ts';
import { addSubgraph, type Entities } from './subgraph.ts';
import { withoutFurtherWrites } from './further-writes.ts';
import { withPlainRecords } from './plain-records.ts';
import { addWriteOutcome } from './write-outcome.ts';
import { assertApart } from './typed/assert-apart.ts';
import { addTypedConnectors } from './typed/typed-connectors.ts';

/**
 * The graph, each noun in reading order, with types for the connectors of `catalogs`. Throws `DocumentError` for catalogs
 * that cannot stand beside each other, naming the method and the connector.
 */
export function buildSchema(catalogs: readonly Catalog[] = []): GraphQLSchema {
  return toSchema(createGraph(catalogs).builder);
}

/** The graph as it is served: {@link buildSchema}, and what the router of a supergraph asks for. */
export function buildSubgraph(catalogs: readonly Catalog[] = []): GraphQLSchema {
  const { builder, entities } = createGraph(catalogs);
  addSubgraph(builder, entities);
  return withMachineryLast(toSchema(builder));
}

const shared = new WeakMap<readonly Catalog[], GraphQLSchema>();

/** {@link buildSubgraph}, once for the same list of catalogs: a graph knows no gateway, and to build one takes long. */
export function sharedSubgraph(catalogs: readonly Catalog[]): GraphQLSchema {
  const schema = shared.get(catalogs) ?? buildSubgraph(catalogs);
  shared.set(catalogs, schema);
  return schema;
}

/** The graph without connectors, by whose names those of catalogs are judged. */
let core: GraphQLSchema | undefined;

function createGraph(catalogs: readonly Catalog[]): { readonly builder: Builder; readonly entities: Entities } {
  if (catalogs.length > 0) assertApart(catalogs, (core ??= toSchema(createGraph([]).builder)));
  const builder = createBuilder();
  const kind = addMethodKind(builder);
  const method = addConnectorMethod(builder, kind, addMethodInputs(builder));
  const connector = addConnector(builder, method, kind);
  const pageInfo = addPageInfo(builder);
  addConnectorConnection(builder, connector, pageInfo);
  const response = addConnectorResponse(builder);
  const pagesRefs = { pageInfo, ...addPagesEnums(builder) };
  const pages = addRecordPages(builder, pagesRefs);
  const accountConnector = addAccountConnector(builder, { connector, method, kind, response, pages });
  const account = addAccount(builder, accountConnector);
  addTypedConnectors(builder, { accountConnector, response, pages: pagesRefs }, catalogs);
  addCallConnectorMethod(builder, response);
  addWriteOutcome(builder, response);
  return { builder, entities: { account, accountConnector, connector } };
}

function toSchema(builder: Builder): GraphQLSchema {
  const schema = builder.toSchema({ sortSchema: true, directives: [...specifiedDirectives, deferDirective] });
  return withoutFurtherWrites(withPlainRecords(withCountedLists(schema)));
}
