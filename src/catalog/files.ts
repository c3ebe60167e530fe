import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentError, joinErrors } from '../files/fault.ts';
import { quoted } from '../text/quoted.ts';
import { type Catalog, readCatalog } from './catalog.ts';

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
    ...repeated(catalogs, ({ connector, version }) => JSON.stringify([connector, version])).map(
      ({ file, catalog: { connector }, before }) => ({
        file,
        message: `the connector ${quoted(connector)} has a catalog already: ${before}. Delete one of them.`,
      }),
    ),
    ...repeated(catalogs, ({ field }) => field).map(({ file, catalog: { field }, before }) => ({
      file,
      message: `the field ${quoted(field)} is that of ${before} already. Give another "field" in connectors.config.json.`,
    })),
  ];
  if (faults.length > 0) throw new DocumentError(subject, faults);
  return catalogs.map(([, catalog]) => catalog);
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
