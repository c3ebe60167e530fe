import { parseArgs } from 'node:util';
import { printSchema } from 'graphql';
import { readCatalogs } from '../connectors/catalog-files.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Command } from './command.ts';
import { standardDirectory } from './pull.ts';

const help = `Prints the schema of the graph, sorted: for a client's code generator, or a schema registry.

Usage: cyclr-gateway print [--catalogs DIRECTORY]

  --catalogs DIRECTORY   where the catalogs of connectors with types are (schema/catalog)

Examples:
  cyclr-gateway print > schema.graphql
  cyclr-gateway print --catalogs my/catalogs

Exit code: 0 when it is printed, 1 when the catalogs cannot be used, 2 when the command cannot be understood.
`;

export const print: Command = {
  name: 'print',
  summary: 'Prints the schema of the graph.',
  async run(args, io) {
    let directory: string | undefined;
    try {
      directory = parse(args);
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    if (directory === undefined) {
      io.out(help);
      return 0;
    }
    try {
      io.out(printSchema(buildSchema(await readCatalogs(directory))));
      return 0;
    } catch (error) {
      io.err((error as Error).message);
      return 1;
    }
  },
};

/** Undefined where only help is asked for. */
function parse(args: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { catalogs: { type: 'string', default: standardDirectory }, help: { type: 'boolean', short: 'h' } },
  });
  return values.help === true ? undefined : values.catalogs;
}
