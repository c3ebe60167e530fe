import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { openUpstream } from '../../src/upstream.ts';
import { parseCatalogConfig } from '../../src/catalog/config.ts';
import { type Answer, post } from '../fixtures.ts';
import { type ListsScenario, scenarioOf } from './scenario.ts';

export interface ListsOptions extends ListsScenario {
  readonly rules?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface PagesAnswer {
  readonly nodes: readonly { readonly Id: number; readonly Name: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly complete: string;
  readonly stopped: string;
  readonly reason: string;
  readonly total: number | null;
}

export interface Lists extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly sandbox: Sandbox;
  readonly lines: readonly Record<string, unknown>[];
  /** Reads pages of a method of account connector 1. */
  read(method: string, args?: string): Promise<PagesAnswer>;
  /** The same, with everything that came. */
  ask(query: string, variables?: Record<string, never>, headers?: Record<string, string>): Promise<Answer>;
  /** How many calls of methods the sandbox has received. */
  calls(): number;
}

export const selection = '{ nodes complete stopped reason total pageInfo { endCursor hasNextPage } }';

export async function openLists(options: ListsOptions): Promise<Lists> {
  await using opened = new AsyncDisposableStack();
  const config = parseConfig({ ...options.env });
  const upstream = opened.use(await openUpstream(config, { scenario: scenarioOf(options) }));
  const lines: Record<string, unknown>[] = [];
  const log = createLog((line) => void lines.push(JSON.parse(line) as Record<string, unknown>));
  const { rules } = parseCatalogConfig(
    JSON.stringify({ connectors: [{ connector: 'Lists' }], rules: options.rules ?? [] }),
    'connectors.config.json',
  );
  const gateway = opened.use(await createGateway(config, { upstream, log, rules, catalogs: [] }));
  const sandbox = upstream.embedded?.sandbox;
  if (sandbox === undefined) throw new Error('The upstream has no sandbox.');
  const ask: Lists['ask'] = (query, variables, headers) => post(gateway, { query, variables }, headers);
  const open = opened.move();
  return {
    gateway,
    sandbox,
    lines,
    ask,
    calls: () =>
      sandbox.received.filter(({ path }) => /\/methods\/[^/]+$/.test(path) && path.includes('/account/')).length,
    async read(method, args = '') {
      const { body } = await ask(
        `{ accountConnector(id: 1) { pages(method: ${JSON.stringify(method)} ${args}) ${selection} } }`,
      );
      const found = body.data?.['accountConnector'] as { readonly pages: PagesAnswer | null } | null | undefined;
      if (!found?.pages) throw new Error(JSON.stringify(body.errors));
      return found.pages;
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** Reads a list in requests of so many records, from cursor to cursor. */
export async function readAll(
  lists: Lists,
  method: string,
  first: number,
  args = '',
): Promise<{ readonly ids: readonly number[]; readonly last: PagesAnswer }> {
  const ids: number[] = [];
  let after = '';
  for (;;) {
    const page = await lists.read(method, `first: ${first} ${after} ${args}`);
    ids.push(...page.nodes.map(({ Id }) => Id));
    if (!page.pageInfo.hasNextPage) return { ids, last: page };
    after = `after: ${JSON.stringify(page.pageInfo.endCursor)}`;
  }
}
