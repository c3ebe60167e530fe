import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { parseScenario, type Sandbox, type Scenario } from '../../src/sandbox/server.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { openUpstream } from '../../src/upstream.ts';
import { parseCatalogConfig } from '../../src/catalog/config.ts';
import { type Answer, post } from '../fixtures.ts';

/** How a list of the sandbox is paged: a part of its scenario. */
export type Paged = Readonly<Record<string, unknown>> & { readonly style: string };

/** The seven styles, each with what its method takes. */
export const styles: Readonly<Record<string, Paged>> = {
  page: { style: 'page', place: { parameter: 'page' }, size: { parameter: 'limit' } },
  offset: { style: 'offset', place: { parameter: 'offset' }, size: { parameter: 'limit' } },
  cursor: { style: 'cursor', place: { parameter: 'cursor' }, size: { parameter: 'limit' } },
  'next-url': { style: 'next-url', place: { parameter: 'start' }, size: { parameter: 'limit' } },
  keyset: { style: 'keyset', place: { parameter: 'since_id' }, size: { parameter: 'limit' } },
  'records-url': {
    style: 'records-url',
    place: { parameter: 'nextRecordsUrl' },
    size: { parameter: 'limit' },
    more: 'done',
    total: 'totalSize',
  },
  'link-header': { style: 'link-header', place: { parameter: 'page_token' }, size: { parameter: 'limit' } },
};

const sourceOf = (source: unknown) => (source as { readonly parameter?: string } | undefined)?.parameter;

export interface ListMethod {
  readonly name: string;
  readonly paging?: Paged;
  /** Without an id in the records. */
  readonly show?: readonly string[];
  /** Keeps these parameters out of the listing. */
  readonly hidden?: readonly string[];
  /** Another answer than a list. */
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
}

function methodOf({ name, paging, show, hidden = [], answer, parameters }: ListMethod) {
  const names = [sourceOf(paging?.['place']), sourceOf(paging?.['size'])].filter((one) => one !== undefined);
  return {
    Name: name,
    Category: 'Things',
    Parameters: [
      ...(parameters ?? []),
      ...names.map((one) => ({
        Name: one,
        TargetName: one,
        TargetType: 'QueryString',
        IsOptional: true,
        Hide: hidden.includes(one),
      })),
      { Name: 'Colour', TargetName: 'colour', TargetType: 'QueryString', IsOptional: true },
    ],
    ResponseFields: [
      { Name: 'Id', Location: '[items].Id', DataType: 'Integer' },
      { Name: 'Name', Location: '[items].Name' },
    ],
    answer: answer ?? {
      kind: 'list',
      of: 'things',
      at: 'items',
      where: [{ given: { parameter: 'colour' }, key: 'Colour', is: 'equal' }],
      ...(paging && { paging }),
      ...(show && { show }),
    },
  };
}

export interface ListsOptions {
  readonly methods: readonly ListMethod[];
  /** Records of account connector 1. @default 7 */
  readonly count?: number;
  readonly rules?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
}

export const records = (count: number, from = 1): Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_one, index) => ({ Id: from + index, Name: `Thing ${from + index}`, Colour: 'red' }));

export function scenarioOf({ methods, count = 7 }: ListsOptions): Scenario {
  const install = (Id: number) => ({
    Id,
    Name: `Lists ${Id}`,
    connector: 'Lists',
    AuthValue: 'key',
    records: { things: records(count) },
  });
  const scenario = {
    connectors: [
      {
        Name: 'Lists',
        Releases: [{ Id: 100 }, { Id: 101, upcoming: true }],
        methods: [
          ...methods.map(methodOf),
          {
            Name: 'Create Thing',
            Category: 'Things',
            RequestFields: [{ Name: 'Name', Location: 'Name' }],
            answer: { kind: 'insert', of: 'things' },
          },
        ],
      },
    ],
    accounts: [
      { Id: 'mine', Name: 'Mine', accountConnectors: [install(1), install(2)] },
      { Id: 'theirs', Name: 'Theirs', accountConnectors: [install(3)] },
    ],
  };
  return parseScenario(JSON.stringify(scenario), 'lists.json');
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
