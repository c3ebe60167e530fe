import { glob, readFile } from 'node:fs/promises';
import { findBreakingChanges } from 'graphql';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { readCatalogs } from '../catalog/files.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import { findBreaks, type OperationDocument } from '../graphql/typed/breaks.ts';
import { type Command, defineCommand, defineGroup, type Io } from './command.ts';
import { openCyclr } from './cyclr.ts';
import type { ValuesOf } from './options.ts';
import { catalogOptions } from './pull.ts';
import { pullCatalogs } from './pull-catalogs.ts';

const checkCommand = defineCommand({
  name: 'catalog check',
  summary: 'Compares the catalogs with the newest releases of their connectors.',
  options: catalogOptions,
  positional: {
    name: 'DOCUMENTS',
    count: 'any',
    description: 'operation documents, by path or by pattern: those that would break are named',
  },
  notes: [`Without documents every change that could break one is told. Nothing is written: "pull" does that.`],
  examples: [
    "cyclr-gateway catalog check 'src/**/*.graphql'",
    "cyclr-gateway catalog check --account 1f9b... 'app/**/*.graphql' 'app/**/*.gql'",
  ],
  exitCodes: { done: 'nothing breaks', failed: 'something breaks, or the catalogs cannot be compared' },
  run: ({ options, positionals }, io) => check(options, positionals, io),
});

export const catalog: Command = defineGroup({
  name: 'catalog',
  summary: 'Says which operation documents a new release of a connector breaks.',
  commands: [checkCommand],
});

async function check(values: ValuesOf<typeof catalogOptions>, patterns: readonly string[], io: Io): Promise<number> {
  const { connectors } = await readCatalogConfig(values.config);
  const before = await readCatalogs(values.out);
  const documents = await readDocuments(patterns);
  await using open = await openCyclr(parseCyclrAccess(io.env), values.account, io.signal);
  const { pulled, problems } = await pullCatalogs(open, connectors, before);
  for (const problem of problems) io.err(problem);

  const after = pulled.map((one) => one.catalog);
  const texts = new Set(before.map(formatCatalog));
  const changed = after.filter((one) => !texts.has(formatCatalog(one))).map(({ connector }) => connector);
  const schemas = [buildSchema(before), buildSchema(after)] as const;
  const breaks =
    patterns.length > 0
      ? findBreaks(documents, ...schemas).map(
          ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
        )
      : findBreakingChanges(...schemas).map(({ description }) => description);

  for (const one of breaks) io.err(one);
  if (changed.length > 0)
    io.out(
      `Changed since the last pull: ${changed.join(', ')}. "cyclr-gateway pull" writes the changes to the catalogs.`,
    );
  if (breaks.length === 0 && problems.length === 0) {
    io.out(patterns.length > 0 ? `None of ${documents.length} documents breaks.` : 'Nothing breaks.');
    return 0;
  }
  return 1;
}

/** @throws Error for a pattern that no file fits: a check of nothing would always succeed */
async function readDocuments(patterns: readonly string[]): Promise<readonly OperationDocument[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await Array.fromAsync(glob(pattern));
    if (found.length === 0) throw new Error(`No file fits ${pattern}.`);
    for (const file of found) files.add(file);
  }
  return Promise.all(Array.from(files, async (file) => ({ file, text: await readFile(file, 'utf8') })));
}
