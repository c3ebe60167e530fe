import { DocumentError } from '../../files/fault.ts';
import type { JsonObject } from '../../json.ts';
import { quoted } from '../../text/quoted.ts';
import type { AppAccess, Records } from '../answers/exchange.ts';
import type { ScenarioAccount, ScenarioAccountConnector, ScenarioCustomField } from '../scenario/account.ts';
import { fillers } from '../scenario/filler.ts';
import { connectorsOf, type Scenario } from '../scenario/scenario.ts';
import { findConnector } from './find.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import { type Connector, createConnector, type Release } from './release.ts';

/** Everything a sandbox holds while it runs. */
export interface World {
  readonly credentials: readonly { readonly clientId: string; readonly clientSecret: string }[];
  readonly accounts: Map<string, Account>;
  readonly connectors: Connector[];
  /** Hosts that a connector may really call. */
  readonly allowedHosts: readonly string[];
  readonly numbers: Numbers;
}

export interface Account {
  readonly id: string;
  readonly createdAt: Date;
  /** In Cyclr's spelling; what an update may change. */
  settings: JsonObject;
  readonly installed: Map<number, Installed>;
}

/** A connector installed in an account. */
export interface Installed {
  readonly id: number;
  readonly connector: Connector;
  /** The release it is on. */
  release: Release;
  name: string;
  description: string | null;
  authValue: string | null;
  authenticated: boolean;
  readonly isPartnerIntegrationConnector: boolean;
  readonly properties: Property[];
  readonly customFields: (ScenarioCustomField & { Id: number })[];
  readonly records: Records;
  readonly turns: AppAccess['turns'];
}

export interface Property {
  readonly id: number;
  name: string;
  value: string | null;
}

/** Creates a world from its scenario. */
export function createWorld(scenario: Scenario, allowedHosts: readonly string[] = []): World {
  const world: World = {
    credentials: scenario.credentials ?? [{ clientId: 'sandbox', clientSecret: 'sandbox' }],
    accounts: new Map(),
    connectors: [],
    allowedHosts,
    numbers: createNumbers(scenario),
  };
  for (const connector of [...connectorsOf(scenario), ...fillers(scenario.filler ?? 0)]) {
    world.connectors.push(createConnector(connector, world.numbers, allowedHosts));
  }
  for (const account of scenario.accounts) addAccount(world, account);
  return world;
}

export function addAccount(
  world: World,
  { Id, Name, Description, Timezone, accountConnectors = [] }: ScenarioAccount,
): Account {
  const account: Account = {
    id: Id,
    createdAt: new Date(),
    settings: { Name, Description: Description ?? null, Timezone: Timezone ?? 'Etc/UTC' },
    installed: new Map(),
  };
  world.accounts.set(Id, account);
  for (const one of accountConnectors) {
    const connector = findConnector(world.connectors, one.connector, one.version ?? null);
    if (connector === undefined) {
      const message = `Account ${quoted(Id)} has the connector ${quoted(one.connector)}, which does not exist.`;
      throw new DocumentError('The scenario', [{ message }]);
    }
    install(world, account, connector, one);
  }
  return account;
}

export function install(
  world: World,
  account: Account,
  connector: Connector,
  one: Omit<ScenarioAccountConnector, 'connector'>,
): Installed {
  const authValue = one.AuthValue ?? null;
  const installed: Installed = {
    id: one.Id ?? world.numbers.next('installs'),
    connector,
    release: connector.releases.find(({ id }) => id === one.release) ?? connector.live,
    name: one.Name,
    description: one.Description ?? null,
    authValue,
    authenticated: one.Authenticated ?? isAuthenticated(connector, authValue),
    isPartnerIntegrationConnector: one.IsPartnerIntegrationConnector ?? false,
    properties: (one.Properties ?? []).map(({ Name, Value }) => ({
      id: world.numbers.next('properties'),
      name: Name,
      value: Value,
    })),
    customFields: (one.CustomFields ?? []).map((field) => ({ ...field, Id: world.numbers.next('customFields') })),
    records: new Map(Object.entries(one.records ?? {}).map(([name, records]) => [name, [...records]])),
    turns: new Map(),
  };
  account.installed.set(installed.id, installed);
  return installed;
}

/** Whether there are the credentials that the third-party app asks for. */
export function isAuthenticated({ scenario }: Connector, authValue: string | null): boolean {
  return scenario.AuthType === 'None' || (authValue ?? '') !== '';
}

/** Removes an account with its custom connectors. */
export function removeAccount(world: World, id: string): void {
  world.accounts.delete(id);
  const left = world.connectors.filter(({ ownedBy }) => ownedBy !== id);
  world.connectors.splice(0, world.connectors.length, ...left);
}

/** What a third-party app knows of an account connector. */
export function accessTo({ records, authValue, properties, turns }: Installed): AppAccess {
  return { records, authValue, properties, turns };
}

/**
 * Puts the next release of a connector live, and returns its number. Account connectors stay on the release they were
 * installed at, as in Cyclr, unless they are `upgraded`. Undefined where there is none.
 */
export function releaseNext(world: World, connector: Connector, upgraded: boolean): number | undefined {
  const next = connector.releases[connector.releases.indexOf(connector.live) + 1];
  if (next === undefined) return undefined;
  connector.live = next;
  if (!upgraded) return next.id;
  for (const { installed } of world.accounts.values()) {
    for (const one of installed.values()) if (one.connector === connector) one.release = next;
  }
  return next.id;
}
