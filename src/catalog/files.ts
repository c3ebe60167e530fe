import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocumentError, joinErrors } from '../files/fault.ts';
import { quoted } from '../text/quoted.ts';
import { fold } from '../text/fold.ts';
import type { Catalog } from './catalog.ts';
import { readCatalog } from './parse.ts';

/** Where the catalogs are that come with the gateway, and those that `pull` writes where nothing else is said. */
export const standardDirectory: string = fileURLToPath(new URL('../../schema/catalog', import.meta.url));

/**
 * Where the catalogs are: what is given, or `CATALOG_DIR`, or the standard place. Every reader and writer of catalogs asks
 * here, so that they agree.
 */
export function catalogDirectory(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly directory: string; readonly ifAbsent: 'none' | 'refuse' } {
  const directory = given ?? (env['CATALOG_DIR']?.trim() || undefined);
  // Without a directory of catalogs there are no types; one that is named must exist.
  return directory === undefined
    ? { directory: standardDirectory, ifAbsent: 'none' }
    : { directory, ifAbsent: 'refuse' };
}

/**
 * All catalogs of a directory, by file name. `ifAbsent` says whether a directory that is not there has none.
 *
 * @throws {DocumentError} for files that cannot be used, for two that cannot stand beside each other, and for a
 *   directory that cannot be read.
 */
export async function readCatalogs(
  directory: string,
  ifAbsent: 'none' | 'refuse' = 'refuse',
): Promise<readonly Catalog[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && ifAbsent === 'none') return [];
    const message = error.code === 'ENOENT' ? 'there is no such directory.' : `${error.message}.`;
    throw new DocumentError(`The directory of catalogs ${directory}`, [{ message }]);
  });
  const subject = `The catalogs in ${directory}`;
  const catalogs: [file: string, catalog: Catalog][] = [];
  const errors: [file: string, error: DocumentError][] = [];
  for (const file of files.filter((name) => name.endsWith('.json')).toSorted()) {
    try {
      catalogs.push([file, await readCatalog(join(directory, file))]);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      errors.push([file, error]);
    }
  }
  if (errors.length > 0) throw joinErrors(subject, errors);

  const faults = [
    ...repeated(catalogs, connectorKey).map(({ file, catalog: { connector }, before }) => ({
      file,
      message: `the connector ${quoted(connector)} has a catalog already: ${before}. Delete one of them.`,
    })),
    ...repeated(catalogs, ({ field }) => field).map(({ file, catalog: { field }, before }) => ({
      file,
      message: `the field ${quoted(field)} is that of ${before} already. Give another "field" in connectors.config.json.`,
    })),
  ];
  if (faults.length > 0) throw new DocumentError(subject, faults);
  return catalogs.map(([, catalog]) => catalog);
}

/** The same for names that differ in case or spaces only. */
export function connectorKey({ connector, version }: Pick<Catalog, 'connector' | 'version'>): string {
  return JSON.stringify([fold(connector), fold(version ?? '')]);
}

/** "Northwind CRM" → `northwind-crm.json`: safe on every file system. */
export function catalogFileName({ connector, version }: Pick<Catalog, 'connector' | 'version'>): string {
  const words = `${connector} ${version ?? ''}`
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z\d]+/g);
  return `${words?.join('-') ?? 'connector'}.json`;
}

/** The catalogs whose key another has before them, with the file of that one. */
function repeated(
  catalogs: readonly (readonly [file: string, catalog: Catalog])[],
  keyOf: (catalog: Catalog) => string,
) {
  const first = new Map<string, string>();
  return catalogs.flatMap(([file, catalog]) => {
    const key = keyOf(catalog);
    const before = first.get(key);
    if (before !== undefined) return [{ file, catalog, before }];
    first.set(key, file);
    return [];
  });
}
