import { parseScenario, type Scenario } from '../../src/sandbox/server.ts';

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
  /** The collection. @default things */
  readonly of?: string;
  /** Another answer than a list. */
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
}

function methodOf({ name, paging, show, hidden = [], of = 'things', answer, parameters }: ListMethod) {
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
      of,
      at: 'items',
      where: [{ given: { parameter: 'colour' }, key: 'Colour', is: 'equal' }],
      ...(paging && { paging }),
      ...(show && { show }),
    },
  };
}

export interface ListsScenario {
  readonly methods: readonly ListMethod[];
  /** Records of every account connector. @default 7 */
  readonly count?: number;
}

export const records = (count: number, from = 1): Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_one, index) => ({ Id: from + index, Name: `Thing ${from + index}`, Colour: 'red' }));

export function scenarioOf({ methods, count = 7 }: ListsScenario): Scenario {
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
