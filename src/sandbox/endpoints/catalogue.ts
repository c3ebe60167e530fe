import { json, notFound } from '../wire/reply.ts';
import { toBoolean } from '../wire/coerce.ts';
import type { ApiRequest } from '../wire/request.ts';
import { type Connector, type Release, releasedOf } from '../world/release.ts';
import { connectorShape, methodShape } from '../world/connector-shapes.ts';
import { connectorsNamed, findConnector, findRelease } from '../world/find.ts';
import { paged } from './paging.ts';
import { type Route, route } from './route.ts';

/** The catalogue: connectors and their methods, by the number of a release or by name. @see docs/cyclr.md#the-catalogue */
export const catalogueRoutes: readonly Route[] = [
  route('GET', 'connectors', ({ connectors, request }) => {
    const wanted = request.query('query')?.toLowerCase() ?? '';
    const category = request.query('category')?.toLowerCase() ?? '';
    const custom = toBoolean(request.query('includeCustomConnectors')) ?? true;
    const found = connectors.filter(
      ({ scenario, ownedBy }) =>
        scenario.Name.toLowerCase().includes(wanted) &&
        (category === '' || (scenario.Categories ?? []).some((one) => one.toLowerCase() === category)) &&
        (custom || ownedBy === undefined),
    );
    return paged(
      found.map((connector) => connectorShape(connector)),
      request,
    );
  }),
  route('GET', 'connectors/:connector', ({ connectors, path }) => {
    const name = path['connector'] ?? '';
    if (isNumber(name)) {
      const { connector, release } = releaseOf(connectors, Number(name));
      return json(connectorShape(connector, release));
    }
    return json(connectorsNamed(connectors, name, null).map((connector) => connectorShape(connector)));
  }),
  route('GET', 'connectors/:connector/methods', ({ connectors, path, request }) => {
    const name = path['connector'] ?? '';
    if (isNumber(name)) return json(listed(releaseOf(connectors, Number(name)).release, request));
    const connector = findConnector(connectors, name, null);
    if (connector === undefined) throw notFound('The connector');
    return json(listed(connector.live, request));
  }),
  route('GET', 'connectors/:connector/:version', ({ connectors, path }) =>
    json(
      connectorsNamed(connectors, path['connector'] ?? '', path['version'] ?? '').map((connector) =>
        connectorShape(connector),
      ),
    ),
  ),
  route('GET', 'connectors/:connector/:version/methods', ({ connectors, path, request }) => {
    const connector = findConnector(connectors, path['connector'] ?? '', path['version'] ?? '');
    if (connector === undefined) throw notFound('The connector');
    return json(listed(connector.live, request));
  }),
  route('GET', 'methods/:method', ({ connectors, path }) => {
    for (const release of connectors.flatMap(releasedOf)) {
      const found = release.methods.find(({ id }) => String(id) === path['method']);
      if (found !== undefined) return json(methodShape(found, release));
    }
    throw notFound('The method');
  }),
];

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}

function releaseOf(
  connectors: readonly Connector[],
  id: number,
): { readonly connector: Connector; readonly release: Release } {
  const found = findRelease(connectors, id);
  if (found === undefined) throw notFound('The connector');
  return found;
}

/** Never paged. `category` is matched whole, `query` as a part of the name. */
function listed(release: Release, request: ApiRequest) {
  const category = request.query('category');
  const wanted = request.query('query')?.toLowerCase() ?? '';
  return release.methods
    .filter(({ scenario }) => category === undefined || category === '' || scenario.Category === category)
    .filter(({ scenario }) => scenario.Name.toLowerCase().includes(wanted))
    .map((method) => methodShape(method, release));
}
