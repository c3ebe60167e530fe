import { isJsonObject } from '../../json.ts';
import type { ScenarioConnector } from '../scenario/connector.ts';
import { parseDefinition } from '../scenario/definition.ts';
import { member, toText } from '../wire/coerce.ts';
import { json, message, notFound, Refusal } from '../wire/reply.ts';
import { type Connector, createConnector, createRelease } from '../world/release.ts';
import { connectorShape } from '../world/connector-shapes.ts';
import { accountRoute, type AccountHandler, type Route } from './route.ts';

type OfAccount = Parameters<AccountHandler>[0];

/** Connectors that an account uploads, as definitions. @see docs/cyclr.md#custom-connectors */
export const customConnectorRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/custom', ({ world, account }) =>
    json(
      world.connectors.filter(({ ownedBy }) => ownedBy === account.id).map((connector) => connectorShape(connector)),
    ),
  ),
  accountRoute('POST', 'account/connectors/custom', (context) => {
    const { world, account } = context;
    const connector = createConnector(definitionOf(context), world.numbers, world.allowedHosts, account.id);
    world.connectors.push(connector);
    return json(connectorShape(connector));
  }),
  accountRoute('GET', 'account/connectors/custom/:custom', (context) => json(connectorShape(customOf(context)))),
  accountRoute('PUT', 'account/connectors/custom/:custom', (context) => {
    const { numbers, allowedHosts } = context.world;
    const connector = customOf(context);
    const definition = definitionOf(context);
    // A changed definition is a new release. Account connectors stay on the release they were installed at.
    connector.scenario = definition;
    connector.live = createRelease(numbers.next('releases'), definition, definition, numbers, allowedHosts);
    connector.releases.push(connector.live);
    return json(connectorShape(connector));
  }),
  accountRoute('DELETE', 'account/connectors/custom/:custom', (context) => {
    const connector = customOf(context);
    context.world.connectors.splice(context.world.connectors.indexOf(connector), 1);
    return message(200, `Connector '${connector.scenario.Name}' successfully deleted.`);
  }),
];

function customOf({ world, account, path }: OfAccount): Connector {
  const found = world.connectors.find(
    ({ ownedBy, releases }) => ownedBy === account.id && releases.some(({ id }) => String(id) === path['custom']),
  );
  if (found === undefined) throw notFound('The custom connector');
  return found;
}

function definitionOf({ request }: OfAccount): ScenarioConnector {
  const body = request.body();
  const read = parseDefinition(isJsonObject(body) ? body : {});
  if (typeof read === 'string') throw new Refusal(400, `Invalid connector: (${read})`);
  const identifier = toText(member(body, 'UniqueIdentifier')) ?? '';
  if (!guid.test(identifier)) throw new Refusal(400, "Invalid connector: (Column 'UniqueIdentifier' must be a GUID)");
  return read;
}

/** A definition that is uploaded needs one, though the exports of older connectors have none. */
const guid = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;
