import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalog, parseCatalog } from './catalog.ts';
import { CatalogError } from '../files/document.ts';

/**
 * All catalogs of a directory, by file name. Throws {@link CatalogError} for a file that cannot be used, for two that
 * cannot stand beside each other, and for a directory that is not there, unless that may mean that there are `none`.
 */
export async function readCatalogs(
  directory: string,
  ifAbsent: 'none' | 'refuse' = 'refuse',
): Promise<readonly Catalog[]> {
  const files = await readdir(directory).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && ifAbsent === 'none') return [];
    throw new CatalogError(`The directory of catalogs ${directory}`, [(error as Error).message]);
  });
  const catalogs = await Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .toSorted()
      .map(async (file) => parseCatalog(await readFile(join(directory, file), 'utf8'), file)),
  );
  const problems = [
    ...repeated(catalogs, ({ connector, version }) => JSON.stringify([connector, version])).map(
      ({ connector }) => `The connector "${connector}" has two catalogs.`,
    ),
    ...repeated(catalogs, ({ field }) => field).map(
      ({ connector, field }) =>
        `"${field}", the field of ${connector}, is that of another connector: give one "field".`,
    ),
  ];
  if (problems.length > 0) throw new CatalogError(`The catalogs in ${directory}`, problems);
  return catalogs;
}

/** "Northwind CRM" → `northwind-crm.json`: safe on every file system. */
export function catalogFileName({ connector, version }: Pick<Catalog, 'connector' | 'version'>): string {
  const words = `${connector} ${version ?? ''}`
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z\d]+/g);
  return `${words?.join('-') ?? 'connector'}.json`;
}

function repeated(catalogs: readonly Catalog[], keyOf: (catalog: Catalog) => string): readonly Catalog[] {
  return [...Map.groupBy(catalogs, keyOf).values()].flatMap(([, ...others]) => others);
}
