import type { Catalog } from '../catalog/catalog.ts';
import { catalogConfigFile, type ConnectorConfig, readCatalogConfig } from '../catalog/config.ts';
import { connectorKey, readCatalogs } from '../catalog/files.ts';
import { toFieldName } from '../catalog/names.ts';
import type { Config } from '../config/config.ts';
import type { Scenario } from '../sandbox/server.ts';
import type { OpenCyclr } from './cyclr.ts';
import { pullCatalogs } from './pull-catalogs.ts';

export interface ScenarioCatalogs {
  readonly catalogs: readonly Catalog[];
  /** What was left out and why. */
  readonly notes: readonly string[];
}

/**
 * The catalogs of a scenario's connectors, pulled from the sandbox that runs it. Catalogs of `CATALOG_DIR` give their
 * names, the config of connectors its overrides; further catalogs of the directory are added as they are.
 */
export async function pullScenarioCatalogs(
  { catalogDir, connectorsConfig }: Config,
  scenario: Scenario,
  open: Pick<OpenCyclr, 'cyclr' | 'scope'>,
): Promise<ScenarioCatalogs> {
  const before = catalogDir === undefined ? [] : await readCatalogs(catalogDir);
  const file = catalogConfigFile(connectorsConfig);
  const configured = file === undefined ? [] : (await readCatalogConfig(file)).connectors;
  const { connectorsOf } = await import('../sandbox/server.ts');
  const names = connectorsOf(scenario).map(({ Name, Version }) => ({
    connector: Name,
    version: Version ?? undefined,
  }));
  const configs = names.map((one): ConnectorConfig => {
    const isSame = (other: Named) => connectorKey(other) === connectorKey(one);
    return configured.find(isSame) ?? (before.some(isSame) ? one : { ...one, ...fieldOf(one, names) });
  });
  const { pulled, problems } = await pullCatalogs(open, configs, before);
  const catalogs = pulled.map(({ catalog }) => catalog);
  const known = new Set(catalogs.map(connectorKey));
  return {
    catalogs: [...catalogs, ...before.filter((catalog) => !known.has(connectorKey(catalog)))],
    notes: [
      ...problems,
      ...pulled.flatMap(({ catalog, notes }) => notes.map((note) => `${catalog.connector}: ${note}`)),
    ],
  };
}

type Named = Pick<ConnectorConfig, 'connector' | 'version'>;

/** Versions of one connector need fields of their own; otherwise the name is enough. */
function fieldOf({ connector, version = '' }: Named, all: readonly Named[]): Pick<ConnectorConfig, 'field'> {
  const versions = all.filter((other) => connectorKey({ connector: other.connector }) === connectorKey({ connector }));
  return versions.length > 1 ? { field: toFieldName(`${connector} ${version}`) } : {};
}
