import { printSchema } from 'graphql';
import { readCatalogs } from '../catalog/files.ts';
import { printSubgraph } from '../graphql/federation.ts';
import { buildSchema } from '../graphql/schema.ts';
import { type Command, defineCommand } from './command.ts';
import { standardDirectory } from './pull.ts';

export const print: Command = defineCommand({
  name: 'print',
  summary: "Prints the schema of the graph, sorted, for a client's code generator or a schema registry.",
  options: {
    subgraph: { type: 'flag', description: 'adds the directives of Federation 2, for the composition of a supergraph' },
    catalogs: {
      type: 'text',
      value: 'DIRECTORY',
      default: standardDirectory,
      description: 'where the catalogs of connectors with types are',
    },
  },
  examples: [
    'cyclr-gateway print > schema.graphql',
    'cyclr-gateway print --subgraph > subgraph.graphql',
    'cyclr-gateway print --catalogs my/catalogs',
  ],
  exitCodes: { done: 'the schema is printed', failed: 'the catalogs cannot be used' },
  async run({ options: { catalogs, subgraph } }, io) {
    const schema = buildSchema(await readCatalogs(catalogs));
    io.out(subgraph ? printSubgraph(schema).trimEnd() : printSchema(schema));
  },
});
