import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  type TypeNode,
} from 'graphql';
import { standardRecords } from '../calls/pages/asked.ts';

/** The first version with `@cost` and `@listSize`. */
const link = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@cost", "@key", "@listSize", "@shareable", "@tag"]
  )`;

/**
 * One upstream call weighs as much as ten fields that need none. Lists have their size in its place: routers multiply the
 * two, and a list is one call however long it is.
 */
const upstreamCall = '@cost(weight: 10)';
const list = (assumedSize: number) => `@listSize(assumedSize: ${assumedSize})`;
const untyped = '@tag(name: "connector-untyped")';
const writes = '@tag(name: "connector-write")';
const sliced = (fields: string, assumedSize: number) =>
  `@listSize(slicingArguments: ["first"], sizedFields: [${fields}], requireOneSlicingArgument: false, assumedSize: ${assumedSize})`;

/**
 * What the graph says to a supergraph, by place: who the entities are, what may stand in other subgraphs too, what an
 * operation costs, and tags by which a contract can leave a part out. Typed connectors come by rule.
 */
const directives: Readonly<Record<string, string>> = {
  Account: '@key(fields: "id")',
  // Which of the two is sent is the router's choice; by `id` alone it is looked for in the account of the request.
  AccountConnector: '@key(fields: "accountId id") @key(fields: "id")',
  Connector: '@key(fields: "id")',
  PageInfo: '@shareable',
  'Query.accountConnector': upstreamCall,
  'Query.accountConnectors': list(20),
  'Query.connector': upstreamCall,
  'Query.connectorByName': upstreamCall,
  'Query.connectors': `${upstreamCall} ${sliced('"edges", "nodes"', 50)}`,
  'Account.accountConnector': upstreamCall,
  'Account.accountConnectors': list(20),
  'AccountConnector.call': `${upstreamCall} ${untyped}`,
  'AccountConnector.customFields': list(20),
  'AccountConnector.explain': '@tag(name: "connector-diagnostics")',
  'AccountConnector.methods': list(50),
  'AccountConnector.pages': `${upstreamCall} ${sliced('"edges", "nodes"', standardRecords)} ${untyped}`,
  'Connector.icon': upstreamCall,
  'Connector.methods': list(50),
  'ConnectorField.options': list(20),
  'ConnectorParameter.options': list(20),
  'Mutation.callConnectorMethod': `${upstreamCall} ${untyped} ${writes}`,
  'Mutation.callConnectorMethodResponse': `${upstreamCall} ${untyped} ${writes}`,
  'Mutation.callConnectorMethodWithBody': `${upstreamCall} ${untyped} ${writes}`,
};

/** Prints the graph as a subgraph: SDL of Federation 2, sorted, without what only a router asks for. */
export function printSubgraph(schema: GraphQLSchema): string {
  const document = parse(printSchema(schema), { noLocation: true });
  const definitions = document.definitions.filter((definition) => !isMachinery(definition)).map(directed(schema));
  const extended: DocumentNode = { ...document, definitions: [...parse(link).definitions, ...definitions] };
  return `${print(extended)}\n`;
}

/** What a router adds itself, types and fields; and `@defer` is between it and its own callers. */
const machinery = new Set(['_Any', '_Entity', '_Service', '_entities', '_service']);

/**
 * Lists what only a router asks for behind what people read: GraphiQL and others show fields in the order of the schema.
 * It is not hidden from introspection, so that every tool knows the documents of routers too.
 */
export function withMachineryLast(schema: GraphQLSchema): GraphQLSchema {
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, field] of Object.entries(fields)) {
    if (!machinery.has(name)) continue;
    delete fields[name];
    fields[name] = field;
  }
  return schema;
}

function isMachinery(definition: DefinitionNode): boolean {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return true;
  return 'name' in definition && machinery.has(definition.name?.value ?? '');
}

function directed(schema: GraphQLSchema): (definition: DefinitionNode) => DefinitionNode {
  const calls = typedCallsOf(schema);

  return (definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    const type = definition.name.value;
    const fields = definition.fields?.filter(({ name }) => !machinery.has(name.value));
    return {
      ...definition,
      directives: parseDirectives(directives[type] ?? ''),
      fields: fields?.map((field) => withDirectives(field, directivesOf(type, field))) ?? [],
    } satisfies ObjectTypeDefinitionNode;
  };

  /** The cost of every mutation, and of every field of a typed connector: each is a call. */
  function directivesOf(type: string, { name, type: returned }: FieldDefinitionNode): string {
    const own = directives[`${type}.${name.value}`];
    if (own !== undefined) return own;
    if (type !== 'Mutation' && !calls.has(type)) return '';
    if (named(returned).endsWith('Connection')) return `${upstreamCall} ${sliced('"edges", "nodes"', standardRecords)}`;
    return `${isList(returned) ? list(50) : upstreamCall} ${type === 'Mutation' ? writes : ''}`;
  }
}

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

/** Types whose fields are the reads of a connector. */
function typedCallsOf(schema: GraphQLSchema): ReadonlySet<string> {
  return new Set(
    Object.values(schema.getTypeMap())
      .filter(({ extensions }) => extensions['fieldsAreCalls'] === true)
      .map(({ name }) => name),
  );
}

function withDirectives(field: FieldDefinitionNode, text: string): FieldDefinitionNode {
  return { ...field, directives: [...(field.directives ?? []), ...parseDirectives(text)] };
}

function parseDirectives(text: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`type T ${text}`, { noLocation: true }).definitions as ObjectTypeDefinitionNode[];
  return definition?.directives ?? [];
}
