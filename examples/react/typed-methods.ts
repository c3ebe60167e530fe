import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLOutputType,
  isLeafType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import { byKind } from '../../src/catalog/by-kind.ts';
import type { Catalog, CatalogMethod } from '../../src/catalog/catalog.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { mutationName } from '../../src/graphql/typed/typed-connectors.ts';

/** The methods that have types: what their catalogs call them, and a document of each. */
export interface TypedMethods {
  readonly catalogs: readonly Catalog[];
  /** By MethodUniqueIdentifier. */
  readonly documents: Readonly<Record<string, string>>;
}

/** Writes the document that a frontend would: every input is a variable, and of the answer all that is plain. */
export function typedMethods(catalogs: readonly Catalog[]): TypedMethods {
  const schema = buildSchema(catalogs);
  const accountConnector = fieldsOf(schema.getQueryType()?.getFields()['accountConnector']?.type);
  const mutations = schema.getMutationType()?.getFields() ?? {};

  function readDocument(catalog: Catalog, method: CatalogMethod): string | undefined {
    const field = fieldsOf(accountConnector[catalog.field]?.type)[method.field];
    if (field === undefined) return undefined;
    const { declared, given } = variablesOf(field.args);
    return `query ${operationName(method)}($accountConnectorId: ID!${declared}) {
      accountConnector(id: $accountConnectorId) { ${catalog.field} { ${field.name}${given === '' ? '' : `(${given})`} ${selectionOf(field.type)} } }
    }`;
  }

  function writeDocument(catalog: Catalog, method: CatalogMethod): string | undefined {
    const field = mutations[mutationName(catalog, method.field)];
    if (field === undefined) return undefined;
    const { declared, given } = variablesOf(field.args.filter(({ name }) => name === 'input'));
    return `mutation ${operationName(method)}($accountConnectorId: ID!${declared}) {
      ${field.name}(accountConnectorId: $accountConnectorId ${given}) ${selectionOf(field.type)}
    }`;
  }

  const documents = catalogs.flatMap((catalog) => {
    const { reads, writes } = byKind(catalog);
    return [
      ...reads.map((method) => [method.identifier, readDocument(catalog, method)] as const),
      ...writes.map((method) => [method.identifier, writeDocument(catalog, method)] as const),
    ];
  });
  return {
    catalogs,
    documents: Object.fromEntries(
      documents.flatMap(([identifier, text]) => (text === undefined ? [] : [[identifier, print(parse(text))]])),
    ),
  };
}

type Fields = Readonly<Record<string, GraphQLField<unknown, unknown>>>;

function fieldsOf(type: GraphQLOutputType | undefined): Fields {
  const named = getNamedType(type);
  return named !== undefined && isObjectType(named) ? named.getFields() : {};
}

function operationName({ field }: CatalogMethod): string {
  return field.slice(0, 1).toUpperCase() + field.slice(1);
}

function variablesOf(args: readonly GraphQLArgument[]): { readonly declared: string; readonly given: string } {
  return {
    declared: args.map(({ name, type }) => ` $${name}: ${String(type)}`).join(''),
    given: args.map(({ name }) => `${name}: $${name}`).join(' '),
  };
}

/** What is plain in an object, and in the objects in it; `json` alone where nothing is known of it. */
function selectionOf(type: GraphQLOutputType, levels = 2): string {
  const selected = Object.values(fieldsOf(type)).flatMap(({ name, type: of, args }) => {
    if (name === 'json' || name === 'response' || args.length > 0) return [];
    if (isLeafType(getNamedType(of))) return [name];
    const below = levels > 1 ? selectionOf(of, levels - 1) : '{ json }';
    return below === '{ json }' ? [] : [`${name} ${below}`];
  });
  return `{ ${selected.length === 0 ? 'json' : selected.join(' ')} }`;
}
