import { parseArgs } from 'node:util';
import { printSchema } from 'graphql';
import { catalogDirectory, readCatalogs } from '../catalog/files.ts';
import { printSubgraph } from '../graphql/federation.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Command } from './command.ts';

const help = `Prints the schema of the graph, sorted: for a client's code generator, or a schema registry.

Usage: cyclr-gateway print [--subgraph] [--catalogs DIRECTORY]

  --subgraph             with the directives of Federation 2, for the composition of a supergraph
  --catalogs DIRECTORY   where the catalogs of connectors with types are
                         (CATALOG_DIR, or else schema/catalog)

Examples:
  cyclr-gateway print > schema.graphql
  cyclr-gateway print --subgraph > subgraph.graphql
  cyclr-gateway print --catalogs my/catalogs

Exit code: 0 when it is printed, 1 when the catalogs cannot be used, 2 when the command cannot be understood.
`;

export const print: Command = {
  name: 'print',
  summary: 'Prints the schema of the graph.',
  async run(args, io) {
    let asked: Asked | undefined;
    try {
      asked = parse(args);
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    if (asked === undefined) {
      io.out(help);
      return 0;
    }
    try {
      const { directory, ifAbsent } = catalogDirectory(asked.catalogs, io.env);
      const schema = buildSchema(await readCatalogs(directory, ifAbsent));
      io.out(asked.subgraph ? printSubgraph(schema).trimEnd() : printSchema(schema));
      return 0;
    } catch (error) {
      io.err((error as Error).message);
      return 1;
    }
  },
};

interface Asked {
  readonly catalogs?: string | undefined;
  readonly subgraph: boolean;
}

/** Undefined where only help is asked for. */
function parse(args: readonly string[]): Asked | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      catalogs: { type: 'string' },
      subgraph: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values.help === true ? undefined : values;
}
