import { readAt, parseLocation } from '../../connectors/location.ts';
import { isJsonObject, type Json, parseJson } from '../../json.ts';
import type { AppAnswer } from '../answers/exchange.ts';
import { relayed } from '../answers/relay.ts';
import type { ScenarioTrigger } from '../scenario/connector.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { json, message, notFound, Refusal } from '../wire/reply.ts';
import type { Connector, Release } from '../world/release.ts';
import { accountConnectorShape, customFieldShape, propertyShape, triggerId } from '../world/shapes.ts';
import {
  accessTo,
  type Account,
  accountConnectorParameters,
  findConnector,
  findRelease,
  type Installed,
  install,
  isAuthenticated,
  type World,
} from '../world/world.ts';
import { paged, sorted } from './paging.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** What is installed in an account: install, read, change, remove; properties, custom fields, triggers. */
export const accountConnectorRoutes: readonly Route[] = [
  accountRoute('POST', 'connectors/:connector/install', ({ world, connectors, account, path, ask }) => {
    const { connector, release } = installable(connectors, path['connector'] ?? '');
    const body = ask.body();
    const name = toText(member(body, 'Name')) || connector.scenario.Name;
    if (isTaken(account, name)) throw nameInUse(name);
    const properties = givenProperties(body);
    const known = new Map((connector.scenario.Parameters ?? []).map((one) => [one.TargetName, one]));
    for (const { Name } of properties) {
      const parameter = known.get(Name);
      if (parameter === undefined && !systemProperties.has(Name))
        throw new Refusal(400, `There is not a connector property that matches name '${Name}'.`);
      if (parameter?.IsAccountConnectorProperty === false) {
        throw new Refusal(400, `Connector property name '${Name}' is not an account connector property.`);
      }
    }
    const defaults = accountConnectorParameters(connector)
      .filter(({ TargetName }) => !properties.some(({ Name }) => Name === TargetName))
      .map(({ TargetName, DefaultValue }) => ({ Name: TargetName, Value: DefaultValue ?? null }));
    const installed = install(world, account, connector, {
      release: release.id,
      Name: name,
      Description: toText(member(body, 'Description')) ?? null,
      AuthValue: toText(member(body, 'AuthValue')) ?? null,
      IsPartnerIntegrationConnector: toBoolean(member(body, 'IsPartnerIntegrationConnector')) ?? false,
      Properties: [...properties, ...defaults],
    });
    return json(accountConnectorShape(installed));
  }),
  accountRoute('GET', 'account/connectors', ({ account, ask }) =>
    paged([...account.installed.values()].map(accountConnectorShape), ask),
  ),
  accountRoute('GET', 'account/connectors/:id', (exchanging) => json(accountConnectorShape(installedOf(exchanging)))),
  accountRoute('PUT', 'account/connectors/:id', (exchanging) => {
    const installed = installedOf(exchanging);
    const body = exchanging.ask.body();
    const name = toText(member(body, 'Name'));
    const isOwn = name?.toLowerCase() === installed.name.toLowerCase();
    if (name !== undefined && !isOwn && isTaken(exchanging.account, name)) throw nameInUse(name);
    const [authValue, description] = [member(body, 'AuthValue'), member(body, 'Description')];
    installed.name = name || installed.name;
    if (description !== undefined) installed.description = toText(description) ?? null;
    if (authValue !== undefined) {
      installed.authValue = toText(authValue) ?? null;
      installed.authenticated = isAuthenticated(installed.connector, installed.authValue);
    }
    for (const { Name, Value } of givenProperties(body)) {
      if (Name !== '') setProperty(exchanging.world, installed, Name, Value);
    }
    return json(accountConnectorShape(installed));
  }),
  accountRoute('DELETE', 'account/connectors/:id', (exchanging) => {
    const { id, name } = installedOf(exchanging);
    exchanging.account.installed.delete(id);
    return message(200, `Connector '${name}' successfully deleted.`);
  }),
  accountRoute('PUT', 'account/connectors/:id/deauthenticate', (exchanging) => {
    const installed = installedOf(exchanging);
    installed.authenticated = false;
    installed.authValue = null;
    return message(200, `Connector '${installed.name}' successfully de-authenticated.`);
  }),
  accountRoute('POST', 'account/connectors/:id/triggers/:trigger', async (exchanging) => {
    const installed = installedOf(exchanging);
    const { connector } = installed;
    const triggers = connector.scenario.Triggers ?? [];
    const trigger = triggers.find((_one, index) => String(triggerId(connector, index)) === exchanging.path['trigger']);
    const method = connector.live.methods.find(({ scenario }) => scenario.Name === trigger?.method);
    if (trigger === undefined || method === undefined) throw notFound('The trigger');
    if (!installed.authenticated) throw new Refusal(400, 'Failed to authenticate the connector');
    const asked = { parameters: {}, fields: {}, mergeFields: {}, body: undefined };
    const answer = await method.exchange(asked, accessTo(installed));
    if (answer.status >= 400) return relayed(answer, exchanging.relay, method.scenario.EndPoint ?? undefined);
    return json(choicesIn(jsonOf(answer), trigger));
  }),

  accountRoute('GET', 'account/connectors/:id/properties', (exchanging) => {
    const installed = installedOf(exchanging);
    return json(
      sorted(
        installed.properties.map((one) => propertyShape(one, installed)),
        exchanging.ask,
      ),
    );
  }),
  accountRoute('POST', 'account/connectors/:id/properties', (exchanging) => {
    const installed = installedOf(exchanging);
    const body = exchanging.ask.body();
    const name = toText(member(body, 'Name'));
    if (name === undefined || name === '') throw new Refusal(400, 'Name is required');
    const property = setProperty(exchanging.world, installed, name, toText(member(body, 'Value')) ?? null);
    return json(propertyShape(property, installed));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/properties/:property', (exchanging) => {
    const installed = installedOf(exchanging);
    const index = installed.properties.findIndex(({ id }) => String(id) === exchanging.path['property']);
    const property = installed.properties[index];
    if (property === undefined) throw notFound('The property');
    if (exchanging.ask.method === 'PUT') {
      const body = exchanging.ask.body();
      property.name = toText(member(body, 'Name')) || property.name;
      const value = member(body, 'Value');
      if (value !== undefined) property.value = toText(value) ?? null;
    }
    if (exchanging.ask.method === 'DELETE') installed.properties.splice(index, 1);
    return json(propertyShape(property, installed));
  }),

  accountRoute('GET', 'account/connectors/:id/fields', (exchanging) =>
    json(installedOf(exchanging).customFields.map(customFieldShape)),
  ),
  accountRoute('POST', 'account/connectors/:id/fields', (exchanging) => {
    const installed = installedOf(exchanging);
    const given = customFieldOf(exchanging.ask.body());
    if (given.ConnectorField === '') throw new Refusal(400, 'ConnectorField is required');
    const field = { ...given, Id: exchanging.world.numbers.customFields++ };
    installed.customFields.push(field);
    return json(customFieldShape(field));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/fields/:field', (exchanging) => {
    const { customFields } = installedOf(exchanging);
    const index = customFields.findIndex(({ Id }) => String(Id) === exchanging.path['field']);
    const field = customFields[index];
    if (field === undefined) throw notFound('The custom field');
    if (exchanging.ask.method === 'DELETE') customFields.splice(index, 1);
    if (exchanging.ask.method !== 'PUT') return json(customFieldShape(field));
    const changed = { ...field, ...customFieldOf(exchanging.ask.body(), field) };
    customFields[index] = changed;
    return json(customFieldShape(changed));
  }),
];

