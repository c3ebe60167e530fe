import { printSchema } from 'graphql';
import { catalogDirectory, readCatalogs } from '../catalog/files.ts';
import { printSubgraph } from '../graphql/federation.ts';
import { buildSchema } from '../graphql/schema.ts';
import { type Command, defineCommand } from './command.ts';

export const print: Command = defineCommand({
  name: 'print',
  summary: "Prints the schema of the graph, sorted, for a client's code generator or a schema registry.",
  options: {
    subgraph: { type: 'flag', description: 'adds the directives of Federation 2, for the composition of a supergraph' },
    catalogs: {
      type: 'text',
      value: 'DIRECTORY',
      description: 'where the catalogs of connectors with types are (CATALOG_DIR, or else schema/catalog)',
    },
  },
  examples: [
    'cyclr-gateway print > schema.graphql',
    'cyclr-gateway print --subgraph > subgraph.graphql',
    'cyclr-gateway print --catalogs my/catalogs',
  ],
  exitCodes: { done: 'the schema is printed', failed: 'the catalogs cannot be used' },
  async run({ options: { catalogs, subgraph } }, io) {
    const { directory, ifAbsent } = catalogDirectory(catalogs, io.env);
    const schema = buildSchema(await readCatalogs(directory, ifAbsent));
    io.out(subgraph ? printSubgraph(schema).trimEnd() : printSchema(schema));
  },
});
