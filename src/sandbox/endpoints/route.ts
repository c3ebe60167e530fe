import type { Relay } from '../scenario/canned.ts';
import type { ApiRequest } from '../wire/request.ts';
import { notFound, Refusal, type Reply, unauthorized } from '../wire/reply.ts';
import type { Connector } from '../world/release.ts';
import type { Account, Installed, World } from '../world/world.ts';

/** Everything that an endpoint answers from. */
export interface EndpointContext {
  readonly world: World;
  /** The connectors that the caller can see: another account's custom ones are not among them. */
  readonly connectors: readonly Connector[];
  readonly request: ApiRequest;
  /** The parts of the path that its pattern names. */
  readonly path: Readonly<Record<string, string>>;
  readonly relay: Relay;
  /** The only account that the token opens; undefined for all of the partner's. */
  readonly onlyAccount: string | undefined;
}

export type Handler = (context: EndpointContext) => Reply | Promise<Reply>;
export type AccountHandler = (context: EndpointContext & { readonly account: Account }) => Reply | Promise<Reply>;

export interface Route {
  readonly methods: readonly string[];
  /** After `/v1.0`: `account/connectors/:id`. */
  readonly pattern: string;
  readonly handle: Handler;
}

/** An endpoint of the partner. */
export function route(methods: string, pattern: string, handle: Handler): Route {
  return { methods: methods.split(' '), pattern, handle };
}

/** An endpoint of one account, which the `X-Cyclr-Account` header names. */
export function accountRoute(methods: string, pattern: string, handle: AccountHandler): Route {
  return route(methods, pattern, (context) => handle({ ...context, account: accountOf(context) }));
}

/** Answers with the first route that matches the request. */
export function handleFirst(
  routes: readonly Route[],
  context: Omit<EndpointContext, 'path'>,
  segments: readonly string[],
): Reply | Promise<Reply> {
  const fitting = routes.flatMap((candidate) => {
    const path = fit(candidate.pattern, segments);
    return path === undefined ? [] : [{ ...candidate, path }];
  });
  const { method } = context.request;
  const taken = fitting.find(({ methods }) => methods.includes(method));
  if (taken !== undefined) return taken.handle({ ...context, path: taken.path });
  throw fitting.length === 0
    ? noSuchResource()
    : new Refusal(405, `The requested resource does not support http method '${method.slice(0, 20)}'.`);
}

export function noSuchResource(): Refusal {
  return new Refusal(404, 'No HTTP resource was found that matches the request URI.');
}

/** A token that is restricted to one account opens no other, whatever the endpoint. */
export function mayOpen({ onlyAccount }: Pick<EndpointContext, 'onlyAccount'>, account: string): void {
  if (onlyAccount !== undefined && onlyAccount !== account) {
    throw new Refusal(403, 'The token is not valid for this account.');
  }
}

function accountOf(context: EndpointContext): Account {
  const header = context.request.headers['x-cyclr-account'];
  const account = context.world.accounts.get(typeof header === 'string' ? header : '');
  if (account === undefined) throw unauthorized();
  mayOpen(context, account.id);
  return account;
}

/** The named parts of a path that matches the pattern; undefined for one that does not. Case is ignored. */
function fit(pattern: string, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const steps = pattern.split('/');
  if (steps.length !== segments.length) return undefined;
  const path: [string, string][] = [];
  for (const [index, step] of steps.entries()) {
    const segment = segments[index] ?? '';
    if (step.startsWith(':')) path.push([step.slice(1), segment]);
    else if (step !== segment.toLowerCase()) return undefined;
  }
  return Object.fromEntries(path);
}

/** The account connector that the path names as `:id`. */
export function installedOf({ account, path }: Pick<Parameters<AccountHandler>[0], 'account' | 'path'>): Installed {
  const id = path['id'] ?? '';
  const installed = /^\d{1,15}$/.test(id) ? account.installed.get(Number(id)) : undefined;
  if (installed === undefined) throw notFound('The account connector');
  return installed;
}
