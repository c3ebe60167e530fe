import type { JsonObject } from '../../json.ts';
import { createDefinedConnector } from '../custom/connector.ts';
import { readDefinition } from '../custom/definition.ts';
import type { AppRequest, Records } from '../answers/exchange.ts';
import type { ScenarioAccount, ScenarioAccountConnector, ScenarioCustomField } from '../scenario/account.ts';
import type { ConnectorParameter } from '../scenario/connector.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Refusal } from '../wire/reply.ts';
import { fillers } from './filler.ts';
import { type Connector, createConnector, type Method, type Numbers, type Release } from './release.ts';

/** Everything a sandbox holds while it runs. */
export interface World {
  readonly credentials: readonly { readonly clientId: string; readonly clientSecret: string }[];
  readonly accounts: Map<string, Account>;
  readonly connectors: Connector[];
  /** Which hosts connectors of a definition may call. */
  readonly allowHost: (host: string) => boolean;
  readonly numbers: Numbers & { installs: number; properties: number; customFields: number };
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
  /** The release it was installed at. */
  readonly release: Release;
  name: string;
  description: string | null;
  authValue: string | null;
  authenticated: boolean;
  readonly isPartnerIntegrationConnector: boolean;
  readonly properties: Property[];
  readonly customFields: (ScenarioCustomField & { Id: number })[];
  readonly records: Records;
}

export interface Property {
  readonly id: number;
  name: string;
  value: string | null;
}

/** Begins a world as its scenario says. */
export function createWorld(scenario: Scenario, allowHost: World['allowHost'] = isThisMachine): World {
  const world: World = {
    credentials: scenario.credentials ?? [{ clientId: 'sandbox', clientSecret: 'sandbox' }],
    accounts: new Map(),
    connectors: [],
    allowHost,
    numbers: {
      releases: 6000,
      methods: 2_000_000,
      parameters: 3_000_000,
      fields: 40_000_000,
      installs: 3000,
      properties: 90_000,
      customFields: 70_000,
    },
  };
  for (const connector of [...scenario.connectors, ...fillers(scenario.filler ?? 0)]) {
    world.connectors.push(createConnector(connector, world.numbers));
  }
  for (const definition of scenario.definitions ?? []) {
    world.connectors.push(createDefinedConnector(readDefinition(definition), world));
  }
  for (const account of scenario.accounts) addAccount(world, account);
  return world;
}

/** Loopback, by whatever name. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
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
    const connector = findConnector(world, one.connector, one.version ?? null);
    if (connector === undefined)
      throw new Error(`The scenario installs "${one.connector}", which is none of its connectors.`);
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
    id: one.Id ?? world.numbers.installs++,
    connector,
    release: connector.releases.find(({ id }) => id === one.release) ?? connector.live,
    name: one.Name,
    description: one.Description ?? null,
    authValue,
    authenticated: one.Authenticated ?? authValue !== null,
    isPartnerIntegrationConnector: one.IsPartnerIntegrationConnector ?? false,
    properties: (one.Properties ?? []).map(({ Name, Value }) => ({
      id: world.numbers.properties++,
      name: Name,
      value: Value,
    })),
    customFields: (one.CustomFields ?? []).map((field) => ({ ...field, Id: world.numbers.customFields++ })),
    records: new Map(Object.entries(one.records ?? {}).map(([name, records]) => [name, [...records]])),
  };
  account.installed.set(installed.id, installed);
  return installed;
}

/** What a call takes from the account connector. */
export function credentialsOf({ properties, authValue }: Installed): Pick<AppRequest, 'properties' | 'authValue'> {
  return { properties: Object.fromEntries(properties.map(({ name, value }) => [name, value])), authValue };
}

/** Everybody's, and what the account brought itself. */
export function connectorsOf({ connectors }: World, account: string | undefined): Connector[] {
  return connectors.filter(({ ownedBy }) => ownedBy === undefined || ownedBy === account);
}

/** By name, in any case; without a version the newest of that name. */
export function findConnector(
  world: World,
  name: string,
  version: string | null,
  account?: string,
): Connector | undefined {
  return connectorsNamed(world, name, version, account).toSorted((a, b) => b.live.id - a.live.id)[0];
}

export function connectorsNamed(world: World, name: string, version: string | null, account?: string): Connector[] {
  return connectorsOf(world, account).filter(
    ({ scenario }) =>
      scenario.Name.toLowerCase() === name.toLowerCase() &&
      (version === null || (scenario.Version ?? null) === version),
  );
}

const guid = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

/** By number, in whatever release; or by identifier, in the live one. Refuses what is neither. */
export function findMethod({ connector }: Pick<Installed, 'connector'>, text: string): Method {
  const byNumber = /^\d{1,10}$/.test(text);
  if (!byNumber && !guid.test(text))
    throw new Refusal(400, `The value '${text.slice(0, 60)}' is not valid for MethodId.`);
  const identifier = text.replace(/[{}]/g, '').toLowerCase();
  const found = byNumber
    ? connector.releases.flatMap(({ methods }) => methods).find(({ id }) => id === Number(text))
    : connector.live.methods.find(({ uniqueIdentifier }) => uniqueIdentifier === identifier);
  if (found === undefined) throw new Refusal(404, 'The method could not be found.');
  return found;
}

/** The connector's own parameters that an account connector can set. */
export function accountConnectorParameters({ scenario }: Connector): readonly ConnectorParameter[] {
  return (scenario.Parameters ?? []).filter((parameter) => parameter.IsAccountConnectorProperty !== false);
}
