import { json, notFound } from '../wire/reply.ts';
import { toBoolean } from '../wire/coerce.ts';
import type { Ask } from '../wire/ask.ts';
import type { Connector, Method, Release } from '../world/release.ts';
import { connectorShape, methodShape } from '../world/shapes.ts';
import { connectorsNamed, connectorsOf, findConnector, type World } from '../world/world.ts';
import { paged } from './paging.ts';
import { type Route, route } from './route.ts';

/** The catalogue: connectors and their methods, by the number of a release or by name. */
export const catalogueRoutes: readonly Route[] = [
  route('GET', 'connectors', ({ world, ask }) => {
    const wanted = ask.query('query')?.toLowerCase() ?? '';
    const category = ask.query('category')?.toLowerCase();
    const custom = toBoolean(ask.query('includeCustomConnectors')) ?? true;
    const found = connectorsOf(world, accountOf(ask)).filter(
      ({ scenario, ownedBy }) =>
        scenario.Name.toLowerCase().includes(wanted) &&
        (category === undefined || (scenario.Categories ?? []).some((one) => one.toLowerCase() === category)) &&
        (custom || ownedBy === undefined),
    );
    return paged(
      found.map((connector) => connectorShape(connector)),
      ask,
    );
  }),
  route('GET', 'connectors/:connector', ({ world, path, ask }) => {
    const name = path['connector'] ?? '';
    if (isNumber(name)) {
      const { connector, release } = releaseOf(world, ask, Number(name));
      return json(connectorShape(connector, release));
    }
    return json(connectorsNamed(world, name, null, accountOf(ask)).map((connector) => connectorShape(connector)));
  }),
  route('GET', 'connectors/:connector/methods', ({ world, path, ask }) => {
    const name = path['connector'] ?? '';
    if (isNumber(name)) return json(listed(releaseOf(world, ask, Number(name)).release, ask));
    const connector = findConnector(world, name, null, accountOf(ask));
    if (connector === undefined) throw notFound('The connector');
    return json(listed(connector.live, ask));
  }),
  route('GET', 'connectors/:connector/:version', ({ world, path, ask }) =>
    json(
      connectorsNamed(world, path['connector'] ?? '', path['version'] ?? '', accountOf(ask)).map((connector) =>
        connectorShape(connector),
      ),
    ),
  ),
  route('GET', 'connectors/:connector/:version/methods', ({ world, path, ask }) => {
    const connector = findConnector(world, path['connector'] ?? '', path['version'] ?? '', accountOf(ask));
    if (connector === undefined) throw notFound('The connector');
    return json(listed(connector.live, ask));
  }),
  route('GET', 'methods/:method', ({ world, path, ask }) => {
    const found = methodsOf(world, ask).find(({ id }) => String(id) === path['method']);
    if (found === undefined) throw notFound('The method');
    return json(methodShape(found));
  }),
];

/** The catalogue needs no account, and shows one that is named what it brought itself. */
function accountOf({ headers }: Ask): string | undefined {
  const account = headers['x-cyclr-account'];
  return typeof account === 'string' ? account : undefined;
}

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}

function releaseOf(world: World, ask: Ask, id: number): { readonly connector: Connector; readonly release: Release } {
  for (const connector of connectorsOf(world, accountOf(ask))) {
    const release = connector.releases.find((one) => one.id === id);
    if (release !== undefined) return { connector, release };
  }
  throw notFound('The connector');
}

function methodsOf(world: World, ask: Ask): readonly Method[] {
  return connectorsOf(world, accountOf(ask)).flatMap(({ releases }) => releases.flatMap(({ methods }) => methods));
}

/** Never paged. `category` must fit whole, `query` a part of the name. */
function listed({ methods }: Release, ask: Ask) {
  const category = ask.query('category');
  const wanted = ask.query('query')?.toLowerCase() ?? '';
  return methods
    .filter(({ scenario }) => category === undefined || category === '' || scenario.Category === category)
    .filter(({ scenario }) => scenario.Name.toLowerCase().includes(wanted))
    .map(methodShape);
}
