import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { DocumentError } from '../files/fault.ts';
import { readCatalogs } from '../catalog/files.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import { type Command, defineCommand } from './command.ts';
import { openCyclr } from './cyclr.ts';
import type { Option } from './options.ts';
import { pullCatalogs } from './pull-catalogs.ts';

export const standardDirectory = 'schema/catalog';

/** The options of every command that reads connectors from Cyclr. */
export const catalogOptions: {
  readonly config: Option & { readonly type: 'text'; readonly default: string };
  readonly out: Option & { readonly type: 'text'; readonly default: string };
  readonly account: Option & { readonly type: 'text' };
} = {
  config: {
    type: 'text',
    value: 'FILE',
    default: 'connectors.config.json',
    description: 'which connectors, and which of their methods',
  },
  out: { type: 'text', value: 'DIRECTORY', default: standardDirectory, description: 'where the catalogs are' },
  account: {
    type: 'text',
    value: 'ID',
    description: 'the account whose view of the connectors is taken; needed on real Cyclr',
  },
};

export const pull: Command = defineCommand({
  name: 'pull',
  summary: 'Reads what connectors can do, and writes it to files that types are built from.',
  options: catalogOptions,
  notes: [
    `Without CYCLR_API_URL it reads the connectors of the embedded sandbox. Names that a catalog
has given are kept, so pulling again changes only what the connector changed.`,
    'docs/typed-connectors.md has the rest.',
  ],
  examples: ['cyclr-gateway pull', 'cyclr-gateway pull --config connectors.config.json --account 1f9b...'],
  exitCodes: { done: 'the catalogs are written', failed: 'they cannot be written' },
  async run({ options: { config, out, account } }, io) {
    const { connectors } = await readCatalogConfig(config);
    const before = await readCatalogs(out, 'none');
    await using open = await openCyclr(parseCyclrAccess(io.env), account, io.signal);
    const { pulled, problems } = await pullCatalogs(open, connectors, before);
    if (problems.length > 0) {
      throw new DocumentError(
        `The config ${config}`,
        problems.map((message) => ({ message })),
      );
    }
    // Catalogs that cannot be part of the same graph are not written.
    buildSchema(pulled.map(({ catalog }) => catalog));
    await mkdir(out, { recursive: true });
    for (const { file, catalog, notes } of pulled) {
      await writeFile(join(out, file), formatCatalog(catalog));
      io.out(`${join(out, file)}: ${catalog.methods.length} methods of ${catalog.connector}`);
      for (const note of notes) io.out(`  ${note}`);
    }
    for (const { connector } of before) {
      if (!connectors.some((one) => one.connector === connector)) {
        io.out(`${connector} is not in ${config} any more: delete its catalog in ${out}.`);
      }
    }
  },
});
