import { createListing } from '../connectors/listing.ts';
import { tellSkipped } from '../connectors/skipped.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ConnectorConfig } from '../catalog/config.ts';
import { catalogFileName, connectorKey } from '../catalog/files.ts';
import { type Pulled, type PullOptions, toCatalog } from '../catalog/pulled.ts';
import type { OpenCyclr } from './cyclr.ts';

export interface PulledFile extends Pulled {
  readonly file: string;
}

export interface PulledCatalogs {
  readonly pulled: readonly PulledFile[];
  /** Every connector that no catalog can be made of, and why. */
  readonly problems: readonly string[];
}

/** The catalogs of the newest releases, with the names that those of `before` have given. */
export async function pullCatalogs(
  { cyclr, scope }: Pick<OpenCyclr, 'cyclr' | 'scope'>,
  connectors: readonly ConnectorConfig[],
  before: readonly Catalog[],
  options: PullOptions = {},
): Promise<PulledCatalogs> {
  const problems: string[] = [];
  const pulled: PulledFile[] = [];
  for (const config of connectors) {
    const { connector, version } = config;
    const listing = await cyclr.methods(scope, { name: oneLine(connector), version: version ?? null });
    if (listing === undefined) {
      problems.push(`Cyclr has no connector "${connector}"${version === undefined ? '' : ` of version "${version}"`}.`);
      continue;
    }
    const known = before.find((one) => connectorKey(one) === connectorKey(config));
    const made = toCatalog(createListing(listing.methods).methods, config, known, options);
    const skipped = tellSkipped(listing.skipped);
    const notes = skipped === undefined ? made.notes : [skipped, ...made.notes];
    if (made.catalog.methods.length > 0) pulled.push({ ...made, notes, file: catalogFileName(config) });
    else
      problems.push(
        `${connector} has no method that is asked for and can be called: see its "methods" and "categories".`,
      );
  }
  return { pulled, problems };
}

/** A name on one line, without surplus spaces. */
function oneLine(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ');
}
