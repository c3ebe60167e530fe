import type { Relay } from '../scenario/canned.ts';
import type { FaultSubject } from '../faults/plan.ts';
import type { ApiRequest } from '../wire/request.ts';
import { json, message, Refusal, type Reply, unauthorized } from '../wire/reply.ts';
import { calledMethod } from '../world/find.ts';
import type { World } from '../world/world.ts';
import { accountConnectorRoutes } from './account-connectors.ts';
import { accountRoutes } from './accounts.ts';
import { catalogueRoutes } from './catalogue.ts';
import { customConnectorRoutes } from './custom-connectors.ts';
import { customFieldRoutes } from './custom-fields.ts';
import { dataOnDemandRoutes } from './data-on-demand.ts';
import { propertyRoutes } from './properties.ts';
import { handleFirst, mayOpen, noSuchResource, type Route } from './route.ts';
import type { TokenStore } from './tokens.ts';
import { triggerRoutes } from './triggers.ts';

/** Every endpoint under `/v1.0`. Of several that match, the first is used. */
const routes: readonly Route[] = [
  ...customConnectorRoutes,
  ...dataOnDemandRoutes,
  ...accountConnectorRoutes,
  ...propertyRoutes,
  ...customFieldRoutes,
  ...triggerRoutes,
  ...catalogueRoutes,
  ...accountRoutes,
];

/** Answers a request as Cyclr would: it checks the token, then the account, then asks the endpoint. */
export async function dispatch(world: World, tokens: TokenStore, relay: Relay, request: ApiRequest): Promise<Reply> {
  const [first = '', ...segments] = request.segments;
  if (request.segments.join('/').toLowerCase() === 'oauth/token') return tokens.grant(world, request);
  const grant = tokens.holderOf(request.headers.authorization);
  if (grant === undefined) throw unauthorized();
  if (first.toLowerCase() !== 'v1.0') throw noSuchResource();
  const named = accountHeader(request);
  if (named !== undefined) mayOpen({ onlyAccount: grant.account }, named);
  const viewer = named ?? grant.account;
  const connectors = world.connectors.filter(
    ({ ownedBy }) => ownedBy === undefined || viewer === undefined || ownedBy === viewer,
  );
  return handleFirst(routes, { world, connectors, request, relay, onlyAccount: grant.account }, segments);
}

/** Turns a refusal into a reply, and any other error into Cyclr's 500, which does not say why. */
export async function attempt(reply: () => Reply | Promise<Reply>): Promise<Reply> {
  try {
    return await reply();
  } catch (error) {
    if (error instanceof Refusal) return message(error.status, error.message);
    return json({ Message: 'An error has occurred.' }, 500);
  }
}

/** What a fault can match in a request, and whether the request is exempt from the check of IP addresses. */
export function subjectOf(world: World, request: ApiRequest): FaultSubject & { readonly exempt: boolean } {
  const [, accountWord = '', connectors = '', accountConnector, what = '', method] = request.segments;
  const isOfConnector = `${accountWord}/${connectors}`.toLowerCase() === 'account/connectors';
  const subject = {
    http: request.method,
    path: `/${request.segments.join('/')}`,
    account: accountHeader(request),
    accountConnector: isOfConnector ? accountConnector : undefined,
    method: [] as readonly string[],
    exempt: false,
  };
  const installed = world.accounts.get(subject.account ?? '')?.installed.get(Number(subject.accountConnector));
  if (installed === undefined || method === undefined || !['methods', 'test'].includes(what.toLowerCase())) {
    return subject;
  }
  const exempt = installed.isPartnerIntegrationConnector;
  try {
    const { id, uniqueIdentifier, scenario } = calledMethod(installed, method);
    return { ...subject, exempt, method: [String(id), uniqueIdentifier, scenario.Name.toLowerCase()] };
  } catch {
    return { ...subject, exempt };
  }
}

function accountHeader({ headers }: ApiRequest): string | undefined {
  const header = headers['x-cyclr-account'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}
