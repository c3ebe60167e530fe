import type { AccountConnector, CustomField } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import type { InputOption } from '../connectors/method.ts';
import type { CallScope, ConnectorPage, Cyclr } from '../cyclr/cyclr.ts';
import type { AccountConnectorId, ConnectorId } from '../ids.ts';
import { canonicalJson } from '../json.ts';
import { createUnbatchedLoader } from './unbatched-loader.ts';

/** What one request knows of connectors from the catalogue and the third-party apps. Everything is fetched once. */
export interface Connectors {
  byId(id: ConnectorId): Promise<Connector | undefined>;
  /** The newest release of the name, or of this version of it. */
  byName(name: string, version: string | null): Promise<Connector | undefined>;
  page(page: ConnectorPage): Promise<readonly Connector[]>;
  /** A data URI: of the answer that the connector came with, or else of the connector asked for alone. */
  icon(of: Connector): Promise<string | null>;
  customFields(id: AccountConnectorId): Promise<readonly CustomField[]>;
  /** Null when the account connector has no trigger of that name. */
  options(of: AccountConnector, triggerName: string): Promise<readonly InputOption[] | null>;
}

export function loadConnectors(cyclr: Cyclr, scope: CallScope): Connectors {
  const byId = createUnbatchedLoader((id: ConnectorId) => cyclr.connector(scope, id));
  const customFields = createUnbatchedLoader((id: AccountConnectorId) => cyclr.customFields(scope, id));
  const page = createUnbatchedLoader((of: ConnectorPage) => cyclr.connectors(scope, of), canonicalJson);
  const byName = createUnbatchedLoader(
    ({ name, version }: { name: string; version: string | null }) => cyclr.connectorsByName(scope, name, version),
    canonicalJson,
  );
  const options = createUnbatchedLoader(
    ({ id, triggerId }: { id: AccountConnectorId; triggerId: string }) => cyclr.options(scope, id, triggerId),
    canonicalJson,
  );

  return {
    byId: async (id) => byId.load(id),
    icon: async ({ id, icon }) => (icon === undefined ? ((await byId.load(id))?.icon ?? null) : icon),
    customFields: async (id) => customFields.load(id),
    page: async (of) => page.load(of),
    byName: async (name, version) => newest(await byName.load({ name, version })),
    async options({ id, triggers }, triggerName) {
      const trigger = triggers.find(({ name }) => name === triggerName);
      return trigger === undefined ? null : options.load({ id, triggerId: trigger.id });
    },
  };
}

/** Ids of releases only grow. */
function newest(connectors: readonly Connector[]): Connector | undefined {
  return connectors.toSorted((a, b) => Number(b.id) - Number(a.id))[0];
}
