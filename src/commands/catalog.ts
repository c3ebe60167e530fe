import { glob, readFile } from 'node:fs/promises';
import { findBreakingChanges } from 'graphql';
import { parseCyclrAccess } from '../config/config.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { changesIn } from '../catalog/changes.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { catalogDirectory, connectorKey, readCatalogs } from '../catalog/files.ts';
import { buildSchema } from '../graphql/schema.ts';
import { findBreaks } from '../graphql/typed/breaks.ts';
import { findDocuments, type FoundDocuments } from '../graphql/typed/documents.ts';
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
    description:
      'operation documents, by path or by pattern: those that would break are named; .graphql files, or programs with graphql(…), gql or /* GraphQL */ in them',
  },
  notes: [`Without documents every change that could break one is told. Nothing is written: "pull" does that.`],
  examples: [
    "cyclr-gateway catalog check 'src/**/*.graphql'",
    "cyclr-gateway catalog check --account 1f9b... 'app/**/*.{ts,tsx}'",
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
  const { directory } = catalogDirectory(values.out, io.env);
  const before = await readCatalogs(directory);
  const documents = await readDocuments(patterns);
  await using open = await openCyclr(parseCyclrAccess(io.env), values.account, io.signal);
  const { pulled, problems } = await pullCatalogs(open, connectors, before);
  for (const problem of problems) io.err(problem);

  const after = pulled.map((one) => one.catalog);
  const schemas = [buildSchema(before), buildSchema(after)] as const;
  const breaks =
    patterns.length > 0
      ? findBreaks(documents, ...schemas).map(
          ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
        )
      : findBreakingChanges(...schemas).map(({ description }) => description);

  tellChanges(before, after, io);
  for (const one of breaks) io.err(one);
  if (breaks.length === 0 && problems.length === 0) {
    io.out(patterns.length > 0 ? `None of ${documents.documents.length} documents breaks.` : 'Nothing breaks.');
    return 0;
  }
  return 1;
}

function tellChanges(before: readonly Catalog[], after: readonly Catalog[], io: Io): void {
  const changes = after.flatMap((one) => {
    const was = before.find((other) => connectorKey(other) === connectorKey(one));
    return was === undefined ? [`${one.connector}: the connector is new.`] : changesIn(was, one);
  });
  if (changes.length > 0) io.out(`A pull would change this:\n${changes.map((one) => `  ${one}`).join('\n')}`);
}

/** Throws for a pattern that no file fits, and for files without documents: a check of nothing would always be good. */
async function readDocuments(patterns: readonly string[]): Promise<FoundDocuments> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await Array.fromAsync(glob(pattern));
    if (found.length === 0) throw new Error(`No file fits ${pattern}.`);
    for (const file of found) files.add(file);
  }
  const found = await findDocuments(
    await Promise.all(Array.from(files, async (file) => ({ file, text: await readFile(file, 'utf8') }))),
  );
  if (files.size > 0 && found.documents.length + found.faults.length === 0) {
    throw new Error(
      `There is no operation document in ${patterns.join(', ')}: give files with graphql(…) or gql, or .graphql files.`,
    );
  }
  return found;
}
