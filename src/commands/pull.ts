import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { DocumentError } from '../files/fault.ts';
import { catalogDirectory, readCatalogs } from '../catalog/files.ts';
import { readCatalog } from '../catalog/parse.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Command } from './command.ts';
import { openCyclr } from './cyclr.ts';
import { pullCatalogs, type PulledFile } from './pull-catalogs.ts';

const help = `Reads what connectors can do, and writes it to files that types are built from.

Usage: cyclr-gateway pull [--config FILE] [--out DIRECTORY] [--account ID] [--prune] [--share-types]

  --config FILE     which connectors, and which of their methods (connectors.config.json)
  --out DIRECTORY   where the catalogs are (CATALOG_DIR, or else schema/catalog)
  --account ID      the account whose view of the connectors is taken; needed on real Cyclr
  --prune           deletes the catalogs of connectors that are not in the config any more
  --share-types     names types anew, so that what is the same thing in several methods is one
                    type; for catalogs of an earlier version, whose methods have a type each

Without CYCLR_API_URL it reads the connectors of the embedded sandbox. Names that a catalog
has given are kept, so pulling again changes only what the connector changed.

Examples:
  cyclr-gateway pull
  cyclr-gateway pull --config connectors.config.json --account 1f9b...

docs/typed-connectors.md has the rest.
Exit code: 0 when the catalogs are written, 1 when they cannot be, 2 when the command cannot be understood.
`;

export const standardConfig = 'connectors.config.json';

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
      const { directory } = catalogDirectory(values.out, io.env);
      const before = await readCatalogs(directory, 'none');
      await using open = await openCyclr(parseCyclrAccess(io.env), values.account, io.signal);
      const { pulled, problems } = await pullCatalogs(open, connectors, before, { shareTypes: values['share-types'] });
      if (problems.length > 0) {
        throw new DocumentError(
          `The config ${values.config}`,
          problems.map((message) => ({ message })),
        );
      }
      // What cannot stand beside the rest of the graph is not written.
      buildSchema(pulled.map(({ catalog }) => catalog));
      await mkdir(directory, { recursive: true });
      for (const { file, catalog, notes } of pulled) {
        await writeFile(join(directory, file), formatCatalog(catalog));
        io.out(`${shown(directory, file)}: ${catalog.methods.length} methods of ${catalog.connector}`);
        for (const note of notes) io.out(`  ${note}`);
      }
      for (const { file, connector } of await staleFiles(directory, pulled)) {
        if (values.prune) {
          await rm(join(directory, file));
          io.out(`${shown(directory, file)}: deleted; ${connector} is not in ${values.config}.`);
        } else {
          io.out(`${shown(directory, file)} is stale: ${connector} is not in ${values.config}. --prune deletes it.`);
        }
      }
      return 0;
    } catch (error) {
      io.err((error as Error).message);
      return 1;
    }
  },
};

/** Catalogs that this pull has not written: their connectors are not in the config, or they have another file now. */
async function staleFiles(directory: string, pulled: readonly PulledFile[]) {
  const written = new Set(pulled.map(({ file }) => file));
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json') && !written.has(file)).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const { connector } = await readCatalog(join(directory, file));
      return { file, connector };
    }),
  );
}

/** As the user would write it. */
function shown(directory: string, file: string): string {
  const path = relative('.', join(directory, file));
  return path.startsWith('..') ? join(directory, file) : path;
}

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string', default: standardConfig },
      out: { type: 'string' },
      prune: { type: 'boolean', default: false },
      'share-types': { type: 'boolean', default: false },
      account: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values;
}
