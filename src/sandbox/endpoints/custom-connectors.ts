import { createDefinedConnector } from '../custom/connector.ts';
import { readDefinition } from '../custom/definition.ts';
import { json, message, notFound } from '../wire/reply.ts';
import { connectorShape } from '../world/shapes.ts';
import type { World } from '../world/world.ts';
import { accountRoute, type Exchanging, type Route } from './route.ts';

/** Connectors that an account brings itself, in the format of an export. */
export const customConnectorRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/custom', ({ world, account }) =>
    json(ownConnectors(world, account.id).map((connector) => connectorShape(connector))),
  ),
  accountRoute('POST', 'account/connectors/custom', ({ world, account, ask }) => {
    const connector = createDefinedConnector(readDefinition(ask.body()), world, account.id);
    world.connectors.push(connector);
    return json(connectorShape(connector));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/custom/:id', (exchanging) => {
    const { world, account, ask } = exchanging;
    const index = indexOf(exchanging, account.id);
    const connector = world.connectors[index];
    if (connector === undefined) throw notFound('The connector');
    if (ask.method === 'DELETE') {
      world.connectors.splice(index, 1);
      return message(200, `Connector '${connector.scenario.Name}' successfully deleted.`);
    }
    if (ask.method === 'GET') return json(connectorShape(connector));
    const replaced = createDefinedConnector(readDefinition(ask.body()), world, account.id);
    world.connectors[index] = replaced;
    return json(connectorShape(replaced));
  }),
];

function ownConnectors({ connectors }: World, account: string) {
  return connectors.filter(({ ownedBy }) => ownedBy === account);
}

function indexOf({ world, path }: Pick<Exchanging, 'world' | 'path'>, account: string): number {
  return world.connectors.findIndex(
    ({ ownedBy, releases }) => ownedBy === account && releases.some(({ id }) => String(id) === path['id']),
  );
}