/** By number the very release, by name the live one. */
function installable(
  connectors: readonly Connector[],
  text: string,
): { readonly connector: Connector; readonly release: Release } {
  const named = findConnector(connectors, text, null);
  const found = /^\d{1,10}$/.test(text)
    ? findRelease(connectors, Number(text))
    : named && { connector: named, release: named.live };
  if (found === undefined) throw notFound('The connector');
  if (found.connector.scenario.Status === 'Draft') {
    throw new Refusal(400, `Connector ${found.release.id} is a draft and cannot be installed.`);
  }
  return found;
}

/** What every connector may be given, whatever its own parameters. */
const systemProperties: ReadonlySet<string> = new Set([
  'ClientId',
  'ClientSecret',
  'Domain',
  'Username',
  'Password',
  'Resource',
  'BaseUrl',
  'Hostname',
]);

function isTaken({ installed }: Account, name: string): boolean {
  return [...installed.values()].some((one) => one.name.toLowerCase() === name.toLowerCase());
}

function nameInUse(name: string): Refusal {
  return new Refusal(400, `Account connector name '${name}' is in use.`);
}

function givenProperties(body: Json | undefined): readonly { readonly Name: string; readonly Value: string | null }[] {
  const given = member(body, 'Properties');
  if (!Array.isArray(given)) return [];
  return (given as readonly Json[])
    .filter(isJsonObject)
    .map((one) => ({ Name: toText(member(one, 'Name')) ?? '', Value: toText(member(one, 'Value')) ?? null }));
}

function setProperty(world: World, installed: Installed, name: string, value: string | null) {
  const known = installed.properties.find((property) => property.name === name);
  if (known !== undefined) {
    known.value = value;
    return known;
  }
  const property = { id: world.numbers.properties++, name, value };
  installed.properties.push(property);
  return property;
}

function customFieldOf(body: Json | undefined, before?: Installed['customFields'][number]) {
  const text = (name: string) => toText(member(body, name));
  /** An explicit null clears; what is absent stays. */
  const clearable = (name: string, old: string | null | undefined) =>
    member(body, name) === null ? null : (text(name) ?? old ?? null);
  return {
    ConnectorField: text('ConnectorField') ?? before?.ConnectorField ?? '',
    DisplayName: text('DisplayName') ?? before?.DisplayName ?? text('ConnectorField') ?? '',
    Description: clearable('Description', before?.Description),
    DataType: text('DataType') ?? before?.DataType ?? 'Text',
    SystemField: clearable('SystemField', before?.SystemField),
    ForRequestFormat: toBoolean(member(body, 'ForRequestFormat')) ?? before?.ForRequestFormat ?? false,
  };
}

function jsonOf({ body }: AppAnswer): Json {
  if (body.length === 0) return null;
  try {
    return parseJson(Buffer.from(body).toString('utf8'));
  } catch {
    throw new Refusal(400, 'Response data not in expected format');
  }
}

/** Both keys stand in the elements of one list; an element without a value is no choice. */
function choicesIn(body: Json, { IdentifierKey, HumanReadableKey }: ScenarioTrigger) {
  const [value, name] = [parseLocation(IdentifierKey), parseLocation(HumanReadableKey)];
  const inList = value.findLastIndex(({ many }) => many) + 1;
  const found = readAt(body, value.slice(0, inList)) ?? [];
  const rows = Array.isArray(found) ? (found as readonly Json[]) : [found];
  return rows
    .map((row) => ({
      Name: toText(readAt(row, name.slice(inList))) ?? null,
      Value: toText(readAt(row, value.slice(inList))) ?? '',
    }))
    .filter(({ Value }) => Value !== '');
}
