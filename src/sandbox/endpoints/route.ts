import type { Ask } from '../wire/ask.ts';
import { notFound, type Reply } from '../wire/reply.ts';
import type { Account, Installed, World } from '../world/world.ts';

/** What an endpoint answers from. */
export interface Exchanging {
  readonly world: World;
  readonly ask: Ask;
  /** The parts of the path that its pattern names. */
  readonly path: Readonly<Record<string, string>>;
  readonly relay: Relay;
}

/** How a third-party app's refusal comes back: its own status and body, or retold in Cyclr's text. */
export type Relay = 'status' | 'text';

export type Handler = (exchanging: Exchanging) => Reply | Promise<Reply>;
export type AccountHandler = (exchanging: Exchanging & { readonly account: Account }) => Reply | Promise<Reply>;

export interface Route {
  readonly methods: readonly string[];
  /** After `/v1.0`: `account/connectors/:id`. */
  readonly pattern: string;
  /** Needs the `X-Cyclr-Account` header. */
  readonly ofAccount: boolean;
  readonly handle: AccountHandler;
}

/** An endpoint of the partner's. */
export function route(methods: string, pattern: string, handle: Handler): Route {
  return { methods: methods.split(' '), pattern, ofAccount: false, handle };
}

/** An endpoint of one account's. */
export function accountRoute(methods: string, pattern: string, handle: AccountHandler): Route {
  return { methods: methods.split(' '), pattern, ofAccount: true, handle };
}

/** The named parts of a path that fits the pattern; undefined for one that does not. Words fit in any case. */
export function fit(pattern: string, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
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
