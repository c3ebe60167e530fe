import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { DocumentError } from '../files/fault.ts';
import { readCatalogs } from '../catalog/files.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Command } from './command.ts';
import { openCyclr } from './cyclr.ts';
import { pullCatalogs } from './pull-catalogs.ts';

const help = `Reads what connectors can do, and writes it to files that types are built from.

Usage: cyclr-gateway pull [--config FILE] [--out DIRECTORY] [--account ID]

  --config FILE     which connectors, and which of their methods (connectors.config.json)
  --out DIRECTORY   where the catalogs are (schema/catalog)
  --account ID      the account whose view of the connectors is taken; needed on real Cyclr

Without CYCLR_API_URL it reads the connectors of the embedded sandbox. Names that a catalog
has given are kept, so pulling again changes only what the connector changed.

Examples:
  cyclr-gateway pull
  cyclr-gateway pull --config connectors.config.json --account 1f9b...

docs/typed-connectors.md has the rest.
Exit code: 0 when the catalogs are written, 1 when they cannot be, 2 when the command cannot be understood.
`;

export const standardConfig = 'connectors.config.json';
export const standardDirectory = 'schema/catalog';

export const pull: Command = {
  name: 'pull',
  summary: 'Reads what connectors can do, for types of their own.',
  async run(args, io) {
    let values: ReturnType<typeof parse>;
    try {
      values = parse(args);
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    if (values.help) {
      io.out(help);
      return 0;
    }
    try {
      const { connectors } = await readCatalogConfig(values.config);
      const before = await readCatalogs(values.out, 'none');
      await using open = await openCyclr(parseCyclrAccess(io.env), values.account, io.signal);
      const { pulled, problems } = await pullCatalogs(open, connectors, before);
      if (problems.length > 0) {
        throw new DocumentError(
          `The config ${values.config}`,
          problems.map((message) => ({ message })),
        );
      }
      // What cannot stand beside the rest of the graph is not written.
      buildSchema(pulled.map(({ catalog }) => catalog));
      await mkdir(values.out, { recursive: true });
      for (const { file, catalog, notes } of pulled) {
        await writeFile(join(values.out, file), formatCatalog(catalog));
        io.out(`${join(values.out, file)}: ${catalog.methods.length} methods of ${catalog.connector}`);
        for (const note of notes) io.out(`  ${note}`);
      }
      for (const { connector } of before) {
        if (!connectors.some((one) => one.connector === connector)) {
          io.out(`${connector} is not in ${values.config} any more: delete its catalog in ${values.out}.`);
        }
      }
      return 0;
    } catch (error) {
      io.err((error as Error).message);
      return 1;
    }
  },
};

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string', default: standardConfig },
      out: { type: 'string', default: standardDirectory },
      account: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values;
}
