import { isJsonObject, type Json } from '../../json.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { json, message, notFound, Refusal } from '../wire/reply.ts';
import type { Connector, Release } from '../world/release.ts';
import { accountConnectorShape } from '../world/account-shapes.ts';
import { accountConnectorParameters, findConnector, findRelease } from '../world/find.ts';
import { type Account, install, isAuthenticated } from '../world/world.ts';
import { paged } from './paging.ts';
import { setProperty } from './properties.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Account connectors: install, read, change, remove. @see docs/cyclr.md#account-connectors */
export const accountConnectorRoutes: readonly Route[] = [
  accountRoute('POST', 'connectors/:connector/install', ({ world, connectors, account, path, request }) => {
    const { connector, release } = installable(connectors, path['connector'] ?? '');
    const body = request.body();
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
  accountRoute('GET', 'account/connectors', ({ account, request }) =>
    paged([...account.installed.values()].map(accountConnectorShape), request),
  ),
  accountRoute('GET', 'account/connectors/:id', (context) => json(accountConnectorShape(installedOf(context)))),
  accountRoute('PUT', 'account/connectors/:id', (context) => {
    const installed = installedOf(context);
    const body = context.request.body();
    const name = toText(member(body, 'Name'));
    const isOwn = name?.toLowerCase() === installed.name.toLowerCase();
    if (name !== undefined && !isOwn && isTaken(context.account, name)) throw nameInUse(name);
    const [authValue, description] = [member(body, 'AuthValue'), member(body, 'Description')];
    installed.name = name || installed.name;
    if (description !== undefined) installed.description = toText(description) ?? null;
    if (authValue !== undefined) {
      installed.authValue = toText(authValue) ?? null;
      installed.authenticated = isAuthenticated(installed.connector, installed.authValue);
    }
    for (const { Name, Value } of givenProperties(body)) {
      if (Name !== '') setProperty(context.world, installed, Name, Value);
    }
    return json(accountConnectorShape(installed));
  }),
  accountRoute('DELETE', 'account/connectors/:id', (context) => {
    const { id, name } = installedOf(context);
    context.account.installed.delete(id);
    return message(200, `Connector '${name}' successfully deleted.`);
  }),
  accountRoute('PUT', 'account/connectors/:id/deauthenticate', (context) => {
    const installed = installedOf(context);
    installed.authenticated = false;
    installed.authValue = null;
    return message(200, `Connector '${installed.name}' successfully de-authenticated.`);
  }),
];

/** A number means that release; a name means the live one. */
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

/** Properties that every connector has, besides its own parameters. */
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
