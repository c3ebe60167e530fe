import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig, standardCatalogConfig } from '../catalog/config.ts';
import { DocumentError } from '../files/fault.ts';
import { catalogDirectory, readCatalogs } from '../catalog/files.ts';
import { readCatalog } from '../catalog/parse.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import { type Command, defineCommand } from './command.ts';
import { openCyclr } from './cyclr.ts';
import { type Option, UsageError } from './options.ts';
import { probeCatalogs } from './probe.ts';
import { pullCatalogs, type PulledFile } from './pull-catalogs.ts';

/** The options of every command that reads connectors from Cyclr. */
export const catalogOptions: {
  readonly config: Option & { readonly type: 'text'; readonly default: string };
  readonly out: Option & { readonly type: 'text' };
  readonly account: Option & { readonly type: 'text' };
} = {
  config: {
    type: 'text',
    value: 'FILE',
    default: standardCatalogConfig,
    description: 'which connectors, and which of their methods',
  },
  out: {
    type: 'text',
    value: 'DIRECTORY',
    description: 'where the catalogs are (CATALOG_DIR, or else schema/catalog)',
  },
  account: {
    type: 'text',
    value: 'ID',
    description: 'the account whose view of the connectors is taken; needed on real Cyclr',
  },
};

export const pull: Command = defineCommand({
  name: 'pull',
  summary: 'Reads what connectors can do, and writes it to files that types are built from.',
  options: {
    ...catalogOptions,
    prune: { type: 'flag', description: 'deletes the catalogs of connectors that are not in the config any more' },
    probe: {
      type: 'flag',
      description: 'reads two pages of each list, and writes into the catalogs how pages follow one another',
    },
    'account-connector': {
      type: 'texts',
      value: 'ID',
      description: 'whose lists --probe reads: one of each connector',
    },
    'share-types': {
      type: 'flag',
      description:
        'names types anew, so that what is the same thing in several methods is one type; for catalogs of an earlier version, whose methods have a type each',
    },
  },
  notes: [
    `Without CYCLR_API_URL it reads the connectors of the embedded sandbox. Names that a catalog
has given are kept, so pulling again changes only what the connector changed.`,
    'docs/typed-connectors.md has the rest.',
  ],
  examples: [
    'cyclr-gateway pull',
    'cyclr-gateway pull --config connectors.config.json --account 1f9b...',
    'cyclr-gateway pull --account 1f9b... --probe --account-connector 1873',
  ],
  exitCodes: { done: 'the catalogs are written', failed: 'they cannot be written' },
  async run({ options: { config, out, account, prune, probe, ...options } }, io) {
    const { 'account-connector': accountConnectors, 'share-types': shareTypes } = options;
    if (probe && accountConnectors.length === 0) {
      throw new UsageError('--probe reads lists of an account connector. Expected --account-connector with its id.');
    }
    if (!probe && accountConnectors.length > 0) {
      throw new UsageError('--account-connector says whose lists --probe reads. Expected --probe beside it.');
    }
    const { connectors, rules } = await readCatalogConfig(config);
    const { directory } = catalogDirectory(out, io.env);
    const before = await readCatalogs(directory, 'none');
    const access = parseCyclrAccess(io.env);
    await using open = await openCyclr(access, account, io.signal);
    const { pulled: listed, problems } = await pullCatalogs(open, connectors, before, { shareTypes });
    if (problems.length > 0) {
      throw new DocumentError(
        `The config ${config}`,
        problems.map((message) => ({ message })),
      );
    }
    const { limits } = access;
    const pulled = probe ? await probeCatalogs(open, listed, { accountConnectors, rules, limits }) : listed;
    // Catalogs that cannot be part of the same graph are not written.
    buildSchema(pulled.map(({ catalog }) => catalog));
    await mkdir(directory, { recursive: true });
    for (const { file, catalog, notes } of pulled) {
      await writeFile(join(directory, file), formatCatalog(catalog));
      io.out(`${shown(directory, file)}: ${catalog.methods.length} methods of ${catalog.connector}`);
      for (const note of notes) io.out(`  ${note}`);
    }
    for (const { file, connector } of await staleFiles(directory, pulled)) {
      if (prune) {
        await rm(join(directory, file));
        io.out(`${shown(directory, file)}: deleted; ${connector} is not in ${config}.`);
      } else {
        io.out(`${shown(directory, file)} is stale: ${connector} is not in ${config}. --prune deletes it.`);
      }
    }
  },
});

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
