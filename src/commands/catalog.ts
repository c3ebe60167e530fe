import { glob, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findBreakingChanges } from 'graphql';
import { parseCyclrAccess } from '../config/config.ts';
import { readCatalogConfig } from '../catalog/config.ts';
import { readCatalogs } from '../catalog/files.ts';
import { formatCatalog } from '../catalog/text.ts';
import { buildSchema } from '../graphql/schema.ts';
import { findBreaks, type OperationDocument } from '../graphql/typed/breaks.ts';
import type { Command, Io } from './command.ts';
import { openCyclr } from './cyclr.ts';
import { standardConfig, standardDirectory } from './pull.ts';
import { pullCatalogs } from './pull-catalogs.ts';

const help = `Compares the catalogs with the newest releases of their connectors.

Usage: cyclr-gateway catalog check [--config FILE] [--out DIRECTORY] [--account ID] [DOCUMENTS]...

  DOCUMENTS         operation documents, by path or by pattern: those that would break are named
  --config FILE     which connectors, and which of their methods (connectors.config.json)
  --out DIRECTORY   where the catalogs are (schema/catalog)
  --account ID      the account whose view of the connectors is taken; needed on real Cyclr

Without documents every change that could break one is told. Nothing is written: that is done by pull.

Examples:
  cyclr-gateway catalog check 'src/**/*.graphql'
  cyclr-gateway catalog check --account 1f9b... 'app/**/*.graphql' 'app/**/*.gql'

Exit code: 0 when nothing breaks, 1 when something does or the catalogs cannot be compared, 2 when the command cannot be understood.
`;

export const catalog: Command = {
  name: 'catalog',
  summary: 'Says which operation documents a new release of a connector breaks.',
  async run(args, io) {
    let asked: Asked;
    try {
      asked = parse(args);
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    if (asked.values.help) {
      io.out(help);
      return 0;
    }
    try {
      return await check(asked, io);
    } catch (error) {
      io.err((error as Error).message);
      return 1;
    }
  },
};

async function check({ values, patterns }: Asked, io: Io): Promise<number> {
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
  if (changed.length > 0) io.out(`There is more of, or less of, ${changed.join(', ')}: pull writes it down.`);
  if (breaks.length === 0 && problems.length === 0) {
    io.out(patterns.length > 0 ? `None of ${documents.length} documents breaks.` : 'Nothing breaks.');
    return 0;
  }
  return 1;
}

/** Throws for a pattern that no file fits: a check of nothing would always be good. */
async function readDocuments(patterns: readonly string[]): Promise<readonly OperationDocument[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await Array.fromAsync(glob(pattern));
    if (found.length === 0) throw new Error(`No file fits ${pattern}.`);
    for (const file of found) files.add(file);
  }
  return Promise.all(Array.from(files, async (file) => ({ file, text: await readFile(file, 'utf8') })));
}

type Asked = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: standardConfig },
      out: { type: 'string', default: standardDirectory },
      account: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [verb, ...patterns] = positionals;
  if (verb !== 'check' && !values.help)
    throw new Error(verb === undefined ? 'Say "check".' : `It is "check", not "${verb}".`);
  return { values, patterns };
}
