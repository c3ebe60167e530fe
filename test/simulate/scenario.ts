import type { AnswerRule } from '../../src/catalog/rules.ts';
import type { Scenario, ScenarioMethod } from '../../src/sandbox/server.ts';

/** Accounts that have everything under the same ids; what belongs to one says so, with its {@link markOf}. */
export const accounts = ['acme', 'globex', 'initech'] as const;
export type Account = (typeof accounts)[number];

/** The account connectors of every account, by their ids. */
export const accountConnectors = {
  1: { connector: 'Books', collection: 'entries' },
  2: { connector: 'Notes', collection: 'notes' },
} as const;
export type AccountConnectorId = keyof typeof accountConnectors;

export const connectors = Object.values(accountConnectors).map(({ connector }) => connector);

/** Of each connector; the first is live. */
const releases = 3;

/** What stands in everything of an account connector, and in nothing else. */
export function markOf(account: Account, id: AccountConnectorId): string {
  return `of-${account}-${id}`;
}

/** Records with this token are nobody's writes. */
export const standing = 'standing';

export interface Method {
  /** Its number in the first release. */
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  /** Of its inputs by their names, in the first release. */
  readonly numbers: Readonly<Record<string, number>>;
}

export interface WriteMethod extends Method {
  /** Where rows stand in its fields; without it a call writes one record. */
  readonly rows?: string;
  /** Whether its answer has the records that it made. */
  readonly showsRecords: boolean;
}

export const readMethods: Readonly<
  Record<AccountConnectorId, Readonly<Record<'list' | 'get' | 'find' | 'pages', Method>>>
> = {
  1: {
    list: method(101, 'List Entries'),
    get: method(102, 'Get Entry', 'Id'),
    find: method(105, 'Find Entries', 'token'),
    pages: method(106, 'List Entries by Page', 'offset', 'limit'),
  },
  2: {
    list: method(201, 'List Notes'),
    get: method(202, 'Get Note', 'Id'),
    find: method(205, 'Find Notes', 'token'),
    pages: method(206, 'List Notes by Page', 'offset', 'limit'),
  },
};

const record = ['token', 'owner', 'amount'] as const;

export const writeMethods: Readonly<Record<AccountConnectorId, readonly [WriteMethod, WriteMethod]>> = {
  1: [
    { ...method(103, 'Create Entry', ...record), showsRecords: true },
    { ...method(104, 'Create Entries', ...record), rows: 'rows', showsRecords: true },
  ],
  2: [
    { ...method(203, 'Create Note', ...record), showsRecords: true },
    { ...method(204, 'Create Note Quietly', ...record), showsRecords: false },
  ],
};

/** How writes are looked for that may have been applied. */
export const rules: readonly AnswerRule[] = ([1, 2] as const).map((id) => ({
  connector: accountConnectors[id].connector,
  methods: [writeMethods[id][0].name],
  reconcile: {
    read: readMethods[id].find.name,
    parameters: { token: { from: 'fields.token' } },
    fields: {},
    match: { token: 'fields.token', owner: 'fields.owner' },
    key: 'Id',
    afterSeconds: 3,
    pageRecords: 10,
  },
}));

export const scenario: Scenario = {
  connectors: [
    {
      Name: 'Books',
      AuthType: 'OAuth2',
      Releases: releasesFrom(5000),
      methods: [
        ...readsOf(1, 'records'),
        create(writeMethods[1][0], { of: 'entries' }, ''),
        create(writeMethods[1][1], { of: 'entries', from: 'rows', at: 'created' }, '[created].'),
      ],
    },
    {
      Name: 'Notes',
      AuthType: 'ApiKey',
      Releases: releasesFrom(6000),
      refusal: { error: { type: '{{Code}}', message: '{{Message}}' } },
      methods: [
        ...readsOf(2, undefined),
        create(writeMethods[2][0], { of: 'notes' }, ''),
        create(writeMethods[2][1], { of: 'notes', says: 'no-content' }, ''),
      ],
    },
  ],
  accounts: accounts.map((account) => ({
    Id: account,
    Name: account,
    accountConnectors: ([1, 2] as const).map((id) => ({
      Id: id,
      Name: markOf(account, id),
      connector: accountConnectors[id].connector,
      AuthValue: 'x',
      records: {
        [accountConnectors[id].collection]: [1, 2, 3].map((number) => ({
          Id: number,
          token: `${standing}.${number}`,
          owner: markOf(account, id),
        })),
      },
    })),
  })),
};

function method(id: number, name: string, ...inputs: readonly string[]): Method {
  return {
    id,
    identifier: `6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c${String(id).padStart(4, '0')}`,
    name,
    numbers: Object.fromEntries(inputs.map((input, at) => [input, id * 10 + at])),
  };
}

function releasesFrom(first: number) {
  return Array.from({ length: releases }, (_, at) => ({
    Id: first + at,
    ...(at > 0 && {
      upcoming: true,
      ids: { methods: first + at * 100, parameters: first * 10 + at * 100, fields: first * 100 + at * 100 },
    }),
  }));
}

/** @param at Where lists stand in their answers; undefined: they are the answer. */
function readsOf(id: AccountConnectorId, at: string | undefined): readonly ScenarioMethod[] {
  const { list, get, find, pages } = readMethods[id];
  const of = accountConnectors[id].collection;
  const shownIn = shown(`[${at ?? ''}].`);
  const listed = { kind: 'list', of, ...(at !== undefined && { at }) } as const;
  const asked = ({ numbers }: Method) =>
    Object.entries(numbers).map(([Name, Id]) => ({ Id, Name, TargetName: Name, TargetType: 'QueryString' }));
  return [
    { ...named(list), ResponseFields: shownIn, answer: listed },
    {
      ...named(get),
      Parameters: asked(get),
      ResponseFields: shown(''),
      answer: { kind: 'get', of, by: { parameter: 'Id' } },
    },
    {
      ...named(pages),
      Parameters: asked(pages),
      ResponseFields: shownIn,
      answer: { ...listed, paging: { style: 'offset', place: { parameter: 'offset' }, size: { parameter: 'limit' } } },
    },
    {
      ...named(find),
      Parameters: asked(find),
      ResponseFields: shownIn,
      answer: { ...listed, where: [{ given: { parameter: 'token' }, key: 'token', is: 'equal' }] },
    },
  ];
}

type Insert = Extract<NonNullable<ScenarioMethod['answer']>, { readonly kind: 'insert' }>;

/** @param at Where records stand in its answer. */
function create(write: WriteMethod, answer: Omit<Insert, 'kind'>, at: string): ScenarioMethod {
  const { numbers, rows, showsRecords } = write;
  return {
    ...named(write),
    RequestFields: Object.entries(numbers).map(([Name, Id]) => ({
      Id,
      Name,
      Location: rows === undefined ? Name : `[${rows}].${Name}`,
      IsOptional: true,
    })),
    ResponseFields: showsRecords ? shown(at) : [],
    answer: { kind: 'insert', needs: ['amount'], ...answer },
  };
}

function named({ id, identifier, name }: Method) {
  return { Id: id, MethodUniqueIdentifier: identifier, Name: name, MethodType: 'Action' as const };
}

function shown(before: string) {
  return ['Id', 'token', 'owner'].map((key) => ({ Name: key, Location: `${before}${key}` }));
}
